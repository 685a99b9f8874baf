import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { DatabaseCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { arnBeside } from '../rds/arns.ts';
import { isAurora, isRelational, powerStateOf } from '../rds/engines.ts';
import { TagList, tagsOf } from '../rds/tag-list.ts';

const Cluster = z.object({
  DBClusterArn: z.string().min(1),
  DBClusterIdentifier: z.string().min(1),
  DbClusterResourceId: z.string().optional(),
  Status: z.string().min(1),
  Engine: z.string().min(1),
  EngineVersion: z.string().min(1),
  ClusterCreateTime: z.date().optional(),
  // Always there; without it nothing can be said of who serves and who stands by.
  DBClusterMembers: z.array(
    z.object({ DBInstanceIdentifier: z.string().min(1), IsClusterWriter: z.boolean().default(false) }),
  ),
  // Aurora leaves it out where each request bills (RDS API, DBCluster, StorageType).
  StorageType: z.string().optional(),
  IOOptimizedNextAllowedModificationTime: z.date().optional(),
  // There for clusters that may have members without a fixed size.
  ServerlessV2ScalingConfiguration: z
    .object({ MinCapacity: z.number().nonnegative(), MaxCapacity: z.number().positive() })
    .optional(),
  // Left out for a cluster that is no part of a global database.
  GlobalClusterIdentifier: z.string().optional(),
  TagList,
});

type Cluster = z.infer<typeof Cluster>;

/** Aurora and Multi-AZ DB clusters of one account and region. Source: RDS API, DescribeDBClusters. */
export const databaseClusters = defineCollector({
  type: 'aws:rds:db-cluster',
  kind: 'database-cluster',
  reach: 'regional',
  permissions: ['rds:DescribeDBClusters'],
  operation: 'rds:DescribeDBClusters',
  page: z.object({ DBClusters: z.array(Cluster) }),
  rows: ['DBClusters'],
  rowId: 'DBClusterIdentifier',
  fetch: (aws: AwsClient, scope) => aws.pagesBy('Marker', 'rds', 'DescribeDBClusters', scope, { MaxRecords: 100 }),
  toResources: ({ DBClusters }, scope) =>
    DBClusters.filter(({ Engine, Status }) => isRelational(Engine) && Status !== 'deleting').map(
      (cluster): DatabaseCluster => {
        const members = cluster.DBClusterMembers.map(({ DBInstanceIdentifier, IsClusterWriter }) => ({
          resourceId: arnBeside(cluster.DBClusterArn, 'db', DBInstanceIdentifier),
          writer: IsClusterWriter,
        }));
        const capacity = cluster.ServerlessV2ScalingConfiguration;
        const changeable = cluster.IOOptimizedNextAllowedModificationTime;
        const { DbClusterResourceId: incarnationId } = cluster;
        return {
          kind: 'database-cluster',
          type: 'aws:rds:db-cluster',
          resourceId: cluster.DBClusterArn,
          // A cost and usage report lists the volume of a cluster under the id that never changes.
          ...(incarnationId !== undefined && {
            billingIds: [arnBeside(cluster.DBClusterArn, 'cluster', incarnationId)],
            incarnationId,
          }),
          scope,
          name: cluster.DBClusterIdentifier,
          state: cluster.Status,
          createdAt: fact(cluster.ClusterCreateTime && instant(cluster.ClusterCreateTime), 'ClusterCreateTime'),
          tags: tagsOf(cluster.TagList),
          uses: known(members.map(({ resourceId }) => ({ relation: 'has-member' as const, targetId: resourceId }))),
          engine: cluster.Engine,
          engineVersion: cluster.EngineVersion,
          powerState: powerStateOf(cluster.Status),
          members,
          ioBilling: ioBillingOf(cluster),
          ...(changeable !== undefined && { ioBillingChangeableAt: instant(changeable) }),
          ...(capacity !== undefined && { capacity: { min: capacity.MinCapacity, max: capacity.MaxCapacity } }),
          global: (cluster.GlobalClusterIdentifier ?? '') !== '',
        };
      },
    ),
});

function ioBillingOf({ Engine, StorageType }: Cluster): DatabaseCluster['ioBilling'] {
  if (!isAurora(Engine)) return 'other';
  return StorageType === 'aurora-iopt1' ? 'included' : 'per-request';
}
