import type { Signal } from '../../../estate/signal.ts';
import { GoogleError } from '../../wire/errors.ts';
import type { MetricSource } from './series.ts';

/** Values by period: index 0 is the oldest; no entry where nothing was measured. */
export type Aligned = ReadonlyMap<number, number>;

export interface Window {
  /** Epoch ms; the periods are counted back from `endMs`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

type Fold = (values: readonly number[], periodSeconds: number) => number;

const sum: Fold = (values) => values.reduce((total, value) => total + value, 0);

function percentile(share: number): Fold {
  return (values) => {
    const ranked = values.toSorted((a, b) => a - b);
    const position = share * (ranked.length - 1);
    const below = Math.floor(position);
    const low = ranked[below] ?? 0;
    return low + ((ranked[below + 1] ?? low) - low) * (position - below);
  };
}

const FOLDS: Readonly<Record<string, Fold>> = {
  MEAN: (values, seconds) => sum(values, seconds) / values.length,
  MAX: (values) => values.reduce((best, value) => Math.max(best, value)),
  MIN: (values) => values.reduce((best, value) => Math.min(best, value)),
  SUM: sum,
  DELTA: sum,
  COUNT: (values) => values.length,
  COUNT_TRUE: (values) => values.filter((value) => value !== 0).length,
  RATE: (values, seconds) => sum(values, seconds) / seconds,
  NEXT_OLDER: (values) => values.at(-1) ?? 0,
  STDDEV: (values, seconds) => {
    const mean = sum(values, seconds) / values.length;
    return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
  },
  PERCENTILE_99: percentile(0.99),
  PERCENTILE_95: percentile(0.95),
  PERCENTILE_50: percentile(0.5),
  PERCENTILE_05: percentile(0.05),
};

/** Which kinds an aligner takes, and what comes out. Source: Cloud Monitoring API, Aggregation.Aligner. */
export function alignedKind(
  aligner: string,
  source: Pick<MetricSource, 'kind' | 'valueType'>,
): Pick<MetricSource, 'kind' | 'valueType'> {
  const name = aligner.replace(/^ALIGN_/, '');
  if (!Object.hasOwn(FOLDS, name) || !aligner.startsWith('ALIGN_')) throw refused('perSeriesAligner', aligner);
  if ((name === 'DELTA' || name === 'RATE') && source.kind === 'GAUGE') throw refused('perSeriesAligner', aligner);
  if (source.kind === 'CUMULATIVE' && name !== 'DELTA' && name !== 'RATE') throw refused('perSeriesAligner', aligner);
  if (name === 'NEXT_OLDER' && source.kind !== 'GAUGE') throw refused('perSeriesAligner', aligner);
  if (name === 'DELTA') return { ...source, kind: 'DELTA' };
  if (name === 'COUNT' || name === 'COUNT_TRUE') return { kind: 'GAUGE', valueType: 'INT64' };
  const keeps = /^(MAX|MIN|SUM|NEXT_OLDER)$/.test(name);
  return { kind: 'GAUGE', valueType: keeps ? source.valueType : 'DOUBLE' };
}

export const refused = (field: string, value: string): GoogleError =>
  new GoogleError(
    400,
    'INVALID_ARGUMENT',
    'invalid',
    `Field aggregation.${field} had an invalid value of "${value}": The aligner or reducer cannot be applied to the metric.`,
  );

/** The samples of a signal in periods, each folded into one value. */
export function alignSignal(signal: Signal, aligner: string, window: Window): Aligned {
  const fold = FOLDS[aligner.replace(/^ALIGN_/, '')]!;
  const everyMs = signal.everySeconds * 1000;
  const { startMs, endMs, periodMs } = window;
  const periods = Math.max(1, Math.ceil((endMs - startMs) / periodMs));
  const first = endMs - periods * periodMs;
  const aligned = new Map<number, number>();
  let index = -1;
  let values: number[] = [];
  const close = (): void => {
    if (values.length > 0) aligned.set(index, fold(values, periodMs / 1000));
    values = [];
  };
  for (const run of signal.runs) {
    const last = Math.ceil(Math.min(run.to, endMs) / everyMs);
    for (let slot = Math.ceil(Math.max(run.from, startMs) / everyMs); slot < last; slot++) {
      const at = Math.floor((slot * everyMs - first) / periodMs);
      if (at !== index) {
        close();
        index = at;
      }
      const value = signal.sample(slot);
      if (value !== undefined) values.push(value);
    }
  }
  close();
  return aligned;
}

/** Series of a group into one, period by period. */
export function reduceSeries(series: readonly Aligned[], reducer: string): Aligned {
  const name = reducer.replace(/^REDUCE_/, '');
  const fold = /^(MEAN|MAX|MIN|SUM|COUNT|STDDEV|PERCENTILE_\d\d)$/.test(name) ? FOLDS[name] : undefined;
  if (fold === undefined) throw refused('crossSeriesReducer', reducer);
  if (series.length === 1 && /^(MEAN|MAX|MIN|SUM|PERCENTILE_\d\d)$/.test(name)) return series[0]!;
  const byPeriod = new Map<number, number[]>();
  for (const one of series) {
    for (const [index, value] of one) {
      const values = byPeriod.get(index);
      if (values) values.push(value);
      else byPeriod.set(index, [value]);
    }
  }
  const entries = [...byPeriod].toSorted(([a], [b]) => a - b);
  return new Map(entries.map(([index, values]) => [index, fold(values, 1)]));
}
