import type { FamilyContext } from '../family-context.ts';
import { keyed, uuidOf } from '../family-parts.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { Course, Warehouse } from './model.ts';
import { HOME } from './prices.ts';

const IDLE = 'aws-redshift-idle';
const SIZE = 'aws-redshift-rightsize';
const PAUSE = 'aws-redshift-pause-schedule';
const gap = 'coverage: no metrics are published from before five days ago';

const ROLES = {
  plain: { perThousand: 0.8 },
  idle: { perThousand: 1.2, meant: [[IDLE, 'waste', 'nobody connects, and its CPU keeps itself alive']] },
  'idle-paused': { perThousand: 0.3, meant: [[IDLE, 'fine', 'paused']] },
  'idle-loads': { perThousand: 0.3, meant: [[IDLE, 'fine', 'nobody connects, but its CPU works']] },
  'young-idle': { perThousand: 0.3, meant: [[IDLE, 'fine', 'made a few days ago']] },
  'silent-idle': {
    perThousand: 0.2,
    meant: [
      [IDLE, 'fine', gap],
      [PAUSE, 'fine', 'nobody was ever seen to connect: there are no hours to keep it up for'],
    ],
  },
  'idle-keep': { perThousand: 0.3, meant: [[IDLE, 'fine', 'protected by the tag ballast:keep']] },
  wide: { perThousand: 1.2, meant: [[SIZE, 'waste', 'six nodes at 18 % of their CPU, a quarter of the disks full']] },
  'wide-full': { perThousand: 0.3, meant: [[SIZE, 'fine', 'its disks are 65 % full']] },
  'wide-busy': { perThousand: 0.3, meant: [[SIZE, 'fine', 'its CPU is at 60 %']] },
  'narrow-quiet': { perThousand: 0.3, meant: [[SIZE, 'fine', 'it has two nodes']] },
  'wide-keep': { perThousand: 0.3, meant: [[SIZE, 'fine', 'protected by the tag ballast:keep']] },
  office: { perThousand: 1.2, meant: [[PAUSE, 'waste', 'in use in office hours alone']] },
  'office-scheduled': { perThousand: 0.3, meant: [[PAUSE, 'fine', 'a schedule pauses it already']] },
  'office-loads': { perThousand: 0.3, meant: [[PAUSE, 'fine', 'something is connected at night too']] },
  'office-two-zones': { perThousand: 0.3, meant: [[PAUSE, 'fine', 'nodes in two zones cannot be paused']] },
  'office-keep': { perThousand: 0.3, meant: [[PAUSE, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildWarehouses(context: FamilyContext): ReadonlyMap<string, Warehouse> {
  const all = [...homeParts(context, 'warehouse', ROLES)].map((part) => {
    const warehouse = warehouseOf(context, part);
    plantMeant(context, warehouse, (ROLES[part.role] as RoleSpec).meant);
    return warehouse;
  });
  return keyed(all, ({ arn }) => arn);
}

function warehouseOf(context: FamilyContext, part: HomePart<Role>): Warehouse {
  const { role, random, accountId, name } = part;
  const wide = role.startsWith('wide');
  const nodeType = wide ? 'dc2.large' : random.pick(['ra3.4xlarge', 'dc2.large']);
  const nodes = wide ? 6 : 2;
  const multiZone = role === 'office-two-zones';
  const paused = role === 'idle-paused';
  return {
    ...commonOf(context, part),
    service: 'redshift',
    arn: `arn:aws:redshift:${HOME}:${accountId}:cluster:${name}`,
    nodeType,
    nodes,
    status: paused ? 'paused' : 'available',
    multiZone,
    pauses: role === 'office-scheduled',
    namespaceId: uuidOf(random),
    courses: paused ? {} : coursesOf(role),
    charges: paused ? [] : [{ usageType: `Node:${nodeType}`, quantity: multiZone ? 2 * nodes : nodes }],
  };
}

const level = (shape: 'steady' | 'office', peak: number): Course => ({
  is: 'level',
  shape,
  mean: shape === 'office' ? 0 : peak * 0.85,
  peak,
});

function coursesOf(role: Role): Readonly<Record<string, Course>> {
  const idle = role.includes('idle');
  const office = role.startsWith('office') && role !== 'office-loads';
  const cpu = role === 'idle-loads' ? 25 : idle ? 2.5 : role === 'wide-busy' ? 60 : wideOrQuiet(role) ? 18 : 45;
  return {
    DatabaseConnections: idle
      ? { is: 'constant', value: 0 }
      : { is: 'level', shape: office ? 'office' : 'steady', mean: office ? 0 : 10, peak: 12, whole: true },
    CPUUtilization: level('steady', cpu),
    PercentageDiskSpaceUsed: { is: 'constant', value: role === 'wide-full' ? 65 : 25 },
  };
}

const wideOrQuiet = (role: Role): boolean => role.startsWith('wide') || role === 'narrow-quiet';
