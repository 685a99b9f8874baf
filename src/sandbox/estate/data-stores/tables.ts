import type { FamilyContext } from '../family-context.ts';
import { keyed, uuidOf } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { Charge, Course, Table } from './model.ts';
import { HOME } from './prices.ts';

const IDLE = 'aws-dynamodb-idle';
const OVER = 'aws-dynamodb-provisioned-overcapacity';
const STEADY = 'aws-dynamodb-ondemand-steady';
const CLASS = 'aws-dynamodb-standard-ia';

const ROLES = {
  plain: { perThousand: 1.5 },
  'on-demand': { perThousand: 1.5 },
  idle: { perThousand: 1.2, meant: [[IDLE, 'waste', 'nobody read or wrote it since it was made']] },
  'idle-provisioned': {
    perThousand: 0.6,
    meant: [
      [IDLE, 'waste', 'nobody read or wrote it since it was made'],
      [OVER, 'waste', '40 reads and 40 writes a second are provisioned, and none is used'],
    ],
  },
  'idle-monthly': { perThousand: 0.4, meant: [[IDLE, 'fine', 'read once, 20 days ago']] },
  'idle-index-read': { perThousand: 0.4, meant: [[IDLE, 'fine', 'read through its index alone']] },
  'idle-replica': { perThousand: 0.3, meant: [[IDLE, 'fine', 'a copy of it is in another region']] },
  'young-idle': { perThousand: 0.4, meant: [[IDLE, 'fine', 'made a few days ago']] },
  'idle-empty': { perThousand: 0.3, meant: [[IDLE, 'fine', 'on demand and empty: it costs nothing']] },
  'idle-keep': { perThousand: 0.3, meant: [[IDLE, 'fine', 'protected by the tag ballast:keep']] },
  over: { perThousand: 1.2, meant: [[OVER, 'waste', 'a few percent of its capacity are used']] },
  'over-high-minimum': { perThousand: 0.4, meant: [[OVER, 'waste', 'auto scaling may not go below 300 units']] },
  'over-scaled': { perThousand: 0.4, meant: [[OVER, 'fine', 'auto scaling may go down to 5 units']] },
  'over-busy': { perThousand: 0.4, meant: [[OVER, 'fine', 'more than half of its capacity is used']] },
  'over-small': { perThousand: 0.4, meant: [[OVER, 'fine', '5 units cost next to nothing']] },
  'young-over': { perThousand: 0.4, meant: [[OVER, 'fine', 'made a few days ago']] },
  'over-keep': { perThousand: 0.3, meant: [[OVER, 'fine', 'protected by the tag ballast:keep']] },
  steady: { perThousand: 1.2, meant: [[STEADY, 'waste', '300 reads and 60 writes a second at all hours, on demand']] },
  'steady-not': { perThousand: 0.5, meant: [[STEADY, 'fine', 'nearly all of its use is in two hours a day']] },
  'steady-changed': { perThousand: 0.4, meant: [[STEADY, 'fine', 'changed to on demand ten days ago']] },
  'steady-indexed': { perThousand: 0.4, meant: [[STEADY, 'fine', 'it has an index, whose use is in the same bill']] },
  'steady-keep': { perThousand: 0.3, meant: [[STEADY, 'fine', 'protected by the tag ballast:keep']] },
  stored: { perThousand: 1.2, meant: [[CLASS, 'waste', '600 GiB, and little use']] },
  'stored-used': { perThousand: 0.4, meant: [[CLASS, 'fine', 'its use costs far more than its 200 GiB']] },
  'stored-changed': { perThousand: 0.4, meant: [[CLASS, 'fine', 'its class was changed ten days ago']] },
  'stored-other-class': { perThousand: 0.4, meant: [[CLASS, 'fine', 'of the other class already']] },
  'stored-keep': { perThousand: 0.3, meant: [[CLASS, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

const GIB = 2 ** 30;
const READS = 'ConsumedReadCapacityUnits';
const WRITES = 'ConsumedWriteCapacityUnits';

/** Reads and writes a second on average. */
interface Shape {
  readonly mode: Table['mode'];
  readonly units?: readonly [read: number, write: number];
  readonly gib: number;
  readonly use?: readonly [shape: 'steady' | 'spiky', reads: number, writes: number];
}

function shapeOf(role: Role): Shape {
  if (role === 'idle-provisioned') return { mode: 'PROVISIONED', units: [40, 40], gib: 2 };
  if (role === 'idle-empty') return { mode: 'PAY_PER_REQUEST', gib: 0 };
  if (/idle/.test(role)) return { mode: 'PAY_PER_REQUEST', gib: 4 };
  if (role === 'plain' || role === 'over-busy') {
    return { mode: 'PROVISIONED', units: [200, 80], gib: 5, use: ['steady', 120, 48] };
  }
  if (role === 'over-small') return { mode: 'PROVISIONED', units: [5, 5], gib: 5, use: ['steady', 0.2, 0.1] };
  if (/over/.test(role)) return { mode: 'PROVISIONED', units: [400, 400], gib: 5, use: ['steady', 12, 8] };
  if (role === 'on-demand' || role === 'steady-not') return { mode: 'PAY_PER_REQUEST', gib: 3, use: ['spiky', 5, 2] };
  if (/steady/.test(role)) return { mode: 'PAY_PER_REQUEST', gib: 8, use: ['steady', 300, 60] };
  if (role === 'stored-used') return { mode: 'PAY_PER_REQUEST', gib: 200, use: ['spiky', 600, 60] };
  return { mode: 'PAY_PER_REQUEST', gib: 600, use: ['spiky', 2, 1] };
}

export function buildTables(context: FamilyContext): ReadonlyMap<string, Table> {
  const tables = [...homeParts(context, 'table', ROLES)].map((part) => {
    const table = tableOf(context, part);
    plantMeant(context, table, (ROLES[part.role] as RoleSpec).meant);
    return table;
  });
  return keyed(tables, ({ arn }) => arn);
}

function tableOf(context: FamilyContext, part: HomePart<Role>): Table {
  const { role, random, accountId, name } = part;
  const { mode, units = [0, 0], gib, use } = shapeOf(role);
  const [readUnits, writeUnits] = units;
  const indexed = role === 'idle-index-read' || role === 'steady-indexed';
  const ia = role === 'stored-other-class';
  return {
    ...commonOf(context, part),
    service: 'dynamodb',
    arn: `arn:aws:dynamodb:${HOME}:${accountId}:table/${name}`,
    id: uuidOf(random),
    mode,
    ...(mode === 'PAY_PER_REQUEST' && {
      onDemandSince: daysBefore(context.now, role === 'steady-changed' ? 10 : role.startsWith('young') ? 2 : 58),
    }),
    tableClass: ia ? 'STANDARD_INFREQUENT_ACCESS' : 'STANDARD',
    ...((ia || role === 'stored-changed') && { classChangedAt: daysBefore(context.now, ia ? 50 : 10) }),
    sizeBytes: gib * GIB,
    items: gib * random.integer(80_000, 900_000),
    readUnits,
    writeUnits,
    indexes: indexed ? [{ name: 'by-date', readUnits: 0, writeUnits: 0 }] : [],
    replicas: role === 'idle-replica' ? ['eu-west-1'] : [],
    ...(role === 'over-scaled' && { scaling: { min: 5, max: 1000 } }),
    ...(role === 'over-high-minimum' && { scaling: { min: 300, max: 1000 } }),
    deletionProtected: false,
    courses: coursesOf(role, use),
    charges: chargesOf(mode, ia ? 'IA-' : '', units, gib, use),
  };
}

function coursesOf(role: Role, use: Shape['use']): Readonly<Record<string, Course>> {
  if (role === 'idle-monthly') return { [READS]: { is: 'once', daysAgo: 20, value: 12 } };
  if (role === 'idle-index-read') return { [`${READS} by-date`]: { is: 'count', shape: 'steady', perHour: 40 } };
  if (use === undefined) return {};
  const [shape, reads, writes] = use;
  const count = (perSecond: number): Course => ({ is: 'count', shape, perHour: Math.round(perSecond * 3600) });
  return { [READS]: count(reads), [WRITES]: count(writes) };
}

function chargesOf(
  mode: Table['mode'],
  of: '' | 'IA-',
  [readUnits, writeUnits]: readonly [number, number],
  gib: number,
  use: Shape['use'],
): readonly Charge[] {
  const charges: Charge[] = [{ usageType: `${of}TimedStorage-ByteHrs`, quantity: gib }];
  if (mode === 'PROVISIONED') {
    charges.push({ usageType: `${of}ReadCapacityUnit-Hrs`, quantity: readUnits });
    charges.push({ usageType: `${of}WriteCapacityUnit-Hrs`, quantity: writeUnits });
  } else if (use !== undefined) {
    charges.push({ usageType: `${of}ReadRequestUnits`, quantity: Math.round(use[1] * 3600) * 24 });
    charges.push({ usageType: `${of}WriteRequestUnits`, quantity: Math.round(use[2] * 3600) * 24 });
  }
  return charges.filter(({ quantity }) => quantity > 0);
}
