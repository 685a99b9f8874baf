import type { Fault } from './faults.ts';
import type { LatencyRange } from './latency.ts';
import type { SandboxCloudName } from './served-cloud.ts';
import type { ThrottleLimit } from './throttle.ts';

export const defaultRegions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

/** What a sandbox is made of. */
export interface SandboxOptions {
  /** AWS alone when left out. Each has as many resources and accounts as are asked for. */
  readonly clouds?: readonly SandboxCloudName[];
  /** The same seed, sizes and `now` give the same estate; 1 when left out. */
  readonly seed?: number;
  /** About how many resources, 50 to 100,000; 2,000 when left out. */
  readonly resources?: number;
  /** Accounts, the management account included; 3 when left out. */
  readonly accounts?: number;
  readonly regions?: readonly string[];
  /** 0 (or left out) takes a free port. */
  readonly port?: number;
  /** The instant at which the sandbox's clock starts, epoch ms; the machine's clock when left out. */
  readonly now?: number;
  /** A token bucket per account, region and service. */
  readonly throttle?: ThrottleLimit;
  /** Milliseconds that each answer waits. */
  readonly latency?: LatencyRange;
  readonly faults?: readonly Fault[];
  /** A file to which every exchange is appended as a JSON line. */
  readonly recordExchanges?: string;
  /** Groups that Cost Explorer puts on a page; 1,000 when left out. */
  readonly costPageSize?: number;
}
