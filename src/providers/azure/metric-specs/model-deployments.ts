import type { ModelThroughput } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

/** The account measures its deployments, and tells them apart by their names. */
const of = {
  measured: ({ resourceId }: ModelThroughput): string => resourceId.replace(/\/deployments\/[^/]+$/, ''),
  filter: ({ name = '' }: ModelThroughput): string => `ModelDeploymentName eq '${name}'`,
};

/** Source: "Supported metrics for Microsoft.CognitiveServices/accounts"; Azure OpenAI, "Monitor Azure OpenAI". */
export const modelDeploymentMetrics = defineMetrics(
  'azure:cognitiveservices:deployment',
  'model-throughput',
  'Microsoft.CognitiveServices/accounts',
  [
    {
      metric: 'requests',
      periodSeconds: 86_400,
      lookbackDays: 14,
      // Counted as they come.
      absentMeansZero: true,
      daySums: true,
      series: [{ metric: 'AzureOpenAIRequests', aggregation: 'total', measured: of.measured }],
      filter: of.filter,
    },
    {
      // The fullest minute of each hour; above 100 requests are turned away.
      metric: 'used-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [{ metric: 'AzureOpenAIProvisionedManagedUtilizationV2', aggregation: 'maximum', measured: of.measured }],
      filter: of.filter,
    },
  ],
);
