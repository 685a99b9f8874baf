import { Random } from '../random.ts';

/**
 * Snapshots come in lineages: all snapshots of one volume, oldest first. A lineage plays one part; `present` and `gone`
 * say whether its volume is still there, a `copy` does not tell it. Ages stay clear of the limits: 90 and 30 days, and
 * the 90 that a retention date has to lie ahead.
 */
export type LineageRole =
  | 'policy'
  | 'young'
  | 'single-old'
  | 'chain-old'
  | 'image'
  | 'orphan'
  | 'orphan-chain'
  | 'orphan-young'
  | 'orphan-policy'
  | 'policy-gone'
  | 'backup'
  | 'retention'
  | 'retention-ends'
  | 'retention-over'
  | 'template'
  | 'archived'
  | 'copy'
  | 'cluster'
  | 'keep'
  | 'untold';

/** Shares of the snapshots, most telling first: the smallest estates have only the first ones. */
const SHARES: Readonly<Record<LineageRole, number>> = {
  image: 0.2,
  policy: 0.2,
  'chain-old': 0.06,
  orphan: 0.04,
  'single-old': 0.04,
  'orphan-young': 0.02,
  'orphan-chain': 0.03,
  'policy-gone': 0.02,
  backup: 0.08,
  retention: 0.02,
  'orphan-policy': 0.03,
  'retention-ends': 0.015,
  'retention-over': 0.015,
  template: 0.015,
  archived: 0.04,
  copy: 0.02,
  cluster: 0.015,
  keep: 0.015,
  untold: 0.015,
  young: 0.11,
};

const SIZES: Readonly<Partial<Record<LineageRole, number>>> = {
  policy: 4,
  'chain-old': 3,
  'orphan-chain': 2,
  backup: 2,
};

export const sizeOfLineage = (role: LineageRole): number => SIZES[role] ?? 1;

/** Lineages whose snapshots add up to `snapshots`. */
export function lineagesOf(seed: number, snapshots: number): readonly LineageRole[] {
  const roles: LineageRole[] = [];
  let left = snapshots;
  const add = (role: LineageRole, count: number): void => {
    for (let made = 0; made < count && left > 0; made++) {
      // None is cut short: what a snapshot is depends on the others of its volume.
      const fitting = sizeOfLineage(role) <= left ? role : 'young';
      roles.push(fitting);
      left -= sizeOfLineage(fitting);
    }
  };
  for (const role of Object.keys(SHARES) as LineageRole[]) add(role, 1);
  for (const [role, share] of Object.entries(SHARES) as [LineageRole, number][]) {
    add(role, Math.round((share * snapshots) / sizeOfLineage(role)) - 1);
  }
  add('young', left);
  return new Random(seed, 'roles of snapshots').shuffle(roles);
}

/** Whether its volume is there, is gone, or is not told. An image's snapshot is of either. */
export function sourceOf(random: Random, role: LineageRole): 'present' | 'gone' | 'copy' {
  switch (role) {
    case 'orphan':
    case 'orphan-chain':
    case 'orphan-young':
    case 'orphan-policy':
      return 'gone';
    case 'image':
    case 'backup':
    case 'template':
    case 'archived':
    case 'keep':
      return random.chance(0.4) ? 'gone' : 'present';
    case 'copy':
      return 'copy';
    default:
      return 'present';
  }
}

/** Ages in days, oldest first, of a lineage whose oldest may be at most so old. */
export function agesOf(random: Random, role: LineageRole, mostDays: number): readonly number[] {
  const old = (): number => random.between(96, Math.max(97, Math.min(700, mostDays)));
  switch (role) {
    case 'policy':
      return [random.between(20, 28), random.between(13, 19), random.between(6, 12), random.between(0.1, 5)];
    case 'young':
    case 'cluster':
      return role === 'young' ? [random.between(0.1, Math.min(80, mostDays))] : [old()];
    case 'chain-old': {
      const oldest = Math.max(120, old());
      return [oldest, random.between(96, oldest - 5), random.between(1, 80)];
    }
    case 'image':
      return [random.chance(0.2) ? random.between(2, 80) : random.between(96, Math.min(600, mostDays))];
    case 'orphan':
      return [random.chance(0.4) ? random.between(35, 82) : random.between(96, 500)];
    case 'orphan-chain':
      return [random.between(60, 82), random.between(35, 55)];
    case 'orphan-young':
      return [random.between(1, 26)];
    case 'orphan-policy':
      return [random.between(40, 300)];
    case 'backup':
      return [random.between(100, Math.min(400, mostDays)), random.between(3, 80)];
    case 'archived':
    case 'copy':
      return [random.between(100, Math.min(700, mostDays))];
    default:
      return [old()];
  }
}

/** The least age in days that the volume of such a lineage must have, to be older than its snapshots. */
export const leastVolumeDays = (role: LineageRole): number => {
  switch (role) {
    case 'young':
      return 0.2;
    case 'policy':
      return 30;
    default:
      return 130;
  }
};
