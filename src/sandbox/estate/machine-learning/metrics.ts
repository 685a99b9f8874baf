import { DAY } from '../generate/time.ts';
import type { Estate } from '../model.ts';
import { joinSources, type MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { Signal } from '../signal.ts';
import { counterSignal, eventSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { Endpoint, MachineLearningState, NotebookInstance, ProvisionedModel } from './model.ts';

export function machineLearningMetrics(state: MachineLearningState, { generatedAt: now }: Estate): MetricSource {
  return joinSources([
    resourceMetrics({
      namespace: '/aws/sagemaker/NotebookInstances',
      resources: [...state.notebooks.values()].filter(({ cpu }) => cpu !== undefined),
      dimensions: ({ name }) => [{ NotebookInstanceName: name }],
      metrics: { CPUUtilization: notebookCpu },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/SageMaker',
      resources: [...state.endpoints.values()].filter((endpoint) => endpoint.requests.kind !== 'none'),
      dimensions: ({ name, variants }) => variants.map((VariantName) => ({ EndpointName: name, VariantName })),
      metrics: { Invocations: (of) => requests(of.arn, of, now) },
      now,
    }),
    resourceMetrics({
      namespace: '/aws/sagemaker/Endpoints',
      resources: [...state.endpoints.values()].filter(({ reports }) => reports),
      dimensions: ({ name, variants }) => variants.map((VariantName) => ({ EndpointName: name, VariantName })),
      metrics: { CPUUtilization: endpointCpu },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/Bedrock',
      resources: [...state.provisionedModels.values()].filter((model) => model.requests.kind !== 'none'),
      dimensions: ({ arn, requests: { by } }) => [
        { ModelId: by === 'arn' ? arn : arn.slice(arn.lastIndexOf('/') + 1) },
      ],
      metrics: { Invocations: (of) => requests(of.arn, of, now) },
      now,
    }),
  ]);
}

function notebookCpu({ arn, cpu, modifiedAt }: NotebookInstance): Signal | undefined {
  if (cpu === undefined) return undefined;
  const runs = lifetime(modifiedAt);
  return gaugeSignal({
    key: arn,
    metric: 'CPUUtilization',
    unit: 'Percent',
    runs,
    shape: cpu.shape,
    mean: 0.5,
    peak: cpu.peak,
  });
}

function endpointCpu({ arn, createdAt }: Endpoint): Signal {
  const runs = lifetime(createdAt);
  return gaugeSignal({ key: arn, metric: 'CPUUtilization', unit: 'Percent', runs, shape: 'steady', mean: 2, peak: 3 });
}

/** No datapoint where no request came; `once` is an hour of one day of the last week. */
function requests(
  key: string,
  { createdAt, requests: { kind, perDay } }: Pick<Endpoint | ProvisionedModel, 'createdAt' | 'requests'>,
  now: number,
): Signal {
  const runs = lifetime(createdAt);
  const unit = 'None';
  if (kind === 'daily') {
    return counterSignal({
      key,
      metric: 'Invocations',
      unit,
      runs,
      shape: 'daily',
      perHour: perDay / 24,
      sparse: true,
    });
  }
  return eventSignal({ unit, runs }, [{ at: now - 4.5 * DAY, value: perDay }]);
}
