import type { TruthEntry } from '../estate/model.ts';
import type { Clock } from './clock.ts';
import type { Cloud } from './cloud.ts';

export const sandboxClouds = ['aws', 'gcp', 'azure'] as const;
export type SandboxCloudName = (typeof sandboxClouds)[number];

/** What a cloud beside AWS is made from. Equal options give equal estates. */
export interface ServedCloudOptions {
  readonly seed: number;
  /** About how many machines, disks, snapshots and addresses; everything else comes on top. */
  readonly resources: number;
  /** Projects or subscriptions. */
  readonly accounts: number;
  /** The instant that the estate is made for, epoch ms. */
  readonly now: number;
  /** The sandbox's clock, which runs on from there. */
  readonly clock: Clock;
}

/** A cloud beside AWS, mounted at `/<name>/<the vendor's host>/…`. */
export interface ServedCloud {
  readonly cloud: Cloud<unknown>;
  /** What is planted. */
  readonly truth: readonly TruthEntry[];
  /** The whole state as a canonical JSON value. */
  readonly document: () => unknown;
  /** What a client needs to know: a token, the organisation, where the bill is. Told at `/_sandbox/health`. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Every name by which a fault may mean a service. */
  readonly serviceNames: ReadonlySet<string>;
}
