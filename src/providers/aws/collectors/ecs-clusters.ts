import { z } from 'zod';
import { type Fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { ClusterMachine, ContainerCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { clusterArns } from '../ecs/cluster-arns.ts';
import { containerMachines, machinePermissions } from '../ecs/container-machines.ts';
import { EcsTags, ecsTagsOf } from '../ecs/tags.ts';
import { withBeside } from '../first-look.ts';
import { inParts } from '../in-parts.ts';
import { documentsIn } from '../read-aside.ts';

const Cluster = z.object({
  clusterArn: z.string().min(1),
  clusterName: z.string().min(1),
  status: z.string().min(1),
  registeredContainerInstancesCount: z.int().nonnegative(),
  runningTasksCount: z.int().nonnegative(),
  pendingTasksCount: z.int().nonnegative(),
  tags: EcsTags,
});

type MachinesOf = (clusterArn: string) => Fact<readonly ClusterMachine[]>;

/** `DescribeClusters` takes so many. */
const perCall = 100;

/** ECS clusters of one account and region. Source: ECS API version 2014-11-13, DescribeClusters. */
export const ecsClusters = defineCollector({
  type: 'aws:ecs:cluster',
  kind: 'container-cluster',
  reach: 'regional',
  permissions: ['ecs:ListClusters', 'ecs:DescribeClusters', ...machinePermissions],
  operation: 'ecs:DescribeClusters',
  page: z.object({ clusters: z.array(Cluster), machinesOf: z.custom<MachinesOf>((of) => typeof of === 'function') }),
  rows: ['clusters'],
  rowId: 'clusterArn',
  async *fetch(aws: AwsClient, scope) {
    for (const clusters of inParts(await clusterArns(aws, scope), perCall)) {
      const input = { clusters: [...clusters], include: ['TAGS' as const] };
      const answer = await aws.call('ecs', 'DescribeClusters', scope, input);
      const machines = new Map(
        await Promise.all(
          documentsIn(answer, 'clusters').map(async (row) => {
            const clusterArn = String(row['clusterArn']);
            const registered = Number(row['registeredContainerInstancesCount']);
            const tasks = Number(row['runningTasksCount']) + Number(row['pendingTasksCount']);
            return [clusterArn, await containerMachines(aws, scope, { clusterArn, registered, tasks })] as const;
          }),
        ),
      );
      yield withBeside(answer, {
        machinesOf: (arn: string) => machines.get(arn) ?? unread('its row could not be read'),
      });
    }
  },
  toResources: ({ clusters, machinesOf }, scope) =>
    // A deleted cluster can be described for some time after.
    clusters
      .filter(({ status }) => status !== 'INACTIVE' && status !== 'DEPROVISIONING')
      .map((c): ContainerCluster => {
        const machines = machinesOf(c.clusterArn);
        const tasks = c.runningTasksCount + c.pendingTasksCount;
        return {
          kind: 'container-cluster',
          type: 'aws:ecs:cluster',
          resourceId: c.clusterArn,
          scope,
          name: c.clusterName,
          state: c.status,
          createdAt: unread('ECS does not tell when a cluster was made'),
          tags: ecsTagsOf(c.tags),
          orchestrator: 'ecs',
          attachedTo: known(tasks > 0 ? ['tasks'] : []),
          machines,
          support: known(null),
          paysForExtendedSupport: known(false),
          uses: mapFact(machines, (all) =>
            all.map(({ instanceId: targetId }) => ({ relation: 'has-member' as const, targetId })),
          ),
        };
      }),
});
