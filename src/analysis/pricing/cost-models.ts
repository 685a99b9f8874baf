import { type Fact, known, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { awsCostModel } from './aws.ts';
import { azureCostModel } from './azure.ts';
import { gcpCostModel } from './gcp.ts';
import type { CostModel } from './components.ts';

const models: Readonly<Partial<Record<ProviderId, CostModel>>> = {
  aws: awsCostModel,
  azure: azureCostModel,
  gcp: gcpCostModel,
};

/** How a cloud bills. A cloud without a model has unknown savings, never zero ones. */
export function costModelOf(provider: ProviderId): Fact<CostModel> {
  const model = models[provider];
  return model === undefined ? unread(`what ${provider} bills for is not modelled yet`) : known(model);
}
