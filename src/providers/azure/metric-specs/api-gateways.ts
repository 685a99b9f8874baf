import type { ApiGateway } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const hourly = { periodSeconds: 3600, lookbackDays: 30 } as const;
const isPaidByCall = ({ tier }: ApiGateway): boolean => tier === 'Consumption';
const isSecond = ({ tier }: ApiGateway): boolean => /v2$/i.test(tier);

/** Source: "Supported metrics for Microsoft.ApiManagement/service". */
export const apiGatewayMetrics = defineMetrics(
  'azure:apimanagement:service',
  'api-gateway',
  'Microsoft.ApiManagement/service',
  [
    {
      metric: 'requests',
      periodSeconds: 86_400,
      lookbackDays: 30,
      // Counted as they come: nothing is sent while none does.
      absentMeansZero: true,
      daySums: true,
      series: [{ metric: 'Requests', aggregation: 'total' }],
      wants: (gateway: ApiGateway) => !isPaidByCall(gateway),
    },
    {
      metric: 'used-percent-average',
      ...hourly,
      // Its maximum is zero but for Premium.
      series: [{ metric: 'Capacity', aggregation: 'average' }],
      wants: (gateway: ApiGateway) => !isPaidByCall(gateway) && !isSecond(gateway),
    },
    {
      metric: 'used-percent-average',
      ...hourly,
      series: [
        { metric: 'CpuPercent_Gateway', aggregation: 'average' },
        { metric: 'MemoryPercent_Gateway', aggregation: 'average' },
      ],
      combine: 'maximum',
      wants: isSecond,
    },
  ],
);
