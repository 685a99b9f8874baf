import type { AwsVolumeShape, VolumeLoad } from '../model.ts';
import { Random } from '../random.ts';

/** What a data volume shows of its use, beside those that the gp2 check looks at. */
export type UseRole =
  | 'idle'
  | 'idle-nightly'
  | 'idle-few'
  | 'idle-young'
  | 'idle-keep'
  | 'io-light'
  | 'io-busy'
  | 'io-large'
  | 'io-streaming'
  | 'io-multi'
  | 'io-keep'
  | 'gp3-oversized'
  | 'gp3-used'
  | 'gp3-iops-used'
  | 'gp2-quiet';

/** Shares of the data volumes that are attached; each role is there at least once, as far as there are volumes. */
const SHARES: Readonly<Record<UseRole, number>> = {
  idle: 0.04,
  'io-light': 0.03,
  'gp3-oversized': 0.03,
  'gp3-used': 0.025,
  'io-busy': 0.02,
  'gp2-quiet': 0.02,
  'io-large': 0.015,
  'idle-few': 0.015,
  'idle-young': 0.015,
  'idle-nightly': 0.015,
  'io-multi': 0.015,
  'io-streaming': 0.015,
  'gp3-iops-used': 0.015,
  'idle-keep': 0.012,
  'io-keep': 0.012,
};

/** One role for each of the data volumes that have none yet; `undefined` for the ordinary ones. At most a half have one. */
export function useRolesOf(seed: number, volumes: number): readonly (UseRole | undefined)[] {
  const roles: UseRole[] = [];
  const most = Math.floor(volumes / 2);
  for (const [role, share] of Object.entries(SHARES) as [UseRole, number][]) {
    for (let left = Math.max(1, Math.round(share * volumes)); left > 0 && roles.length < most; left--) roles.push(role);
  }
  const all = [...roles, ...Array.from({ length: volumes - roles.length }, () => undefined)];
  return new Random(seed, 'uses of data volumes').shuffle(all);
}

export interface UsePart {
  readonly shape: AwsVolumeShape;
  readonly io: VolumeLoad;
  /** Attached within the window of two weeks, by more than two days. */
  readonly young?: true;
  readonly multiAttach?: true;
  readonly keep?: string;
}

const gp3 = (sizeGiB: number, iops = 3000, throughputMiBps = 125): AwsVolumeShape => ({
  type: 'gp3',
  sizeGiB,
  iops,
  throughputMiBps,
});

function course(random: Random, peakIops: number, peakMiBps: number): VolumeLoad {
  return { kind: 'course', shape: random.pick(['steady', 'daily', 'weekly']), peakIops, peakMiBps };
}

/** A part of what is provisioned, well clear of the half that the check asks for. */
const light = (random: Random, provisioned: number): number => Math.round(provisioned * random.between(0.05, 0.3));
const heavy = (random: Random, provisioned: number): number => Math.round(provisioned * random.between(0.68, 0.8));

const SIZES = [100, 200, 500, 1000];

/** Shape and load of a role. Loads stay clear of every threshold: half of what is provisioned, one operation a day. */
export function usePartOf(random: Random, role: UseRole): UsePart {
  const sizeGiB = random.pick(SIZES);
  switch (role) {
    case 'idle':
      return { shape: gp3(sizeGiB), io: { kind: 'silent' } };
    case 'idle-keep':
      return { shape: gp3(sizeGiB), io: { kind: 'silent' }, keep: 'cold standby' };
    case 'idle-young':
      return { shape: gp3(sizeGiB), io: { kind: 'silent' }, young: true };
    case 'idle-few':
      return { shape: gp3(sizeGiB), io: { kind: 'once-a-day', operations: random.integer(5, 20) } };
    case 'idle-nightly':
      return { shape: gp3(sizeGiB), io: { kind: 'once-a-day', operations: random.integer(2_000, 30_000) } };
    case 'io-light': {
      const iops = random.pick([2000, 4000, 8000]);
      const type = random.pick(['io1', 'io2'] as const);
      return { shape: { type, sizeGiB, iops }, io: course(random, light(random, iops), random.between(5, 40)) };
    }
    case 'io-busy': {
      const iops = random.pick([4000, 6000, 10_000]);
      const type = random.pick(['io1', 'io2'] as const);
      const io = course(random, heavy(random, iops), random.between(40, 110));
      return { shape: { type, sizeGiB: 500, iops }, io };
    }
    case 'io-large': {
      const iops = random.pick([20_000, 30_000]);
      return { shape: { type: 'io2', sizeGiB: 500, iops }, io: course(random, heavy(random, iops), 180) };
    }
    case 'io-streaming':
      return {
        shape: { type: 'io2', sizeGiB: 1000, iops: 8000 },
        io: course(random, 6000, random.between(1100, 1400)),
      };
    case 'io-multi':
      return { shape: { type: 'io2', sizeGiB, iops: 4000 }, io: course(random, 3000, 60), multiAttach: true };
    case 'io-keep':
      return {
        shape: { type: 'io1', sizeGiB, iops: 2000 },
        io: course(random, 300, 10),
        keep: 'certified configuration',
      };
    case 'gp3-oversized':
      return {
        shape: gp3(500, random.pick([6000, 10_000, 12_000]), random.pick([250, 500])),
        io: course(random, random.between(200, 1500), random.between(10, 60)),
      };
    case 'gp3-used': {
      const [iops, throughput] = random.pick([
        [6000, 250],
        [10_000, 500],
      ] as const);
      return { shape: gp3(500, iops, throughput), io: course(random, heavy(random, iops), heavy(random, throughput)) };
    }
    case 'gp3-iops-used':
      return { shape: gp3(500, 6000, 125), io: course(random, heavy(random, 6000), random.between(10, 60)) };
    case 'gp2-quiet':
      // Inside the band where gp3 costs as much as gp2 with all that gp2 can stream, and it streams nothing.
      return {
        shape: { type: 'gp2', sizeGiB: random.pick([180, 200]) },
        io: course(random, 900, random.between(10, 60)),
      };
  }
}
