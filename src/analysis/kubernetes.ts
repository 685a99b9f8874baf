import type { Tags } from '../domain/resources.ts';
import { plainKey } from './tag-keys.ts';

/**
 * Tags that storage drivers of Kubernetes put on a volume which a claim may still own, in plain spelling. Sources:
 * aws-ebs-csi-driver docs/tagging.md and pkg/driver/constants.go (`CSIVolumeName`, `ebs.csi.aws.com/cluster`,
 * `kubernetes.io/cluster/…`, `KubernetesCluster`, `kubernetes.io/created-for/pvc/…`), azuredisk-csi-driver
 * (`kubernetes.io-created-for-pvc-name`, `k8s-azure-created-by`), GKE (`goog-gke-volume`), cinder-csi-plugin
 * (`cinder.csi.openstack.org/cluster`, `csi.storage.k8s.io/pvc/…`).
 */
const CLAIM_KEYS: readonly RegExp[] = [
  /^csivolumename$/,
  /^ebs-csi-aws-com-cluster(-name)?$/,
  /^kubernetes-io-cluster-./,
  /^kubernetescluster$/,
  /^kubernetes-io-created-for-./,
  /^k8s-azure-created-by$/,
  /^goog-gke-volume$/,
  /^cinder-csi-openstack-org-cluster$/,
  /^csi-storage-k8s-io-pvc?-./,
];

/**
 * Tags of a cluster's machines: kops and kubeadm, EKS, eksctl, Karpenter, the cluster autoscaler, GKE, AKS.
 */
const NODE_KEYS: readonly RegExp[] = [
  /^kubernetes-io-cluster-./,
  /^kubernetescluster$/,
  /^(aws-|eks-)?eks-(cluster|nodegroup)-name$/,
  /^alpha-eksctl-io-nodegroup-name$/,
  /^karpenter-sh-(nodepool|provisioner-name|managed-by)$/,
  /^k8s-io-(cluster-autoscaler|role)-./,
  /^goog-k8s-cluster-name$/,
  /^goog-gke-node$/,
  /^aks-managed-./,
];

/** The keys whose value, or whose last part, is the cluster's name. */
const CLUSTER_NAME_KEYS: readonly RegExp[] = [
  /^(aws-|eks-)?eks-cluster-name$/,
  /^alpha-eksctl-io-cluster-name$/,
  /^kubernetescluster$/,
  /^goog-k8s-cluster-name$/,
  /^ebs-csi-aws-com-cluster-name$/,
];

const hasKey = (tags: Tags, patterns: readonly RegExp[]): boolean =>
  Object.keys(tags).some((key) => patterns.some((pattern) => pattern.test(plainKey(key))));

/** A persistent volume may be bound to it: its cluster decides, even while no machine holds it. */
export const claimedByKubernetes = (tags: Tags): boolean => hasKey(tags, CLAIM_KEYS);

export const isKubernetesNode = (tags: Tags): boolean => hasKey(tags, NODE_KEYS);

/** The cluster that tags name; an empty text when they tell only that there is one. */
export function kubernetesCluster(tags: Tags): string | undefined {
  // What the AWS Load Balancer Controller makes for services and ingresses. Source: its guide, "Resource tags".
  const balancerOf = Object.keys(tags).find((key) => plainKey(key) === 'elbv2-k8s-aws-cluster');
  if (balancerOf !== undefined) return tags[balancerOf] ?? '';
  if (!claimedByKubernetes(tags) && !isKubernetesNode(tags)) return undefined;
  for (const key of Object.keys(tags).sort()) {
    if (CLUSTER_NAME_KEYS.some((pattern) => pattern.test(plainKey(key))) && tags[key] !== '') return tags[key];
    const named = /^kubernetes\.io[/-]cluster[/-](.+)$/i.exec(key)?.[1];
    if (named !== undefined) return named;
  }
  return '';
}
