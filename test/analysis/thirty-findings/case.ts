import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import type { EstateFacts } from '../../../src/analysis/estate-checks/estate-facts.ts';
import { evaluateEstate } from '../../../src/analysis/evaluate-estate.ts';
import type { Finding } from '../../../src/domain/findings.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Price } from '../../../src/domain/prices.ts';
import type { Resource, StoredResource } from '../../../src/domain/resources.ts';
import { stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy } from '../batch-builders.ts';
import { listPrices } from './prices.ts';

/** A sum as somebody with the price list would write it, and what it comes to: with as many decimals as are to agree. */
export type Sum = readonly [sum: string, comesTo: string];

/** One finding, priced by hand. A month is 730 hours. */
export interface PricedFinding {
  readonly checkId: string;
  /** What it is about, with the quantities that the sum takes. */
  readonly of: string;
  /** What the product knows of it: of a resource, or of a whole payer. */
  readonly facts: AnalysisBatch | EstateFacts;
  /** What is promised. */
  readonly saves: Sum;
  /** The least and the most of it, where they differ from what is promised. */
  readonly low?: Sum;
  readonly high?: Sum;
  /** It rests on the bill; on list prices where left out. */
  readonly by?: 'bill';
}

/** The finding as the product makes it. */
export const findingOf = ({ checkId, facts }: Pick<PricedFinding, 'checkId' | 'facts'>): Finding | undefined =>
  'payers' in facts ? evaluateEstate(facts).find((found) => found.checkId === checkId) : findingBy(checkId, facts);

type More = NonNullable<Parameters<typeof batchOf>[1]> & { readonly without?: readonly string[] };

/** One resource with what was measured of it, at the list prices. */
export function priced(
  of: Resource | StoredResource,
  digests: readonly MetricDigest[] = [],
  { without = [], ...more }: More = {},
): AnalysisBatch {
  const prices: ReadonlyMap<string, Price> = listPrices(without);
  return batchOf(['resource' in of ? of : stored(of)], { prices, digests: digestsOf(...digests), ...more });
}

/** Those that a batch needs by id. */
export const byId = (...resources: readonly Resource[]): ReadonlyMap<string, StoredResource> =>
  new Map(resources.map((each) => [each.resourceId, stored(each)]));
