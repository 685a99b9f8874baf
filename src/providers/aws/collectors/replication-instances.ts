import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ReplicationInstance, ReplicationTask } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { readAside, rowsOf } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Instance = z.object({
  ReplicationInstanceArn: z.string().min(1),
  ReplicationInstanceIdentifier: z.string().min(1),
  ReplicationInstanceClass: z.string().min(1),
  ReplicationInstanceStatus: z.string().min(1),
  AllocatedStorage: z.int().nonnegative(), // GiB
  // Left out while it is being made.
  InstanceCreateTime: z.date().optional(),
  MultiAZ: z.boolean().default(false),
});

interface Beside {
  readonly tagsOf: TagsOf;
  readonly tasksOf: (arn: string) => Fact<readonly ReplicationTask[]>;
}

/** DMS replication instances of one account and region; serverless replications have none. Source: DMS API. */
export const replicationInstances = defineCollector({
  type: 'aws:dms:replication-instance',
  kind: 'replication-instance',
  reach: 'regional',
  permissions: ['dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks', ...tagPermissions],
  operation: 'dms:DescribeReplicationInstances',
  page: z.object({
    ReplicationInstances: z.array(Instance),
    beside: z.custom<() => Beside>((value) => typeof value === 'function'),
  }),
  rows: ['ReplicationInstances'],
  rowId: 'ReplicationInstanceIdentifier',
  async *fetch(aws: AwsClient, scope) {
    let facts: Beside | undefined;
    const input = { MaxRecords: 100 };
    for await (const page of aws.pagesBy('Marker', 'dms', 'DescribeReplicationInstances', scope, input)) {
      facts ??= { tagsOf: await readTags(aws, scope, 'dms:rep'), tasksOf: await readTasks(aws, scope) };
      yield withBeside(page, { beside: () => facts });
    }
  },
  toResources: ({ ReplicationInstances, beside }, scope) =>
    ReplicationInstances.filter(({ ReplicationInstanceStatus: status }) => !status.startsWith('delet')).map(
      (r): ReplicationInstance => ({
        kind: 'replication-instance',
        type: 'aws:dms:replication-instance',
        resourceId: r.ReplicationInstanceArn,
        scope,
        name: r.ReplicationInstanceIdentifier,
        state: r.ReplicationInstanceStatus,
        createdAt: mapFact(fact(r.InstanceCreateTime, 'InstanceCreateTime'), instant),
        tags: beside().tagsOf(r.ReplicationInstanceArn),
        uses: known([]),
        sizeName: r.ReplicationInstanceClass,
        redundancy: r.MultiAZ ? 'standby' : 'none',
        storageGiB: r.AllocatedStorage,
        tasks: beside().tasksOf(r.ReplicationInstanceArn),
      }),
    ),
});

const Task = z.object({
  ReplicationTaskIdentifier: z.string().min(1),
  ReplicationInstanceArn: z.string().min(1),
  Status: z.string().min(1),
  ReplicationTaskCreationDate: z.date().optional(),
  // Left out for a task that never ran.
  ReplicationTaskStats: z.object({ StopDate: z.date().optional() }).optional(),
});

const states: Readonly<Record<string, ReplicationTask['state']>> = {
  stopped: 'stopped',
  failed: 'failed',
  ready: 'ready',
};

/** Tasks by their instance, from one listing of all. */
async function readTasks(aws: AwsClient, scope: Scope): Promise<Beside['tasksOf']> {
  const told = await readAside(async () => {
    const input = { MaxRecords: 100, WithoutSettings: true };
    const rows = await rowsOf(aws.pagesBy('Marker', 'dms', 'DescribeReplicationTasks', scope, input), {
      operation: 'dms:DescribeReplicationTasks',
      page: z.object({ ReplicationTasks: z.array(Task) }),
      list: 'ReplicationTasks',
      rowId: 'ReplicationTaskIdentifier',
    });
    return Map.groupBy(rows, ({ ReplicationInstanceArn }) => ReplicationInstanceArn);
  });
  return (arn) => mapFact(told, (byInstance) => (byInstance.get(arn) ?? []).map(taskOf));
}

function taskOf(task: z.infer<typeof Task>): ReplicationTask {
  const stopped = task.ReplicationTaskStats?.StopDate;
  return {
    name: task.ReplicationTaskIdentifier,
    state: states[task.Status] ?? 'active',
    createdAt: mapFact(fact(task.ReplicationTaskCreationDate, 'ReplicationTaskCreationDate'), instant),
    ...(stopped !== undefined && { stoppedAt: instant(stopped) }),
  };
}
