import type { Size } from '../../domain/prices.ts';
import type { Demand } from './demand.ts';

/** How sure it is that a size does in the place of another: 1, lowered by each thing that is less than sure. */
export interface Fit {
  /** 0 to 1. */
  readonly score: number;
  /** What lowered it, in words. */
  readonly because: readonly string[];
}

interface SoftLimit {
  readonly factor: number;
  readonly because: string;
  applies(candidate: Size, present: Size, demand: Demand): boolean;
}

const differs = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && b !== undefined && a !== b;

const isLess = (offered: number | undefined, before: number | undefined): boolean =>
  before !== undefined && (offered === undefined || offered < before);

/** Factors are judgements, not measurements: they rank candidates and lower the finding's confidence. */
const softLimits: readonly SoftLimit[] = [
  {
    factor: 0.6,
    because: 'another architecture: the image and all software on it have to be built for it',
    applies: (candidate, present) => !candidate.architectures.some((each) => present.architectures.includes(each)),
  },
  {
    factor: 0.7,
    because: 'its disk limits are below the present ones, and the use of disks was not measured',
    applies: (candidate, present, { diskIops, diskMBps }) =>
      (!diskIops.known && isLess(candidate.ebsBaselineIops, present.ebsBaselineIops)) ||
      (!diskMBps.known && isLess(candidate.ebsBaselineThroughputMBps, present.ebsBaselineThroughputMBps)),
  },
  {
    factor: 0.7,
    because: 'its network is below the present one, and the use of the network was not measured',
    applies: (candidate, present, { networkGbps }) =>
      !networkGbps.known && isLess(candidate.networkBandwidthGbps, present.networkBandwidthGbps),
  },
  {
    factor: 0.8,
    because: 'burstable: its vCPUs can be used in full for some hours a day only',
    applies: (candidate, present) =>
      candidate.baselinePercentPerVcpu !== undefined && present.baselinePercentPerVcpu === undefined,
  },
  {
    factor: 0.85,
    because: 'the rare highest load would fill its CPU',
    applies: (candidate, _present, { cpu }) => cpu.known && cpu.value.max > candidate.vcpus,
  },
  {
    factor: 0.9,
    because: 'another processor maker: equal vCPUs do not do equal work',
    applies: (candidate, present) => differs(candidate.processorMaker, present.processorMaker),
  },
  {
    factor: 0.9,
    because: 'another hypervisor: the image needs its drivers (NVMe, ENA)',
    applies: (candidate, present) => differs(candidate.hypervisor, present.hypervisor),
  },
  {
    factor: 0.95,
    because: 'another series',
    applies: (candidate, present) => differs(candidate.series, present.series),
  },
];

export function fitOf(candidate: Size, present: Size, demand: Demand): Fit {
  const low = softLimits.filter((limit) => limit.applies(candidate, present, demand));
  const score = low.reduce((product, { factor }) => product * factor, 1);
  return { score: Math.round(score * 100) / 100, because: low.map(({ because }) => because) };
}
