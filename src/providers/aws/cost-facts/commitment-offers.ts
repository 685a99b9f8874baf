import type { CommitmentOffer, OnDemandUsage } from '../../../domain/cost-facts.ts';
import type { CostReader } from './cost-reader.ts';
import { planRates } from './plan-rates.ts';
import { reservedTerms } from './reserved-terms.ts';
import { planServices, reservableServices } from './services.ts';

/** Usage that a commitment could be worth for: there on nine days of ten. */
const MIN_SHARE_OF_DAYS = 0.9;

/**
 * What the steady part of the on-demand usage would cost under each commitment that could be bought: rates of Savings
 * Plans, and the reserved terms of the price list. Both are free of charge.
 */
export const commitmentOffers: CostReader<'commitment-offers'> = {
  permissions: ['savingsplans:DescribeSavingsPlansOfferingRates', 'pricing:GetProducts'],
  async read({ aws, calls, now, request }) {
    const steady = request.onDemandUsage.filter(isSteady);
    const offers: CommitmentOffer[] = [];
    for (const [serviceCode, usages] of Map.groupBy(steady, (usage) => usage.serviceCode)) {
      if (planServices.has(serviceCode)) offers.push(...(await planRates(aws, calls.scope, serviceCode, usages, now)));
      if (reservableServices.has(serviceCode)) {
        offers.push(...(await reservedTerms(aws, calls.scope, serviceCode, usages, now)));
      }
    }
    return offers;
  },
};

function isSteady({ quantities, usageType }: OnDemandUsage): boolean {
  if (usageType.includes('SpotUsage')) return false;
  return quantities.filter((quantity) => quantity > 0).length >= MIN_SHARE_OF_DAYS * quantities.length;
}
