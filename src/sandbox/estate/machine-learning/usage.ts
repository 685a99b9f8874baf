import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Meter, Usage } from '../usage.ts';
import type { MachineLearningState } from './model.ts';
import { endpointRates, notebookRates, unitRates } from './prices.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

type Placed = { readonly accountId: string; readonly region: string };

const meter = (
  { accountId, region }: Placed,
  names: Pick<Meter, 'service' | 'usageType' | 'operation'> & { readonly productCode: string },
  hour: string,
): Meter => ({
  accountId,
  region,
  ...names,
  usageType: prefixedUsageType(region, names.usageType),
  rate: picoOf(hour),
  per: 'hour',
  unit: 'Hrs',
  scale: 1,
});

const sagemaker = { service: 'Amazon SageMaker', productCode: 'AmazonSageMaker', operation: 'RunInstance' };

/** Machines that run, each under the ARN of what it runs for; model units under that of their model. */
export function* machineLearningUsage(state: MachineLearningState): Generator<Usage> {
  for (const notebook of state.notebooks.values()) {
    if (notebook.status !== 'InService') continue;
    const { hour } = notebookRates[notebook.type]!;
    yield {
      meter: meter(notebook, { ...sagemaker, usageType: `Notebk:${notebook.type}` }, hour),
      resourceId: notebook.arn,
      quantity: 1,
      from: seconds(notebook.modifiedAt),
      to: FOREVER,
    };
  }
  for (const app of state.apps.values()) {
    const rate = notebookRates[app.type];
    if (rate === undefined) continue;
    yield {
      meter: meter(app, { ...sagemaker, usageType: `Studio:${app.appType}-${app.type}` }, rate.hour),
      resourceId: app.arn,
      quantity: 1,
      from: seconds(app.createdAt),
      to: FOREVER,
    };
  }
  for (const endpoint of state.endpoints.values()) {
    const quantity = endpoint.instances * endpoint.variants.length;
    if (quantity === 0) continue;
    yield {
      meter: meter(endpoint, { ...sagemaker, usageType: `Host:${endpoint.type}` }, endpointRates[endpoint.type]!.hour),
      resourceId: endpoint.arn,
      quantity,
      from: seconds(endpoint.createdAt),
      to: FOREVER,
    };
  }
  for (const model of state.provisionedModels.values()) {
    const hour = model.commitment === undefined ? unitRates.hour : unitRates.committedHour;
    const names = { service: 'Amazon Bedrock', productCode: 'AmazonBedrock', operation: 'ProvisionedThroughput' };
    yield {
      meter: meter(model, { ...names, usageType: `${model.modelId}-ProvisionedThroughput-ModelUnits` }, hour),
      resourceId: model.arn,
      quantity: model.units,
      from: seconds(model.createdAt),
      to: FOREVER,
    };
  }
}
