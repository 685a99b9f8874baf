import type { Charge, ChargeCategory } from '../../domain/charges.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Day } from '../../domain/instant.ts';
import type { Tags } from '../../domain/resources.ts';
import type { DuckDb } from '../duckdb.ts';
import { type CostField, type Dimension, dimensions } from './schema.ts';
import { parseTags } from './tags.ts';

/** What charges of one combination share: all but their day, costs and quantity. */
export type Dimensions = Omit<Charge, 'day' | CostField | 'consumedQuantity'>;

export interface Combination {
  readonly id: number;
  readonly dims: Dimensions;
}

/** Rows of `combination`, in the order of their numbers. */
export async function* combinationStream(duckDb: DuckDb, within: string): AsyncGenerator<Combination> {
  const parse = combinationParser();
  const sql = `SELECT id, json_array(${dimensions.join(', ')})::VARCHAR FROM combination ${within}`;
  for await (const chunk of duckDb.chunks(sql)) {
    const ids = chunk.getColumnVector(0);
    const texts = chunk.getColumnVector(1);
    for (let row = 0; row < chunk.rowCount; row += 1) {
      yield { id: Number(ids.getItem(row)), dims: parse(String(texts.getItem(row))) };
    }
  }
}

/** Few tags are known to many resources; beyond this many the memory starts afresh. */
const KNOWN_TEXTS = 20_000;

function combinationParser(): (json: string) => Dimensions {
  const interned = new Map<string, string>();
  const knownTags = new Map<string, Tags>();
  // One text object for one value: the store looks each of them up in a dictionary, and a text hashes once. What
  // names a resource stands in few combinations: there it would cost more than it saves.
  const intern = (text: string): string => {
    const known = interned.get(text);
    if (known !== undefined) return known;
    if (interned.size >= KNOWN_TEXTS) interned.clear();
    interned.set(text, text);
    return text;
  };
  const tagsOf = (text: string): Tags => {
    const known = knownTags.get(text);
    if (known !== undefined) return known;
    const tags = parseTags(text);
    if (tags === undefined) throw new Error('tags were checked and are none');
    if (knownTags.size >= KNOWN_TEXTS) knownTags.clear();
    knownTags.set(text, tags);
    return tags;
  };
  return (json) => {
    const values = JSON.parse(json) as readonly (string | null)[];
    const raw = (dimension: Dimension): string | null => values[position[dimension]] ?? null;
    const at = (dimension: Dimension): string | null => {
      const value = raw(dimension);
      return value === null ? null : intern(value);
    };
    const must = (dimension: Dimension): string => {
      const value = at(dimension);
      if (value === null) throw new Error(`${dimension} was checked and is null`);
      return value;
    };
    const tags = raw('tags');
    return {
      billingMonth: must('billingMonth') as Day,
      provider: must('provider') as ProviderId | 'other',
      billingAccountId: must('billingAccountId'),
      subAccountId: at('subAccountId'),
      subAccountName: at('subAccountName'),
      regionId: at('regionId'),
      serviceName: must('serviceName'),
      serviceCategory: at('serviceCategory'),
      chargeCategory: must('chargeCategory') as ChargeCategory,
      chargeClass: at('chargeClass'),
      pricingCategory: at('pricingCategory'),
      commitmentDiscountId: at('commitmentDiscountId'),
      commitmentDiscountType: at('commitmentDiscountType'),
      commitmentDiscountStatus: at('commitmentDiscountStatus'),
      skuId: at('skuId'),
      resourceId: raw('resourceId'),
      resourceName: raw('resourceName'),
      resourceType: at('resourceType'),
      tags: tags === null ? null : tagsOf(tags),
      currency: must('currency'),
      consumedUnit: at('consumedUnit'),
    };
  };
}

const position = Object.fromEntries(dimensions.map((dimension, at) => [dimension, at])) as Record<Dimension, number>;
