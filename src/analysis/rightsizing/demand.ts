import type { Fact } from '../../domain/fact.ts';

/**
 * What a workload needs of a machine. Measured parts are unread where nothing measured them: a candidate then has to
 * offer what the present size offers, since not measured is not unused.
 */
export interface Demand {
  readonly cpu: Fact<CpuDemand>;
  /** Highest memory in use. */
  readonly memoryMiB: Fact<number>;
  /** p99 of what goes over the network, both directions together. */
  readonly networkGbps: Fact<number>;
  /** p99 of what the block volumes do together. */
  readonly diskIops: Fact<number>;
  readonly diskMBps: Fact<number>;
  readonly networkInterfaces: Fact<number>;
  readonly volumes: Fact<number>;
  /** Whether the image carries the driver for the cloud's own network adapter. */
  readonly enhancedNetworking: Fact<boolean>;
}

/** In vCPUs of the present size, as if each were busy the whole time. */
export interface CpuDemand {
  readonly p99: number;
  readonly max: number;
  /** Mean of the busiest day of the week: what a size that may not use its vCPUs all the time has to sustain. */
  readonly busiestDay: number;
}

/** How full a candidate may be. */
export interface Headroom {
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
  /** Of network, IOPS and throughput; lower than the others, as averages of an hour hide the peaks inside it. */
  readonly maxIoPercent: number;
}
