import type { RequestService } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** Services of one name may be in several locations. */
const run = (
  metric: string,
  aligner: SeriesSpec<RequestService>['aligner'],
  where?: string,
): SeriesSpec<RequestService> => ({
  metric: `run.googleapis.com/${metric}`,
  monitored: 'cloud_run_revision',
  aligner,
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.service_name',
  alsoBy: ['resource.labels.location'],
  key: ({ name, scope }) => name && `${name} ${scope.regionId}`,
  ...(where !== undefined && { where }),
});

/** Only what keeps instances may keep too many. */
const keepsInstances = ({ minInstances }: RequestService): boolean => minInstances > 0;

const daily = { periodSeconds: 86_400, lookbackDays: 14, wants: keepsInstances } as const;

/** Source: "Google Cloud metrics" (run): requests by response; container instances by state, `active` or `idle`. */
export const runServiceMetrics = defineMetrics<'request-service'>('gcp:run:service', 'request-service', [
  {
    metric: 'requests',
    ...daily,
    // No point where nobody asked.
    series: [run('request_count', 'ALIGN_DELTA')],
    absentMeansZero: true,
    daySums: true,
  },
  {
    metric: 'active-instances-average',
    ...daily,
    series: [run('container/instance_count', 'ALIGN_MEAN', 'metric.labels.state="active"')],
  },
] satisfies readonly MetricSpec<RequestService>[]);
