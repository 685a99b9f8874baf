import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import { allocatedCost, allocationTags } from './allocation.ts';
import { commitmentUse } from './commitment-use.ts';
import type { FactContext, FactReader } from './cost-reader.ts';
import { transferUsage } from './transfer-usage.ts';

/** What the billing export tells beside the charges. Purchases are Recommender's to advise. */
const readers: { readonly [S in CostSubject]?: FactReader<S> } = {
  'commitment-use': commitmentUse,
  'allocation-tags': allocationTags,
  'allocated-cost': allocatedCost,
  'transfer-usage': transferUsage,
};

export const costSubjects = Object.keys(readers) as readonly CostSubject[];

export async function readCostFacts<S extends CostSubject>(
  subject: S,
  context: FactContext,
): Promise<readonly CostFactTypes[S][]> {
  const read: FactReader<S> | undefined = readers[subject];
  if (read === undefined) throw new TypeError(`Google Cloud is not asked for ${subject}`);
  return read(context);
}
