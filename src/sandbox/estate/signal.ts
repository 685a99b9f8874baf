import type { RunPeriod } from './model.ts';

/** The units of CloudWatch that the sandbox publishes metrics in. Source: CloudWatch API, MetricDatum, `Unit`. */
export type MetricUnit =
  | 'Percent'
  | 'Count'
  | 'Count/Second'
  | 'Bytes'
  | 'Kilobytes'
  | 'Megabytes'
  | 'Gigabytes'
  | 'Bytes/Second'
  | 'Kilobytes/Second'
  | 'Megabytes/Second'
  | 'Milliseconds'
  | 'Microseconds'
  | 'Seconds'
  | 'None';

/** One metric of one resource: a pure function of time, from which all statistics of all periods are folded. */
export interface Signal {
  readonly unit: MetricUnit;
  /** From one sample to the next: 60, 300, or 86,400 for metrics that come once a day. */
  readonly everySeconds: number;
  /** When the resource was there and reported; in order, and not overlapping. */
  readonly runs: readonly RunPeriod[];
  /** The sample at `slot * everySeconds` seconds of the epoch; undefined where nothing was published. */
  readonly sample: (slot: number) => number | undefined;
}

/** Whether a signal published anything in `[from, to)`; looks from the end on, as most signals have just spoken. */
export function spokeWithin(signal: Signal, from: number, to: number): boolean {
  const everyMs = signal.everySeconds * 1000;
  for (const run of signal.runs.toReversed()) {
    const first = Math.ceil(Math.max(run.from, from) / everyMs);
    for (let slot = Math.ceil(Math.min(run.to, to) / everyMs) - 1; slot >= first; slot--) {
      if (signal.sample(slot) !== undefined) return true;
    }
  }
  return false;
}
