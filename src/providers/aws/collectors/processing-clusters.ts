import { z } from 'zod';
import { type Fact, fact, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ProcessingCluster, ProcessingMachine, Tags } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn, parseAnswer, readAside, rowsOf } from '../read-aside.ts';

interface Beside {
  readonly description: Fact<Described>;
  readonly endsItselfAfterSeconds: ProcessingCluster['endsItselfAfterSeconds'];
  readonly machines: ProcessingCluster['machines'];
}

const Cluster = z.object({
  Id: z.string().min(1),
  Name: z.string().optional(),
  ClusterArn: z.string().min(1),
  Status: z.object({
    State: z.string().min(1),
    Timeline: z.object({ CreationDateTime: z.date().optional() }).optional(),
  }),
  beside: z.custom<Beside>(),
});

/**
 * EMR clusters that are up, of one account and region: EMR lists those of all times, so that only the living ones are
 * asked for. Source: EMR API, ListClusters, DescribeCluster, ListInstances, GetAutoTerminationPolicy.
 */
export const processingClusters = defineCollector({
  type: 'aws:elasticmapreduce:cluster',
  kind: 'processing-cluster',
  reach: 'regional',
  permissions: [
    'elasticmapreduce:ListClusters',
    'elasticmapreduce:DescribeCluster',
    'elasticmapreduce:ListInstances',
    'elasticmapreduce:GetAutoTerminationPolicy',
  ],
  operation: 'elasticmapreduce:ListClusters',
  page: z.object({ Clusters: z.array(Cluster) }),
  rows: ['Clusters'],
  rowId: 'Id',
  async *fetch(aws: AwsClient, scope) {
    const living = { ClusterStates: ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING'] as const };
    const input = { ClusterStates: [...living.ClusterStates] };
    for await (const page of aws.pagesBy('Marker', 'elasticmapreduce', 'ListClusters', scope, input)) {
      const Clusters = await Promise.all(
        documentsIn(page, 'Clusters').map(async (row) => ({ ...row, beside: await besideOf(aws, scope, row) })),
      );
      yield { ...(page as object), ...('Clusters' in (page as object) && { Clusters }) };
    }
  },
  toResources: ({ Clusters }, scope) =>
    Clusters.map((c): ProcessingCluster => ({
      kind: 'processing-cluster',
      type: 'aws:elasticmapreduce:cluster',
      resourceId: c.Id,
      billingIds: [c.ClusterArn],
      scope,
      ...(c.Name !== undefined && { name: c.Name }),
      state: c.Status.State,
      createdAt: mapFact(fact(c.Status.Timeline?.CreationDateTime, 'CreationDateTime'), instant),
      tags: mapFact(c.beside.description, ({ tags }) => tags),
      waiting: c.Status.State === 'WAITING',
      applications: mapFact(c.beside.description, ({ applications }) => applications),
      endsItselfAfterSeconds: c.beside.endsItselfAfterSeconds,
      machines: c.beside.machines,
      uses: mapFact(c.beside.machines, (all) =>
        all.map(({ instanceId: targetId }) => ({ relation: 'has-member' as const, targetId })),
      ),
    })),
});

interface Described {
  readonly tags: Tags;
  readonly applications: readonly string[];
}

/** Machines and policies are asked only of a cluster that waits: of one that works they decide nothing. */
async function besideOf(aws: AwsClient, scope: Scope, row: Readonly<Record<string, unknown>>): Promise<Beside> {
  const ClusterId = String(row['Id']);
  const waits = (row['Status'] as { readonly State?: unknown } | undefined)?.State === 'WAITING';
  const description = await readAside(() => describe(aws, scope, ClusterId));
  if (!waits) return { description, endsItselfAfterSeconds: notAsked, machines: notAsked };
  return {
    description,
    endsItselfAfterSeconds: await readAside(() => idleTimeout(aws, scope, ClusterId)),
    machines: await readAside(() => machinesOf(aws, scope, ClusterId)),
  };
}

const notAsked = unread('not asked: it works');

const Description = z.object({
  Cluster: z.object({
    Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
    Applications: z.array(z.object({ Name: z.string() })).default([]),
  }),
});

async function describe(aws: AwsClient, scope: Scope, ClusterId: string): Promise<Described> {
  const answer = await aws.call('elasticmapreduce', 'DescribeCluster', scope, { ClusterId });
  const { Tags: tags, Applications } = parseAnswer(Description, answer, 'elasticmapreduce:DescribeCluster').Cluster;
  return {
    tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    applications: Applications.map(({ Name }) => Name.toLowerCase()),
  };
}

// An answer without a policy: the cluster has none.
const Policy = z.object({ AutoTerminationPolicy: z.object({ IdleTimeout: z.number().optional() }).nullish() });

async function idleTimeout(aws: AwsClient, scope: Scope, ClusterId: string): Promise<number | null> {
  const answer = await aws.call('elasticmapreduce', 'GetAutoTerminationPolicy', scope, { ClusterId });
  const read = parseAnswer(Policy, answer, 'elasticmapreduce:GetAutoTerminationPolicy');
  return read.AutoTerminationPolicy?.IdleTimeout ?? null;
}

const Instance = z.object({ Ec2InstanceId: z.string(), InstanceType: z.string(), Market: z.string().optional() });

/** Of instance groups and of instance fleets alike. */
async function machinesOf(aws: AwsClient, scope: Scope, ClusterId: string): Promise<readonly ProcessingMachine[]> {
  const input = { ClusterId, InstanceStates: ['RUNNING' as const] };
  const rows = await rowsOf(aws.pagesBy('Marker', 'elasticmapreduce', 'ListInstances', scope, input), {
    operation: 'elasticmapreduce:ListInstances',
    page: z.object({ Instances: z.array(Instance) }),
    list: 'Instances',
    rowId: 'Ec2InstanceId',
  });
  return rows.map(({ Ec2InstanceId, InstanceType, Market }) => ({
    instanceId: Ec2InstanceId,
    sizeName: InstanceType,
    pricingModel: Market === 'SPOT' ? 'spot' : 'on-demand',
  }));
}
