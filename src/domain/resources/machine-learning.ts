import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { PowerState } from './compute.ts';
import type { ResourceBase } from './resource-base.ts';

/** A machine for one person's notebooks. */
export interface Notebook extends ResourceBase {
  readonly kind: 'notebook';
  /** `ml.t3.medium`. */
  readonly sizeName: string;
  /** What its price is for: `notebook-instance`, or the application of a studio (`JupyterLab`, `KernelGateway`). */
  readonly application: string;
  readonly powerState: PowerState;
  /** Start of what runs now, or a later change: it runs at least since then. */
  readonly runningSince: Fact<Instant>;
  /** When somebody last did something in it; unread where the cloud does not say. */
  readonly lastUsedAt: Fact<Instant>;
}

/** Machines that answer requests to machine learning models. */
export interface ModelEndpoint extends ResourceBase {
  readonly kind: 'model-endpoint';
  /**
   * `real-time`: its machines wait for requests. `asynchronous`: requests queue, and machines may come when there are
   * some. `serverless`: nothing is paid while nothing is asked.
   */
  readonly serving: Fact<'real-time' | 'asynchronous' | 'serverless'>;
  readonly variants: readonly ModelVariant[];
  /** When its machines or models were changed last. */
  readonly changedAt: Instant;
}

export interface ModelVariant {
  readonly name: string;
  /** Machines at the time of the listing. */
  readonly instances: number;
  /** Unread where it may be of several sizes, or the configuration was not read. */
  readonly sizeName: Fact<string>;
  /** It gets a copy of another one's requests, and its answers are not used. */
  readonly shadow: boolean;
}

/** Model units that are bought for a foundation model by the hour, used or not. */
export interface ModelThroughput extends ResourceBase {
  readonly kind: 'model-throughput';
  readonly modelId: string;
  readonly modelUnits: number;
  /** The end of a term before which it is paid for whatever happens. */
  readonly committedUntil?: Instant;
  /** What a unit's price depends on, in the vendor's word: `GlobalProvisionedManaged`. */
  readonly plan?: string;
  /** The deployment's and model's least number of units, and in which steps more are had. */
  readonly unitSteps?: Fact<UnitSteps>;
}

export interface UnitSteps {
  readonly minimum: number;
  readonly step: number;
}
