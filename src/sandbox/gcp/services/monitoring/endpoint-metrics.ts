import { constantSignal, counterSignal, gaugeSignal, lifetime } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import type { GcpEndpoint } from '../../../provider-estate/gcp/platform-model.ts';
import { metric } from './other-metrics.ts';
import type { MetricSource } from './series.ts';

type Model = GcpEndpoint['models'][number];
const reported = ({ updatedAt, silentSince }: GcpEndpoint) => lifetime(updatedAt, silentSince);

function endpointMetric(
  name: string,
  form: Pick<MetricSource, 'kind' | 'valueType' | 'unit'>,
  signalOf: (endpoint: GcpEndpoint, model: Model) => Signal | undefined,
): MetricSource {
  return metric(
    `aiplatform.googleapis.com/prediction/online/${name}`,
    'aiplatform.googleapis.com/Endpoint',
    form,
    (e) => e.endpoints,
    (endpoint) =>
      endpoint.models.flatMap((model) => {
        const signal = signalOf(endpoint, model);
        return signal === undefined
          ? []
          : [
              {
                resourceLabels: {
                  resource_container: endpoint.projectId,
                  location: endpoint.region,
                  endpoint_id: endpoint.id,
                },
                metricLabels: {
                  deployed_model_id: model.id,
                  ...(name === 'response_count' && { response_code: '200' }),
                },
                signal: () => signal,
              },
            ];
      }),
  );
}

/** Source: Cloud Monitoring, "Google Cloud metrics", aiplatform. Of a private endpoint responses are counted elsewhere. */
export const endpointMetrics: readonly MetricSource[] = [
  endpointMetric('response_count', { kind: 'DELTA', valueType: 'INT64', unit: '1' }, (endpoint, { id }) =>
    endpoint.requestsPerHour === 0 || endpoint.network !== undefined
      ? undefined
      : counterSignal({
          key: id,
          metric: 'responses',
          unit: 'Count',
          runs: reported(endpoint),
          shape: 'steady',
          perHour: endpoint.requestsPerHour,
          sparse: true,
        }),
  ),
  endpointMetric('replicas', { kind: 'GAUGE', valueType: 'INT64', unit: '1' }, (endpoint, { replicas }) =>
    constantSignal({ unit: 'Count', runs: lifetime(endpoint.updatedAt) }, replicas),
  ),
  endpointMetric('cpu/utilization', { kind: 'GAUGE', valueType: 'DOUBLE', unit: '10^2.%' }, (endpoint, { id }) => {
    const peak = endpoint.cpuPeakPercent / 100;
    const level = { mean: peak * 0.8, peak, decimals: 6, shape: 'steady' } as const;
    return gaugeSignal({ key: id, metric: 'cpu', unit: 'Percent', runs: reported(endpoint), ...level });
  }),
];
