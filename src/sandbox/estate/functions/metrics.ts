import type { Estate } from '../model.ts';
import { joinSources, type MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { Signal } from '../signal.ts';
import { counterSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { FunctionsState, LambdaFunction } from './model.ts';

/** What CloudWatch has of functions: nothing in a period without calls. */
export function functionMetrics({ functions }: FunctionsState, { generatedAt: now }: Estate): MetricSource {
  const called = [...functions.values()].filter(({ callsPerDay }) => callsPerDay > 0);
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/Lambda',
      resources: called,
      dimensions: ({ name }) => [{ FunctionName: name }],
      metrics: {
        Invocations: (of) => calls(of),
        // The sum over all calls of the sample's five minutes.
        Duration: (of) => scaled(calls(of), of.meanMs, 'Milliseconds'),
      },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/Lambda',
      resources: called.filter(({ kept }) => kept !== undefined && kept.peak > 0),
      dimensions: ({ name, kept }) => [{ FunctionName: name, Resource: `${name}:${kept?.alias ?? ''}` }],
      metrics: { ProvisionedConcurrencyUtilization: inUse },
      now,
    }),
    resourceMetrics({
      namespace: 'LambdaInsights',
      resources: called.filter(({ insightsMiB }) => insightsMiB !== undefined),
      dimensions: ({ name }) => [{ function_name: name }],
      metrics: { used_memory_max: usedMemory },
      now,
    }),
  ]);
}

const FIRST_CALL = Date.UTC(2020, 0, 1);

/** Both metrics count the same calls: they share their noise. */
const calls = ({ arn, callsPerDay }: LambdaFunction): Signal =>
  counterSignal({
    key: arn,
    metric: 'calls',
    unit: 'Count',
    runs: lifetime(FIRST_CALL),
    shape: 'daily',
    perHour: callsPerDay / 24,
    sparse: true,
  });

function scaled(signal: Signal, factor: number, unit: Signal['unit']): Signal {
  return {
    ...signal,
    unit,
    sample(slot) {
      const count = signal.sample(slot);
      return count === undefined ? undefined : Math.round(count * factor * 100) / 100;
    },
  };
}

function inUse({ arn, kept }: LambdaFunction): Signal | undefined {
  if (kept === undefined) return undefined;
  const { peak, changedAt } = kept;
  return gaugeSignal({
    key: arn,
    metric: 'ProvisionedConcurrencyUtilization',
    unit: 'Count',
    runs: lifetime(changedAt),
    shape: 'steady',
    mean: peak * 0.85,
    peak,
    decimals: 4,
  });
}

function usedMemory({ arn, insightsMiB: peak }: LambdaFunction): Signal | undefined {
  if (peak === undefined) return undefined;
  const runs = lifetime(FIRST_CALL);
  return gaugeSignal({
    key: arn,
    metric: 'used_memory_max',
    unit: 'Megabytes',
    runs,
    shape: 'steady',
    mean: peak * 0.9,
    peak,
    decimals: 0,
  });
}
