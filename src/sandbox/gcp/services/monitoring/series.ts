import type { Signal } from '../../../estate/signal.ts';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';

export type Labels = Readonly<Record<string, string>>;

/** One time series: what is measured, of what. */
export interface SeriesEntry {
  readonly resourceLabels: Labels;
  readonly metricLabels: Labels;
  /** Labels of the monitored resource's owner, such as a node's: only to filter and group by. */
  readonly userLabels?: Labels;
  /** What Google knows of the machine: its group, its region. Only to filter and group by. */
  readonly systemLabels?: Labels;
  /** Made when it is asked for: most calls want a few of many. */
  readonly signal: () => Signal;
}

/** A metric type: all series of it, by project. */
export interface MetricSource {
  /** `compute.googleapis.com/instance/cpu/utilization` */
  readonly type: string;
  readonly kind: 'GAUGE' | 'DELTA' | 'CUMULATIVE';
  readonly valueType: 'DOUBLE' | 'INT64';
  /** As the metric's descriptor has it: `By`, `1`, `10^2.%`. */
  readonly unit: string;
  /** The monitored resource: `gce_instance`. */
  readonly resource: string;
  readonly entries: (estate: GcpEstate, projectId: string) => Iterable<SeriesEntry>;
}
