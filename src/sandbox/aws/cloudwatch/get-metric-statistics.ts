import { EstateError } from '../../estate/estate-error.ts';
import { findSignal, seriesOf, type MetricSeries, type MetricWindow } from '../../estate/metrics.ts';
import type { Signal } from '../../estate/signal.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { cloudwatchErrors } from './errors.ts';
import { oldestKept, readMetric } from './metric-input.ts';

const mostDatapoints = 1440;
const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

type Datapoint = { readonly Timestamp: Timestamp; readonly Unit: string } & Record<string, unknown>;

/** GetMetricStatistics: one metric, several statistics, at most 1,440 datapoints, in no particular order. */
export function getMetricStatistics(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, cloudwatchErrors.invalidValue);
  const metric = readMetric(input);
  const from = input.time('StartTime');
  const to = input.time('EndTime');
  if (from >= to)
    throw cloudwatchErrors.invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const periodSeconds = readPeriod(input, from, to);
  const wanted = readStatistics(input);
  const signal = findSignal(call.world.estate, { ...metric, accountId: call.accountId, region: call.region });
  const unit = signal?.unit ?? 'None';
  const datapoints = new Map<number, Datapoint>();
  if ((input.optionalText('Unit') ?? unit) === unit) {
    const window = { from: Math.max(from, oldestKept(periodSeconds, call.now)), to: Math.min(to, call.now) };
    for (const statistic of wanted) {
      const series = read(signal, { ...window, periodSeconds, statistic });
      series.timestamps.forEach((time, at) => {
        const datapoint = datapoints.get(time) ?? { Timestamp: new Timestamp(time), Unit: unit };
        datapoints.set(time, add(datapoint, statistic, series.values[at]));
      });
    }
  }
  return { Label: metric.metricName, Datapoints: outOfOrder([...datapoints.values()]) };
}

function readPeriod(input: DocumentInput, from: number, to: number): number {
  const periodSeconds = input.optionalInteger('Period', { min: 1, max: 86_400 * 365 });
  if (periodSeconds === undefined) throw cloudwatchErrors.missing('The parameter Period is required.');
  if (periodSeconds % 60 !== 0) throw cloudwatchErrors.invalidValue('The parameter Period must be a multiple of 60.');
  const asked = Math.ceil((to - from) / (periodSeconds * 1000));
  if (asked > mostDatapoints) {
    throw cloudwatchErrors.invalidCombination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return periodSeconds;
}

function readStatistics(input: DocumentInput): readonly string[] {
  const plain = input.texts('Statistics');
  const extended = input.texts('ExtendedStatistics');
  const unknown = plain.find((name) => !(statistics as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw cloudwatchErrors.invalidValue(`The value ${unknown} for parameter Statistics is not supported.`);
  if (plain.length + extended.length === 0) {
    throw cloudwatchErrors.invalidCombination('Must specify either Statistics or ExtendedStatistics');
  }
  return [...plain, ...extended];
}

function read(signal: Signal | undefined, window: MetricWindow): MetricSeries {
  try {
    return seriesOf(signal, window);
  } catch (error) {
    if (error instanceof EstateError) throw cloudwatchErrors.invalidValue(error.message);
    throw error;
  }
}

function add(datapoint: Datapoint, statistic: string, value: number | undefined): Datapoint {
  if ((statistics as readonly string[]).includes(statistic)) return { ...datapoint, [statistic]: value };
  const { ExtendedStatistics: others = {} } = datapoint;
  return { ...datapoint, ExtendedStatistics: { ...(others as object), [statistic]: value } };
}

/** "Datapoints are not returned in chronological order": clients that rely on an order must notice. */
function outOfOrder<T>(values: readonly T[]): readonly T[] {
  return [...values.filter((_, at) => at % 2 === 1), ...values.filter((_, at) => at % 2 === 0)];
}
