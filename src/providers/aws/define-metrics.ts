import type { MetricName } from '../../domain/metrics.ts';
import type { Resource, ResourceKind } from '../../domain/resources.ts';

/** Dimensions of one CloudWatch series, by name. */
export type Dimensions = Readonly<Record<string, string>>;

/** One CloudWatch series of a resource. */
export interface SeriesSpec<R extends Resource> {
  readonly namespace: string;
  readonly metric: string;
  /** `Average`, `Sum`, `Maximum`, `Minimum`, `SampleCount` or a percentile such as `p99`. */
  readonly stat: string;
  /**
   * Undefined where they can't be told for this resource: the metric is then unread for it. Several for a resource that
   * has a series for each of its parts (nodes, indexes), all of which count: the spec's `combine` says how.
   */
  readonly dimensions?: (resource: R) => Dimensions | readonly Dimensions[] | undefined;
  /**
   * For agents that choose their own dimensions: the series is looked up once per account and region with
   * ListMetrics by this dimension, and `value` says which of them is the resource's.
   */
  readonly listedBy?: {
    readonly dimension: string;
    readonly value: (resource: R) => string;
    /** A resource has several series (one for each GPU), all of which count: the spec's `combine` says how. */
    readonly each?: true;
  };
}

/** How a neutral metric of one resource type is read from CloudWatch. */
export interface MetricSpec<R extends Resource> {
  readonly metric: MetricName;
  readonly periodSeconds: 60 | 300 | 3600 | 86_400;
  /** Whole UTC days before the sync. One-minute points are kept for 15 days, five-minute ones for 63. */
  readonly lookbackDays: number;
  /** Several series of a spec are combined sample by sample: added up, or the larger one. */
  readonly series: readonly [SeriesSpec<R>, ...SeriesSpec<R>[]];
  readonly combine?: 'sum' | 'maximum';
  /** Factor for every sample, for a unit that the metric's name states. */
  readonly scale?: number;
  /**
   * The service sends no datapoint where nothing happened (its documentation says so: name it in a comment beside).
   * Missing samples since the resource's creation then count as zeros. Without this they are missing coverage.
   */
  readonly absentMeansZero?: true;
  /** Keeps the mean by hour of the week; for periods of an hour or less. */
  readonly profile?: true;
  /** The samples are sums: keeps the largest sum of a day. */
  readonly daySums?: true;
  /** Resources that it makes no sense to ask for (a stopped database). */
  readonly wants?: (resource: R) => boolean;
}

/** The metrics of one resource type, with its kind's type forgotten so that all fit one list. */
export interface TypeMetrics {
  readonly type: string;
  readonly kind: ResourceKind;
  readonly specs: readonly MetricSpec<Resource>[];
}

/** `type` is the collector's resource type; `kind` its neutral kind. */
export const defineMetrics = <Kind extends ResourceKind>(
  type: string,
  kind: Kind,
  specs: readonly MetricSpec<Extract<Resource, { kind: Kind }>>[],
  // The reader hands each spec resources of its own type alone.
): TypeMetrics => ({ type, kind, specs: specs as readonly MetricSpec<Resource>[] });
