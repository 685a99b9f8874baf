import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import { allocatedCost, allocationTags } from './allocation.ts';
import { commitmentCoverage } from './commitment-coverage.ts';
import { commitmentOffers } from './commitment-offers.ts';
import { commitmentUse } from './commitment-use.ts';
import type { CostContext, CostReader } from './cost-reader.ts';
import { hourlyOnDemandCost } from './hourly-cost.ts';
import { onDemandUsage } from './on-demand-usage.ts';
import { purchaseAdvice } from './purchase-advice.ts';
import { purchaseTypeCost } from './purchase-type-cost.ts';
import { transferUsage } from './transfer-usage.ts';

const readers: { readonly [S in CostSubject]: CostReader<S> } = {
  'on-demand-usage': onDemandUsage,
  'commitment-use': commitmentUse,
  'commitment-offers': commitmentOffers,
  'transfer-usage': transferUsage,
  'allocation-tags': allocationTags,
  'allocated-cost': allocatedCost,
  'commitment-coverage': commitmentCoverage,
  'purchase-type-cost': purchaseTypeCost,
  'purchase-advice': purchaseAdvice,
  'hourly-on-demand-cost': hourlyOnDemandCost,
};

export const readCostFacts = <S extends CostSubject>(
  subject: S,
  context: CostContext,
): Promise<readonly CostFactTypes[S][]> => readers[subject].read(context);

export const costFactPermissions = (subject: CostSubject): readonly string[] => readers[subject].permissions;
