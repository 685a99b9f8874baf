import type { ModelEndpoint, Notebook } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';
import { lastPart } from '../names.ts';

const endpoint = (
  metric: string,
  aligner: SeriesSpec<ModelEndpoint>['aligner'],
  reducer: SeriesSpec<ModelEndpoint>['reducer'],
): SeriesSpec<ModelEndpoint> => ({
  metric: `aiplatform.googleapis.com/prediction/online/${metric}`,
  monitored: 'aiplatform.googleapis.com/Endpoint',
  aligner,
  reducer,
  label: 'resource.labels.endpoint_id',
  alsoBy: ['resource.labels.location'],
  key: ({ resourceId, scope }) => `${lastPart(resourceId)} ${scope.regionId}`,
});

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;
const waits = ({ variants }: ModelEndpoint): boolean => variants.some(({ instances }) => instances > 0);

/** Source: "Google Cloud metrics" (aiplatform): responses are counted with those that failed; replicas tell their CPU each minute. */
export const modelEndpointMetrics = defineMetrics<'model-endpoint'>('gcp:aiplatform:endpoint', 'model-endpoint', [
  {
    metric: 'requests',
    ...hourly,
    series: [endpoint('response_count', 'ALIGN_DELTA', 'REDUCE_SUM')],
    absentMeansZero: true,
    wants: waits,
  },
  {
    metric: 'cpu-percent-maximum',
    ...hourly,
    scale: 100,
    series: [endpoint('cpu/utilization', 'ALIGN_MAX', 'REDUCE_MAX')],
    wants: waits,
  },
] satisfies readonly MetricSpec<ModelEndpoint>[]);

/** A notebook's CPU is that of its machine, which is told by the machine's number. */
export const notebookMetrics = defineMetrics<'notebook'>('gcp:notebooks:instance', 'notebook', [
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 3,
    scale: 100,
    series: [
      {
        metric: 'compute.googleapis.com/instance/cpu/utilization',
        monitored: 'gce_instance',
        aligner: 'ALIGN_MAX',
        reducer: 'REDUCE_MAX',
        label: 'resource.labels.instance_id',
        key: ({ billingIds }) => (billingIds?.[0] === undefined ? undefined : lastPart(billingIds[0])),
      },
    ],
    wants: ({ powerState }) => powerState === 'running',
  },
] satisfies readonly MetricSpec<Notebook>[]);
