import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { PowerState, Warehouse } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { partitionOf } from '../partitions.ts';
import { readAside, rowsOf } from '../read-aside.ts';

const Cluster = z.object({
  ClusterIdentifier: z.string().min(1),
  ClusterStatus: z.string().min(1),
  NodeType: z.string().min(1),
  NumberOfNodes: z.int().positive(),
  ClusterCreateTime: z.date().optional(),
  // Left out by versions of the API before there was any.
  MultiAZ: z.string().default('Disabled'),
  // Redshift sends an empty list for an untagged cluster.
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).optional(),
});

type SchedulesOf = (identifier: string) => Fact<number>;

/** Redshift clusters of one account and region. Source: Redshift API, DescribeClusters and DescribeScheduledActions. */
export const warehouses = defineCollector({
  type: 'aws:redshift:cluster',
  kind: 'warehouse',
  reach: 'regional',
  permissions: ['redshift:DescribeClusters', 'redshift:DescribeScheduledActions'],
  operation: 'redshift:DescribeClusters',
  page: z.object({
    Clusters: z.array(Cluster),
    schedulesOf: z.custom<SchedulesOf>((value) => typeof value === 'function'),
  }),
  rows: ['Clusters'],
  rowId: 'ClusterIdentifier',
  async *fetch(aws: AwsClient, scope) {
    let schedulesOf: SchedulesOf | undefined;
    for await (const page of aws.pagesBy('Marker', 'redshift', 'DescribeClusters', scope, { MaxRecords: 100 })) {
      schedulesOf ??= await readSchedules(aws, scope);
      yield withBeside(page, { schedulesOf });
    }
  },
  toResources: ({ Clusters, schedulesOf }, scope) =>
    Clusters.filter(({ ClusterStatus }) => !/^(deleting|final-snapshot)$/.test(ClusterStatus)).map((c): Warehouse => ({
      kind: 'warehouse',
      type: 'aws:redshift:cluster',
      resourceId: `arn:${partitionOf(scope.regionId).id}:redshift:${scope.regionId}:${scope.accountId}:cluster:${c.ClusterIdentifier}`,
      scope,
      name: c.ClusterIdentifier,
      state: c.ClusterStatus,
      createdAt: mapFact(fact(c.ClusterCreateTime, 'ClusterCreateTime'), instant),
      tags: mapFact(fact(c.Tags, 'Tags'), (tags) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))),
      uses: known([]),
      sizeName: c.NodeType,
      nodeCount: c.NumberOfNodes,
      powerState: powerStateOf(c.ClusterStatus),
      // RA3 and RG nodes keep data in Redshift Managed Storage.
      separateStorage: /^r[ag]/.test(c.NodeType),
      multiZone: /^enabled$/i.test(c.MultiAZ),
      pauseSchedules: schedulesOf(c.ClusterIdentifier),
    })),
});

function powerStateOf(status: string): PowerState {
  if (status === 'paused') return 'stopped';
  return status.startsWith('available') ? 'running' : 'changing';
}

const Named = z.object({ ClusterIdentifier: z.string() }).optional();
const Action = z.object({
  ScheduledActionName: z.string().min(1),
  State: z.string().default('ACTIVE'),
  // Of these one is there.
  TargetAction: z.object({ PauseCluster: Named, ResumeCluster: Named }).optional(),
});

/** What pauses or resumes clusters by the clock, from one listing of all scheduled actions. */
async function readSchedules(aws: AwsClient, scope: Scope): Promise<SchedulesOf> {
  const told = await readAside(async () => {
    const rows = await rowsOf(
      aws.pagesBy('Marker', 'redshift', 'DescribeScheduledActions', scope, { MaxRecords: 100 }),
      {
        operation: 'redshift:DescribeScheduledActions',
        page: z.object({ ScheduledActions: z.array(Action) }),
        list: 'ScheduledActions',
        rowId: 'ScheduledActionName',
      },
    );
    return rows.flatMap(({ State, TargetAction }) => {
      const named = TargetAction?.PauseCluster ?? TargetAction?.ResumeCluster;
      return State === 'DISABLED' || named === undefined ? [] : [named.ClusterIdentifier];
    });
  });
  return (identifier) => mapFact(told, (targets) => targets.filter((target) => target === identifier).length);
}
