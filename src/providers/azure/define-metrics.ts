import type { MetricName } from '../../domain/metrics.ts';
import type { Resource, ResourceKind } from '../../domain/resources.ts';

/** What Azure Monitor makes of the samples of a period. */
export type Aggregation = 'average' | 'minimum' | 'maximum' | 'total' | 'count';

/** One series of Azure Monitor of a resource. */
export interface SeriesSpec<R extends Resource> {
  readonly metric: string;
  readonly aggregation: Aggregation;
  /** The part of the resource that is measured, where it is not the resource itself. */
  readonly measured?: (resource: R) => string;
  /** Several parts, each a series of its own; of none there is nothing to ask. */
  readonly measuredEach?: (resource: R) => readonly string[];
}

/** How a neutral metric of one resource type is read from Azure Monitor. */
export interface MetricSpec<R extends Resource> {
  readonly metric: MetricName;
  readonly periodSeconds: 300 | 3600 | 86_400;
  /** Whole UTC days before the sync. Azure Monitor keeps platform metrics for 93 days. */
  readonly lookbackDays: number;
  /** Several series of a spec are combined sample by sample: added up, or the larger one. */
  readonly series: readonly [SeriesSpec<R>, ...SeriesSpec<R>[]];
  readonly combine?: 'sum' | 'maximum';
  /** Narrows by a dimension: `Tier eq 'Hot'`. */
  readonly filter?: (resource: R) => string;
  /** Where it is measured in another namespace than the type's other metrics. */
  readonly namespace?: string;
  /** Factor for every sample, for a unit that the metric's name states. */
  readonly scale?: number;
  /** The samples are bytes of memory that are free: they become the percentage of the machine's memory in use. */
  readonly ofMemory?: true;
  /**
   * The service sends no value where nothing happened (its documentation says so: name it in a comment beside).
   * Missing samples since the resource's creation then count as zeros. Without this they are missing coverage.
   */
  readonly absentMeansZero?: true;
  /** Keeps the mean by hour of the week; for periods of an hour or less. */
  readonly profile?: true;
  /** The samples are sums: keeps the largest sum of a day. */
  readonly daySums?: true;
  /** Resources that it makes no sense to ask for (a machine that does not run). */
  readonly wants?: (resource: R) => boolean;
}

/** The metrics of one resource type, with its kind's type forgotten so that all fit one list. */
export interface TypeMetrics {
  readonly type: string;
  readonly kind: ResourceKind;
  /** As Azure Monitor has it: `Microsoft.Compute/virtualMachines`. */
  readonly namespace: string;
  readonly specs: readonly MetricSpec<Resource>[];
}

/** `type` is the collector's resource type; `kind` its neutral kind. */
export const defineMetrics = <Kind extends ResourceKind>(
  type: string,
  kind: Kind,
  namespace: string,
  specs: readonly MetricSpec<Extract<Resource, { kind: Kind }>>[],
  // The reader hands each spec resources of its own type alone.
): TypeMetrics => ({ type, kind, namespace, specs: specs as readonly MetricSpec<Resource>[] });
