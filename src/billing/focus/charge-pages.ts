import type { DuckDBDataChunk, DuckDBDecimal64Vector, DuckDBDecimal128Vector } from '@duckdb/node-api';
import type { Charge, ChargeCategory } from '../../domain/charges.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { type Day, dayFromEpoch } from '../../domain/instant.ts';
import type { Tags } from '../../domain/resources.ts';
import type { DuckDb } from '../duckdb.ts';
import { optionalFields } from './aggregate.ts';
import { type Dimension, costFields, dimensions } from './row-sql.ts';
import { parseTags } from './tags.ts';

/** Charges of one billing month, in order of their dimensions and day. */
export interface ChargePage {
  readonly billingMonth: Day;
  readonly charges: readonly Charge[];
}

/** Combinations from `first` to `last`, both included. */
export interface CombinationRange {
  readonly first: number;
  readonly last: number;
  /** Whether every cost fits in DECIMAL(18, 9), which JavaScript reads faster. */
  readonly narrow: boolean;
}

const PAGE_SIZE = 2_000;

/** Reads charges back in pages; two streams walk side by side, so memory does not grow with the file. */
export async function* chargePages(duckDb: DuckDb, range: CombinationRange): AsyncGenerator<ChargePage> {
  const within = `WHERE id BETWEEN ${range.first} AND ${range.last}`;
  const combinations = combinationStream(duckDb, within);
  const costs = costFields.map((field) => (range.narrow ? `CAST(${field} AS DECIMAL(18, 9))` : field));
  const columns = ['id', 'day', ...costs, 'consumedQuantity', 'gaps'];
  let page: Charge[] = [];
  let current: Combination | undefined;
  try {
    for await (const chunk of duckDb.chunks(`SELECT ${columns.join(', ')} FROM charge ${within}`)) {
      const read = chargeReader(chunk);
      for (let row = 0; row < chunk.rowCount; row += 1) {
        const id = read.id(row);
        if (current === undefined || current.id !== id) {
          const next = await combinations.next();
          // Both tables were written in this order; another one would give costs to the wrong resource.
          if (next.done === true || next.value.id !== id) throw new Error(`charge of combination ${id} out of order`);
          const monthEnds = current !== undefined && current.dims.billingMonth !== next.value.dims.billingMonth;
          if (page.length > 0 && (monthEnds || page.length >= PAGE_SIZE)) {
            yield pageOf(page);
            page = [];
          }
          current = next.value;
        }
        page.push(read.charge(row, current.dims));
      }
    }
    if (page.length > 0) yield pageOf(page);
  } finally {
    await combinations.return(undefined);
  }
}

const pageOf = (charges: readonly Charge[]): ChargePage => {
  const [first] = charges;
  if (first === undefined) throw new RangeError('an empty page');
  return { billingMonth: first.billingMonth, charges };
};

type Dimensions = Omit<Charge, 'day' | keyof typeof amounts>;
const amounts = { billedCost: 0, effectiveCost: 0, listCost: 0, contractedCost: 0, consumedQuantity: 0 };

interface Combination {
  readonly id: number;
  readonly dims: Dimensions;
}

async function* combinationStream(duckDb: DuckDb, within: string): AsyncGenerator<Combination> {
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

interface ChargeReader {
  readonly id: (row: number) => number;
  readonly charge: (row: number, dims: Dimensions) => Charge;
}

const days = new Map<number, Day>();

function dayOfEpoch(epoch: number): Day {
  const known = days.get(epoch);
  if (known !== undefined) return known;
  const day = dayFromEpoch(epoch);
  days.set(epoch, day); // at most the 36,525 days that `plausible` lets through
  return day;
}

/** Reads a chunk of `charge` by column; every column is without nulls, which the vectors read fastest. */
function chargeReader(chunk: DuckDBDataChunk): ChargeReader {
  const vector = (at: number) => chunk.getColumnVector(at);
  const costVector = (at: number) => vector(at) as DuckDBDecimal64Vector | DuckDBDecimal128Vector;
  const [ids, dayNumbers, quantities, gaps] = [vector(0), vector(1), vector(6), vector(7)];
  const [billed, effective, list, contracted] = [costVector(2), costVector(3), costVector(4), costVector(5)];
  return {
    id: (row) => ids.getItem(row) as number,
    charge: (row, dims) => {
      const gap = gaps.getItem(row) as number;
      return {
        day: dayOfEpoch(dayNumbers.getItem(row) as number),
        ...dims,
        billedCost: billed.getScaledValue(row) as bigint,
        effectiveCost: effective.getScaledValue(row) as bigint,
        listCost: (gap & gapBit.listCost) !== 0 ? null : list.getScaledValue(row),
        contractedCost: (gap & gapBit.contractedCost) !== 0 ? null : contracted.getScaledValue(row),
        consumedQuantity: (gap & gapBit.consumedQuantity) !== 0 ? null : (quantities.getItem(row) as number),
      };
    },
  };
}

const gapBit = Object.fromEntries(optionalFields.map((field, at) => [field, 2 ** at])) as Record<
  (typeof optionalFields)[number],
  number
>;
