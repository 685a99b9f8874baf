import type { ModelEndpoint, ModelThroughput, ModelVariant, Notebook } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const HOUR = 3600;
const DAY = 86_400;

/**
 * SageMaker documents no metrics of notebook instances; some accounts have them. They are asked for where CloudWatch
 * lists some, and whoever has none is judged without.
 */
export const notebookMetrics = defineMetrics('aws:sagemaker:notebook-instance', 'notebook', [
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: HOUR,
    lookbackDays: 3,
    series: [
      {
        namespace: '/aws/sagemaker/NotebookInstances',
        metric: 'CPUUtilization',
        stat: 'Maximum',
        listedBy: { dimension: 'NotebookInstanceName', value: ({ name = '' }: Notebook) => name },
      },
    ],
    wants: ({ powerState }) => powerState === 'running',
  },
]);

/** Production variants of an endpoint; a shadow adds one. Source: SageMaker quotas, "Number of variants per endpoint". */
const MOST_VARIANTS = 10;

/** A shadow's requests are copies. */
const served = ({ variants }: ModelEndpoint): readonly ModelVariant[] => variants.filter(({ shadow }) => !shadow);

const byVariant =
  (namespace: string, metric: string, stat: string) =>
  (index: number): SeriesSpec<ModelEndpoint> => ({
    namespace,
    metric,
    stat,
    dimensions(of) {
      const variant = served(of)[index];
      return variant && { EndpointName: of.name ?? '', VariantName: variant.name };
    },
  });

function forEachVariant(
  spec: Omit<MetricSpec<ModelEndpoint>, 'series' | 'wants'>,
  seriesOf: (index: number) => SeriesSpec<ModelEndpoint>,
): readonly MetricSpec<ModelEndpoint>[] {
  return Array.from({ length: MOST_VARIANTS }, (_, more) => ({
    ...spec,
    series: [seriesOf(0), ...Array.from({ length: more }, (__, at) => seriesOf(at + 1))],
    wants: (of) => of.serving.known && of.serving.value === 'real-time' && served(of).length === more + 1,
  }));
}

/**
 * Machines send their CPU every minute, requests are counted with each of them: where the one is there, the absence of
 * the other means that there were none. Source: SageMaker Developer Guide, "Amazon SageMaker AI metrics in Amazon
 * CloudWatch", endpoint metrics and endpoint invocation metrics.
 */
export const modelEndpointMetrics = defineMetrics('aws:sagemaker:endpoint', 'model-endpoint', [
  ...forEachVariant(
    { metric: 'requests', periodSeconds: DAY, lookbackDays: 14, absentMeansZero: true },
    byVariant('AWS/SageMaker', 'Invocations', 'Sum'),
  ),
  ...forEachVariant(
    { metric: 'cpu-percent-maximum', periodSeconds: DAY, lookbackDays: 14, combine: 'maximum' },
    byVariant('/aws/sagemaker/Endpoints', 'CPUUtilization', 'Maximum'),
  ),
]);

const calledBy = (nameOf: (arn: string) => string): SeriesSpec<ModelThroughput> => ({
  namespace: 'AWS/Bedrock',
  metric: 'Invocations',
  stat: 'Sum',
  dimensions: ({ resourceId }) => ({ ModelId: nameOf(resourceId) }),
});

/**
 * Counted with each call: no sample where there was none. Whoever calls it names it by its ARN or by the id at the end of
 * that, and the metric has it as it was named: both are asked for. Source: Bedrock User Guide, "Monitor bedrock-runtime
 * inference using CloudWatch metrics".
 */
export const modelThroughputMetrics = defineMetrics('aws:bedrock:provisioned-model', 'model-throughput', [
  {
    metric: 'requests',
    periodSeconds: DAY,
    lookbackDays: 14,
    absentMeansZero: true,
    series: [calledBy((arn) => arn), calledBy((arn) => arn.slice(arn.lastIndexOf('/') + 1))],
    wants: ({ state }) => state === 'InService',
  },
]);
