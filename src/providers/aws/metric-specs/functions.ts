import type { ProvisionedConcurrency, ServerlessFunction } from '../../../domain/resources.ts';
import { defineMetrics, type SeriesSpec } from '../define-metrics.ts';

const DAY = 86_400;

const byName = (metric: string, stat: string): SeriesSpec<ServerlessFunction> => ({
  namespace: 'AWS/Lambda',
  metric,
  stat,
  dimensions: ({ name = '' }) => ({ FunctionName: name }),
});

/** Lambda takes no less memory: nothing can be lowered. */
const LEAST_MEMORY_MIB = 128;

const canGoLower = ({ memoryMiB }: ServerlessFunction): boolean => memoryMiB > LEAST_MEMORY_MIB;

/**
 * Lambda sends a sample when a call has ended, none in a minute without calls: what is not there adds nothing to a sum.
 * Sources: Lambda Developer Guide, "Types of metrics for Lambda functions"; CloudWatch User Guide, "Metrics collected by
 * Lambda Insights" (`used_memory_max`).
 */
export const functionMetrics = defineMetrics('aws:lambda:function', 'function', [
  {
    metric: 'requests',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [byName('Invocations', 'Sum')],
    wants: canGoLower,
  },
  {
    metric: 'execution-milliseconds',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [byName('Duration', 'Sum')],
    wants: canGoLower,
  },
  {
    // Only where the extension is in use.
    metric: 'used-memory-mib-maximum',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [
      {
        namespace: 'LambdaInsights',
        metric: 'used_memory_max',
        stat: 'Maximum',
        listedBy: { dimension: 'function_name', value: ({ name = '' }) => name, each: true },
      },
    ],
    combine: 'maximum',
    wants: canGoLower,
  },
]);

export const provisionedConcurrencyMetrics = defineMetrics(
  'aws:lambda:provisioned-concurrency',
  'provisioned-concurrency',
  [
    {
      // A fraction of what is kept ready, sent with the calls: a minute without calls has no sample and used none.
      // Source: Lambda Developer Guide, "Types of metrics for Lambda functions", concurrency metrics.
      metric: 'used-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [
        {
          namespace: 'AWS/Lambda',
          metric: 'ProvisionedConcurrencyUtilization',
          stat: 'Maximum',
          dimensions: ({ functionName, qualifier }: ProvisionedConcurrency) => ({
            FunctionName: functionName,
            Resource: `${functionName}:${qualifier}`,
          }),
        },
      ],
      scale: 100,
      absentMeansZero: true,
    },
  ],
);
