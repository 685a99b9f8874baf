import type { FamilyContext } from '../family-context.ts';
import { keyed } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { ReplicationInstance, ReplicationTask } from './model.ts';
import { HOME } from './prices.ts';

const CHECK = 'aws-dms-idle';

const ROLES = {
  running: { perThousand: 0.5 },
  stopped: { perThousand: 0.8, meant: [[CHECK, 'waste', 'its tasks stopped 20 to 50 days ago']] },
  'without-tasks': { perThousand: 0.5, meant: [[CHECK, 'waste', 'it has no task, and its CPU is at rest']] },
  'stopped-lately': { perThousand: 0.3, meant: [[CHECK, 'fine', 'a task stopped three days ago']] },
  'one-running': { perThousand: 0.3, meant: [[CHECK, 'fine', 'one of its tasks runs']] },
  'tasks-deleted': { perThousand: 0.3, meant: [[CHECK, 'fine', 'it has no task now, and its CPU was busy']] },
  ready: { perThousand: 0.3, meant: [[CHECK, 'fine', 'a task was made four days ago, to be started']] },
  'young-idle': { perThousand: 0.3, meant: [[CHECK, 'fine', 'made a few days ago']] },
  'silent-idle': {
    perThousand: 0.3,
    meant: [[CHECK, 'fine', 'coverage: no metrics are published from before five days ago']],
  },
  'stopped-keep': { perThousand: 0.3, meant: [[CHECK, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildReplications(context: FamilyContext): ReadonlyMap<string, ReplicationInstance> {
  const all = [...homeParts(context, 'replication', ROLES)].map((part) => {
    const instance = instanceOf(context, part);
    plantMeant(context, instance, (ROLES[part.role] as RoleSpec).meant);
    return instance;
  });
  return keyed(all, ({ arn }) => arn);
}

function instanceOf(context: FamilyContext, part: HomePart<Role>): ReplicationInstance {
  const { role, random, accountId } = part;
  const multiZone = random.chance(0.3);
  const storageGiB = multiZone ? 100 : 50;
  const arn = (what: string): string => `arn:aws:dms:${HOME}:${accountId}:${what}:${random.hex(26).toUpperCase()}`;
  const busy = role === 'running' || role === 'one-running' || role === 'tasks-deleted';
  return {
    ...commonOf(context, part),
    service: 'dms',
    arn: arn('rep'),
    multiZone,
    storageGiB,
    tasks: tasksOf(context, part, () => arn('task')),
    courses: { CPUUtilization: { is: 'level', shape: 'steady', mean: busy ? 40 : 3, peak: busy ? 50 : 4 } },
    charges: multiZone
      ? [
          { usageType: 'Multi-AZUsg:dms.t2.micro', quantity: 1 },
          { usageType: 'Multi-AZStorageUsage', quantity: 50 },
        ]
      : [{ usageType: 'InstanceUsg:dms.t2.micro', quantity: 1 }],
  };
}

function tasksOf(
  { now }: FamilyContext,
  { role, random, name }: HomePart<Role>,
  arnOf: () => string,
): readonly ReplicationTask[] {
  const stopped = (days: number, at = 0): ReplicationTask => ({
    arn: arnOf(),
    name: `${name}-${at}`,
    status: random.chance(0.3) ? 'failed' : 'stopped',
    createdAt: daysBefore(now, 55),
    startedAt: daysBefore(now, 54),
    stoppedAt: daysBefore(now, days),
  });
  const running = (): ReplicationTask => ({
    arn: arnOf(),
    name: `${name}-run`,
    status: 'running',
    createdAt: daysBefore(now, 55),
    startedAt: daysBefore(now, 54),
  });
  switch (role) {
    case 'running':
      return [running()];
    case 'one-running':
      return [stopped(30), running()];
    case 'stopped':
    case 'stopped-keep':
    case 'silent-idle':
      return [stopped(random.between(20, 50)), stopped(random.between(20, 50), 1)];
    case 'stopped-lately':
      return [stopped(30), stopped(3, 1)];
    case 'ready':
      return [{ arn: arnOf(), name: `${name}-0`, status: 'ready', createdAt: daysBefore(now, 4) }];
    case 'without-tasks':
    case 'tasks-deleted':
    case 'young-idle':
      return [];
  }
}
