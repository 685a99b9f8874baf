import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice, type ItemPrice, type ListedProduct } from '../price-items.ts';

/** A usage type without the region's code before it; `SpotUsage-…` and other variants stay apart. */
const usageOf = ({ attributes: { usagetype = '' } }: ListedProduct): string =>
  usagetype.replace(/^[A-Z]{2,4}\d{0,2}-/, '');

const perVcpu = { unit: 'vCPU-hour' } as const;
const perGiB = { unit: 'GiB-hour' } as const;

/** By usage type. Source: the price list of AmazonECS; AWS Fargate pricing. */
const fargateItems: Readonly<Record<string, readonly [item: string, as: typeof perVcpu | typeof perGiB]>> = {
  'Fargate-vCPU-Hours:perCPU': ['task-vcpu/linux/x86_64', perVcpu],
  'Fargate-GB-Hours': ['task-memory/linux/x86_64', perGiB],
  'Fargate-ARM-vCPU-Hours:perCPU': ['task-vcpu/linux/arm64', perVcpu],
  'Fargate-ARM-GB-Hours': ['task-memory/linux/arm64', perGiB],
  'Fargate-Windows-vCPU-Hours:perCPU': ['task-vcpu/windows/x86_64', perVcpu],
  'Fargate-Windows-GB-Hours': ['task-memory/windows/x86_64', perGiB],
  'Fargate-Windows-OS-Hours:perCPU': ['task-licence/windows', perVcpu],
  'Fargate-EphemeralStorage-GB-Hours': ['task-storage', perGiB],
};

/**
 * Tasks on Fargate, on demand: `task-vcpu/<system>/<architecture>` per vCPU-hour, `task-memory/…` and `task-storage` per
 * GiB-hour, `task-licence/windows` per vCPU-hour.
 */
export const taskPrices: PriceFamily = {
  name: 'tasks',
  kinds: ['container-service'],
  questions: () => [{ serviceCode: 'AmazonECS', filters: [is('productFamily', 'Compute')] }],
  items(product) {
    const usage = usageOf(product);
    const found = Object.hasOwn(fargateItems, usage) ? fargateItems[usage] : undefined;
    return found === undefined ? [] : itemPrice(found[0], product, found[1]);
  },
};

/** What extended support costs is listed as what comes on top of the cluster's own price. */
const clusterItems: Readonly<Record<string, string>> = {
  'AmazonEKS-Hours:perCluster': 'cluster/kubernetes',
  'AmazonEKS-Hours:extendedSupport': 'cluster-extended-support/kubernetes',
};

/** `cluster/kubernetes` per hour, and `cluster-extended-support/kubernetes` on top of it. */
export const kubernetesPrices: PriceFamily = {
  name: 'kubernetes-clusters',
  kinds: ['container-cluster'],
  questions: () => [{ serviceCode: 'AmazonEKS', filters: [is('productFamily', 'Compute')] }],
  items(product): readonly ItemPrice[] {
    const usage = usageOf(product);
    const item = Object.hasOwn(clusterItems, usage) ? clusterItems[usage] : undefined;
    return item === undefined ? [] : itemPrice(item, product, { unit: 'hour' });
  },
};
