import { decimalOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, numericId } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpCommitment } from './model.ts';
import { computeName } from './names.ts';
import { familyRates, GCP_REGIONS, shapeOf } from './prices.ts';

const YEAR = 365 * DAY;

interface Amount {
  readonly vcpus: number;
  readonly memoryMiB: number;
}

type CommitmentRole = 'used' | 'too-large' | 'ending' | 'renewing' | 'followed';

/** What commitments of a region play, in turn. All of a project and region have one fate: the bill tells them together. */
const ROLES: readonly (readonly [regionId: string, readonly CommitmentRole[]])[] = [
  [GCP_REGIONS[0], ['used']],
  [GCP_REGIONS[1], ['ending', 'renewing', 'ending', 'followed']],
  [GCP_REGIONS[2], ['too-large']],
];

/** Resource-based commitments of N2 in each project that is large enough: used up, ending, and twice too large. */
export function buildCommitments(builder: GcpBuilder): void {
  const projects = builder.organization.projects.filter(({ state }) => state === 'ACTIVE');
  const each = Math.ceil(builder.context.count(2.4, projects.length) / projects.length);
  for (const [index, { projectId }] of projects.entries()) {
    for (const [region, roles] of ROLES) {
      const running = usedOf(builder, projectId, region);
      // Half of what runs all day is always used; of twice as much, half never is.
      const total = roles[0] === 'too-large' ? times(running, 2) : times(running, 0.5);
      const parts = partsOf(total, Math.min(each, Math.floor(total.vcpus / 4)));
      for (const [at, part] of parts.entries()) {
        // Each project begins elsewhere in the row, so that few commitments play all of it.
        const role = roles[(index * each + at) % roles.length] ?? 'used';
        addCommitment(builder, { projectId, region, index: index * 100 + at, ...part }, role);
      }
    }
  }
}

/** What a project has of N2 in a region that ran for all of the last two months. */
function usedOf(builder: GcpBuilder, projectId: string, region: string): Amount {
  const used = { vcpus: 0, memoryMiB: 0 };
  for (const instance of builder.instances) {
    const fits =
      instance.projectId === projectId && instance.region === region && instance.status === 'RUNNING' && !instance.spot;
    const shape = shapeOf(instance.machineType);
    if (!fits || shape.family !== 'n2' || builder.now - instance.createdAt < 60 * DAY) continue;
    used.vcpus += shape.vcpus;
    used.memoryMiB += shape.memoryMiB;
  }
  return used;
}

/** Vcpus in whole numbers, memory in multiples of 256 MiB. */
const times = ({ vcpus, memoryMiB }: Amount, factor: number): Amount => ({
  vcpus: Math.floor(vcpus * factor),
  memoryMiB: Math.floor((memoryMiB * factor) / 256) * 256,
});

/** So many equal parts; what does not divide goes to the first. */
function partsOf(total: Amount, count: number): readonly Amount[] {
  if (count < 1) return [];
  const part = times(total, 1 / count);
  const rest = {
    vcpus: total.vcpus - part.vcpus * (count - 1),
    memoryMiB: total.memoryMiB - part.memoryMiB * (count - 1),
  };
  return [rest, ...Array.from({ length: count - 1 }, () => part)];
}

interface Spec extends Amount {
  readonly projectId: string;
  readonly region: string;
  readonly index: number;
}

function addCommitment(builder: GcpBuilder, spec: Spec, role: CommitmentRole): void {
  const random = builder.context.random('commitment', role, spec.region, spec.index);
  const plan = role === 'too-large' && spec.index % 2 === 1 ? 'THIRTY_SIX_MONTH' : 'TWELVE_MONTH';
  const startAt = startOf(builder, random, role);
  const made: GcpCommitment = {
    projectId: spec.projectId,
    region: spec.region,
    id: numericId(random),
    name: `n2-${spec.region}-${role}-${spec.index % 100}`,
    createdAt: startAt - DAY,
    labels: {},
    status: role === 'followed' ? 'EXPIRED' : 'ACTIVE',
    plan,
    type: 'GENERAL_PURPOSE_N2',
    family: 'n2',
    vcpus: spec.vcpus,
    memoryMiB: spec.memoryMiB,
    startAt,
    endAt: startAt + (plan === 'TWELVE_MONTH' ? 1 : 3) * YEAR,
    autoRenew: role === 'renewing',
  };
  builder.commitments.push(made);
  plant(builder, made, role);
  if (role === 'followed') {
    const next: GcpCommitment = {
      ...made,
      id: numericId(random),
      name: `${made.name}-next`,
      createdAt: made.endAt - 3 * DAY,
      status: 'ACTIVE',
      startAt: made.endAt,
      endAt: made.endAt + YEAR,
    };
    builder.commitments.push(next);
    plant(builder, next, 'young');
  }
}

function startOf({ now }: GcpBuilder, random: Random, role: CommitmentRole): number {
  if (role === 'followed') return now - 2 * DAY - YEAR;
  // It ends in two to five weeks.
  if (role === 'ending' || role === 'renewing') return daysBefore(now, 365 - random.between(14, 36));
  return daysBefore(now, random.between(100, 200));
}

const FINE: Readonly<Partial<Record<CommitmentRole | 'young', string>>> = {
  used: 'all of it is used, at all hours',
  renewing: 'ends soon, and renews itself',
  followed: 'ended two days ago, and another one began at that moment',
  young: 'began two days ago: its use tells nothing yet',
};

function plant({ context }: GcpBuilder, commitment: GcpCommitment, role: CommitmentRole | 'young'): void {
  const at = { accountId: commitment.projectId, region: commitment.region };
  const id = computeName('commitments', commitment);
  const because = FINE[role];
  if (because !== undefined) {
    context.plantFine(CHECK.commitment, at, id, because);
    return;
  }
  const rates = familyRates('n2', commitment.region);
  const [core, memory] =
    commitment.plan === 'TWELVE_MONTH' ? [rates.core1y, rates.memory1y] : [rates.core3y, rates.memory3y];
  const monthly = core * BigInt(commitment.vcpus) + (memory * BigInt(commitment.memoryMiB)) / 1024n;
  if (role === 'too-large') {
    const why = 'twice of what runs: half of it is never used';
    context.plantWaste(CHECK.commitment, at, id, why, decimalOf(monthly / 2n));
  } else context.plantWaste(CHECK.commitment, at, id, 'ends within five weeks, and nothing follows it', '0');
}
