import type { ModelEndpoint } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const MINUTES_PER_DAY = 1440;
const daily = { periodSeconds: 86_400, lookbackDays: 14 } as const;
const namespace = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints';

/** Source: "Supported metrics" of Microsoft.MachineLearningServices/workspaces/onlineEndpoints and of its deployments. */
export const onlineEndpointMetrics = defineMetrics(
  'azure:machinelearning:online-endpoint',
  'model-endpoint',
  namespace,
  [
    {
      metric: 'requests',
      ...daily,
      // A mean by the minute: a day's sum. Nothing is sent while nothing is asked.
      series: [{ metric: 'RequestsPerMinute', aggregation: 'average' }],
      scale: MINUTES_PER_DAY,
      absentMeansZero: true,
      daySums: true,
    },
    {
      // Of one of its deployments: that it reports is what makes no requests credible.
      metric: 'cpu-percent-maximum',
      ...daily,
      namespace: `${namespace}/deployments`,
      series: [
        {
          metric: 'CpuUtilizationPercentage',
          aggregation: 'maximum',
          measured: ({ resourceId, variants: [first] }: ModelEndpoint) =>
            `${resourceId}/deployments/${(first?.name ?? '').toLowerCase()}`,
        },
      ],
      wants: ({ variants }: ModelEndpoint) => variants.length > 0,
    },
  ],
);
