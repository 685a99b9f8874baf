import type { MetricName } from '../../domain/metrics.ts';
import type { Resource, ResourceKind } from '../../domain/resources.ts';

/** One filter of Monitoring's timeSeries.list and how its series become one per resource, on the server. */
export interface SeriesSpec<R extends Resource> {
  /** `compute.googleapis.com/instance/cpu/utilization`. */
  readonly metric: string;
  /** Monitored resource type: `gce_instance`. */
  readonly monitored: string;
  /** How the points of a period become one. Counters take `ALIGN_DELTA`, which is their sum over the period, or `ALIGN_RATE`, which is that a second. */
  readonly aligner:
    | 'ALIGN_MEAN'
    | 'ALIGN_MAX'
    | 'ALIGN_MIN'
    | 'ALIGN_DELTA'
    | 'ALIGN_SUM'
    | 'ALIGN_RATE'
    | 'ALIGN_COUNT_TRUE';
  /** How the series of one resource (of its disks, protocols, classes) become one. */
  readonly reducer: 'REDUCE_SUM' | 'REDUCE_MAX' | 'REDUCE_MIN' | 'REDUCE_MEAN' | 'REDUCE_COUNT';
  /** The label that tells resources apart: `resource.labels.instance_id`. */
  readonly label: string;
  /**
   * The first label names a part of the resource, `nightly.load_orders` of `nightly`: what follows this sign is left out,
   * and the series of all parts are added up.
   */
  readonly partsBy?: string;
  /** Further labels, where one does not tell them apart. */
  readonly alsoBy?: readonly string[];
  /**
   * The labels' values for a resource, joined by spaces; undefined where they can't be told: the metric is then unread
   * for it. The filter asks for the first of them.
   */
  readonly key: (resource: R) => string | undefined;
  /** Further clauses of the filter: `metric.labels.state="used"`. */
  readonly where?: string;
}

/** How a neutral metric of one resource type is read from Cloud Monitoring. */
export interface MetricSpec<R extends Resource> {
  readonly metric: MetricName;
  readonly periodSeconds: 3600 | 86_400;
  /** Whole UTC days before the sync. Google keeps its own metrics for six weeks ("Data retention"). */
  readonly lookbackDays: number;
  readonly series: readonly [SeriesSpec<R>, ...SeriesSpec<R>[]];
  /** Several series are combined sample by sample: added up, the larger one, or the first as percent of the second. */
  readonly combine?: 'sum' | 'maximum' | 'percent-of';
  /** Factor for every sample: Google's utilizations are ratios, ours percent. */
  readonly scale?: number;
  /** What a sample becomes, where a factor is not enough. */
  readonly change?: (sample: number) => number;
  /** The service sends no point where nothing happened: missing samples since its creation count as zeros. */
  readonly absentMeansZero?: true;
  /** Keeps the mean by hour of the week. */
  readonly profile?: true;
  /** The samples are sums: keeps the largest sum of a day. */
  readonly daySums?: true;
  /** Resources that it makes no sense to ask for (a stopped machine). */
  readonly wants?: (resource: R) => boolean;
  /** Asked only for those resources of which an earlier spec of the same metric brought no sample. */
  readonly otherwise?: true;
}

/** The metrics of one resource type, with its kind's type forgotten so that all fit one list. */
export interface TypeMetrics {
  readonly type: string;
  readonly kind: ResourceKind;
  readonly specs: readonly MetricSpec<Resource>[];
}

export const defineMetrics = <Kind extends ResourceKind>(
  type: string,
  kind: Kind,
  specs: readonly MetricSpec<Extract<Resource, { kind: Kind }>>[],
  // The reader hands each spec resources of its own type alone.
): TypeMetrics => ({ type, kind, specs: specs as readonly MetricSpec<Resource>[] });
