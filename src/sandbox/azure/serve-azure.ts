import { canonicalValue } from './canonical.ts';
import { Random } from '../estate/random.ts';
import { createAzureEstate } from '../provider-estate/azure/create-azure-estate.ts';
import { guidOf } from '../provider-estate/azure/tenant.ts';
import type { ServedCloud, ServedCloudOptions } from '../server/served-cloud.ts';
import { makeToken } from './authenticate.ts';
import { AzureCloud } from './azure-cloud.ts';
import { AzureWorld } from './azure-world.ts';
import { billTruth } from './cost/bill-truth.ts';
import { operations } from './operations.ts';

/** Azure over an estate of its own, mounted at `/azure/<host>/…`. */
export function serveAzure({ seed, resources, accounts, now, clock }: ServedCloudOptions): ServedCloud {
  const { estate, usages } = createAzureEstate({ seed, resources, accounts, now });
  const principalId = guidOf(new Random(seed, 'azure principal'));
  const token = makeToken(estate.tenantId, principalId);
  const world = new AzureWorld(estate, usages, { token, principalId });
  return {
    cloud: new AzureCloud(world, clock),
    get truth() {
      return [...estate.truth, ...billTruth(world)];
    },
    document: () => canonicalValue(estate),
    credentials: {
      accessToken: token,
      tenantId: estate.tenantId,
      billingScope: `/providers/Microsoft.Billing/billingAccounts/${estate.billingAccountId}`,
    },
    serviceNames: new Set(operations.map(({ service }) => service)),
  };
}
