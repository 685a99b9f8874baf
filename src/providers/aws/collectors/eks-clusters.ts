import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ContainerCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { capacityOf, capacityPermissions } from '../eks/capacity.ts';
import { clusterNames } from '../eks/clusters.ts';
import { kubernetesSupport, type SupportOf, versionPermissions } from '../eks/version-support.ts';
import { inParts } from '../in-parts.ts';

interface Beside {
  readonly supportOf: SupportOf;
  readonly capacity: Fact<readonly string[]>;
}

const Cluster = z.object({
  arn: z.string().min(1),
  name: z.string().min(1),
  status: z.string().min(1),
  version: z.string().optional(),
  createdAt: z.date().optional(),
  upgradePolicy: z.object({ supportType: z.string().optional() }).optional(),
  // Left out where it is off.
  computeConfig: z.object({ enabled: z.boolean().default(false) }).optional(),
  remoteNetworkConfig: z.object({ remoteNodeNetworks: z.array(z.unknown()).default([]) }).optional(),
  // EKS sends an empty map for an untagged cluster.
  tags: z.record(z.string(), z.string()).optional(),
  beside: z.custom<Beside>(),
});

type Cluster = z.infer<typeof Cluster>;

/** Asked for at the same time; no call describes several. */
const atOnce = 10;

/** EKS clusters of one account and region. Source: EKS API, DescribeCluster and DescribeClusterVersions. */
export const eksClusters = defineCollector({
  type: 'aws:eks:cluster',
  kind: 'container-cluster',
  reach: 'regional',
  permissions: ['eks:ListClusters', 'eks:DescribeCluster', ...versionPermissions, ...capacityPermissions],
  operation: 'eks:DescribeCluster',
  page: z.object({ clusters: z.array(Cluster) }),
  rows: ['clusters'],
  rowId: 'name',
  async *fetch(aws: AwsClient, scope) {
    let support: SupportOf | undefined;
    for (const names of inParts(await clusterNames(aws, scope), atOnce)) {
      support ??= await kubernetesSupport(aws, scope);
      const supportOf = support;
      const rows = await Promise.all(names.map((name) => described(aws, scope, name, supportOf)));
      yield { clusters: rows.flat() };
    }
  },
  toResources: ({ clusters }, scope) =>
    clusters
      .filter(({ status }) => status !== 'DELETING')
      .map((c): ContainerCluster => ({
        kind: 'container-cluster',
        type: 'aws:eks:cluster',
        resourceId: c.arn,
        scope,
        name: c.name,
        state: c.status,
        createdAt: mapFact(fact(c.createdAt, 'createdAt'), instant),
        tags: fact(c.tags, 'tags'),
        orchestrator: 'kubernetes',
        attachedTo: c.beside.capacity,
        machines: known([]),
        ...(c.version !== undefined && { version: c.version }),
        support:
          c.version === undefined ? unread('field version missing in the answer') : c.beside.supportOf(c.version),
        paysForExtendedSupport: mapFact(
          fact(c.upgradePolicy?.supportType, 'upgradePolicy.supportType'),
          (type) => type === 'EXTENDED',
        ),
      })),
});

/** None for a cluster that went away since it was listed. */
async function described(aws: AwsClient, scope: Scope, name: string, supportOf: SupportOf): Promise<readonly object[]> {
  let row: object;
  try {
    const answer = await aws.call('eks', 'DescribeCluster', scope, { name });
    row = (answer as { readonly cluster?: object }).cluster ?? {};
  } catch (error) {
    if (error instanceof CloudError && error.category === 'not-found') return [];
    throw error;
  }
  const { computeConfig, remoteNetworkConfig } = row as Partial<Cluster>;
  const capacity = await capacityOf(aws, scope, {
    name,
    automatic: computeConfig?.enabled === true,
    hybrid: (remoteNetworkConfig?.remoteNodeNetworks?.length ?? 0) > 0,
  });
  return [{ name, ...row, beside: { supportOf, capacity } }];
}
