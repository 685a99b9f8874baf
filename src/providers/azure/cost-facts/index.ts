import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import { commitmentUse } from './commitment-use.ts';
import type { FactContext, FactReader } from './cost-reader.ts';

/** What Cost Management tells beside the charges. Purchases are Advisor's to advise. */
const readers: { readonly [S in CostSubject]?: FactReader<S> } = {
  'commitment-use': commitmentUse,
};

export const costSubjects = Object.keys(readers) as readonly CostSubject[];

export async function readCostFacts<S extends CostSubject>(
  subject: S,
  context: FactContext,
): Promise<readonly CostFactTypes[S][]> {
  const read: FactReader<S> | undefined = readers[subject];
  if (read === undefined) throw new TypeError(`Azure is not asked for ${subject}`);
  return read(context);
}
