import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { ProviderPlace } from '../context.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf, type Part } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import { addInstance } from './instances.ts';
import type { GcpInstanceGroup } from './model.ts';
import { computeName } from './names.ts';
import { machineMonthly } from './prices.ts';

interface GroupRole {
  /** How many there are in a thousand resources. */
  readonly perThousand: number;
  readonly size: number;
  /** Its machines do little: under 28 % at their fullest. */
  readonly low?: true;
  readonly autoscaler?: NonNullable<GcpInstanceGroup['autoscaler']>;
  readonly regional?: true;
  readonly stateful?: true;
  /** Its labels say that its work can be done again. */
  readonly batch?: true;
  readonly spot?: true;
  readonly young?: true;
  readonly keep?: true;
  /** Machines that are not needed, or why it is as large as it has to be. */
  readonly size28: number | string;
  /** Whether a part of it may be spot, or why not; left out where nothing says what it does. */
  readonly spot50?: true | string;
}

const SCALED = { min: 2, max: 8, targetCpu: 0.6 } as const;
const WORKS = 'its machines work at more than 90 %';

/**
 * Managed instance groups. A machine at 28 % leaves room: five of them do the work of three at 60 %, which is what a
 * group is scaled to.
 */
const ROLES = {
  busy: { perThousand: 2, size: 3, size28: WORKS },
  fixed: { perThousand: 0.8, size: 5, low: true, size28: 2 },
  'fixed-regional': { perThousand: 0.4, size: 6, low: true, regional: true, size28: 3 },
  'high-minimum': { perThousand: 0.4, size: 5, low: true, autoscaler: { ...SCALED, min: 5 }, size28: 2 },
  scaled: { perThousand: 0.8, size: 3, autoscaler: SCALED, size28: WORKS },
  'above-minimum': {
    perThousand: 0.4,
    size: 4,
    low: true,
    autoscaler: SCALED,
    size28: 'its autoscaler, not its minimum, sets its size',
  },
  scheduled: {
    perThousand: 0.4,
    size: 4,
    low: true,
    autoscaler: { ...SCALED, min: 4, schedule: 'office-hours' },
    size28: 'a scaling schedule changes its minimum',
  },
  stateful: { perThousand: 0.4, size: 5, low: true, stateful: true, size28: 'its machines keep their disks' },
  pair: { perThousand: 0.4, size: 2, low: true, size28: 'two machines: one of them may fail' },
  'fixed-keep': {
    perThousand: 0.4,
    size: 5,
    low: true,
    keep: true,
    size28: `its machines are protected by the label ${KEEP_LABEL}`,
  },
  batch: { perThousand: 1, size: 4, batch: true, size28: WORKS, spot50: true },
  'batch-spot': { perThousand: 0.4, size: 4, batch: true, spot: true, size28: WORKS, spot50: 'it is spot already' },
  'batch-stateful': {
    perThousand: 0.4,
    size: 4,
    batch: true,
    stateful: true,
    size28: WORKS,
    spot50: 'its machines keep their disks',
  },
  'batch-pair': { perThousand: 0.4, size: 2, batch: true, size28: WORKS, spot50: 'of two machines one is half of it' },
  'batch-young': { perThousand: 0.4, size: 4, batch: true, young: true, size28: WORKS, spot50: 'made this week' },
  'batch-keep': {
    perThousand: 0.4,
    size: 4,
    batch: true,
    keep: true,
    size28: WORKS,
    spot50: `its machines are protected by the label ${KEEP_LABEL}`,
  },
} as const satisfies Readonly<Record<string, GroupRole>>;
type Role = keyof typeof ROLES;

/** Groups, their templates and their members. */
export function buildGroups(builder: GcpBuilder): void {
  for (const [role, { perThousand }] of Object.entries<GroupRole>(ROLES)) {
    for (let index = 0; index < builder.context.count(perThousand); index++) buildGroup(builder, role as Role, index);
  }
}

/** One group with its members. `place`: where it has to be. */
export function buildGroup(builder: GcpBuilder, role: Role, index: number, where?: ProviderPlace): GcpInstanceGroup {
  const spec: GroupRole = ROLES[role];
  const part = partOf(builder, 'group', role, index, {
    // What its environment says decides about spot.
    environment: 'prod',
    keep: spec.keep === true,
    ...(where && { place: where }),
  });
  const { random, place, name } = part;
  const labels = { ...part.labels, ...(spec.batch && { workload: 'batch' }) };
  const machineType = random.pick(['n2-standard-2', 'n2-standard-4', 'e2-standard-4']);
  const createdAt = daysBefore(builder.now, spec.young ? random.between(4, 9) : random.between(60, 500));
  const zones = spec.regional ? place.zones.slice(0, 3) : [part.zone];
  builder.templates.push({
    projectId: place.accountId,
    region: 'global',
    id: numericId(random),
    name: `${name}-template`,
    createdAt,
    labels,
    machineType,
    sourceImage: 'projects/debian-cloud/global/images/family/debian-12',
  });
  const group: GcpInstanceGroup = {
    projectId: place.accountId,
    region: place.region,
    ...(spec.regional ? { zones } : { zone: part.zone }),
    id: numericId(random),
    name: `${name}-group`,
    createdAt,
    labels,
    template: `${name}-template`,
    targetSize: spec.size,
    baseInstanceName: `${name}-vm`,
    ...(spec.autoscaler && { autoscaler: spec.autoscaler }),
    ...(spec.stateful && { stateful: true }),
  };
  builder.groups.push(group);
  const path = `${spec.regional ? `regions/${place.region}` : `zones/${part.zone}`}/instanceGroupManagers/${group.name}`;
  for (let i = 0; i < spec.size; i++) {
    const member = partOf(builder, 'member', `${role} ${index}`, i, { place });
    addInstance(builder, spec.low ? 'member-low' : spec.spot ? 'member-spot' : 'member', member, {
      name: `${group.baseInstanceName}-${member.random.hex(4)}`,
      machineType,
      zone: zones[i % zones.length]!,
      createdAt: Math.max(createdAt, daysBefore(builder.now, member.random.between(30, 55))),
      labels,
      group: path,
    });
  }
  plantGroup(builder, spec, group, part, machineType);
  return group;
}

function plantGroup(
  builder: GcpBuilder,
  spec: GroupRole,
  group: GcpInstanceGroup,
  part: Part,
  machineType: string,
): void {
  const id = computeName('instanceGroupManagers', group);
  const at = { accountId: group.projectId, region: group.region };
  const monthly = machineMonthly(machineType, group.region);
  if (typeof spec.size28 === 'string') builder.context.plantFine(CHECK.groupUnderused, at, id, spec.size28);
  else {
    const spare = decimalOf(monthly * BigInt(spec.size28));
    const because = `${spec.size} machines under 28 %, and nothing makes them fewer`;
    builder.context.plantWaste(CHECK.groupUnderused, at, id, because, spare);
  }
  // The name of a batch tier says it too.
  const marked = spec.batch === true || part.identity.tier === 'batch';
  const spot = spec.spot50 ?? spotOf(spec, marked);
  if (spot === undefined) return;
  if (spot !== true) return builder.context.plantFine(CHECK.spotCandidate, at, id, spot);
  const saved = ((monthly - machineMonthly(machineType, group.region, true)) * BigInt(spec.size)) / 2n;
  builder.context.plantWaste(
    CHECK.spotCandidate,
    at,
    id,
    'said to be batch work, and all of it at full price',
    decimalOf(saved),
  );
}

/** Of a group that was not made for this: by its name and what it is. */
function spotOf({ size, stateful, keep }: GroupRole, marked: boolean): true | string | undefined {
  if (!marked) return size >= 3 ? 'nothing says that its work may be interrupted' : undefined;
  if (stateful || keep || size < 3) return undefined;
  return true;
}
