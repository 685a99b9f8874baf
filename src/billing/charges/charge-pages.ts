import type { DuckDBDataChunk, DuckDBDecimal64Vector, DuckDBDecimal128Vector } from '@duckdb/node-api';
import type { Charge } from '../../domain/charges.ts';
import { type Day, dayFromEpoch } from '../../domain/instant.ts';
import type { DuckDb } from '../duckdb.ts';
import { optionalFields } from './aggregate.ts';
import { type Combination, type Dimensions, combinationStream } from './combinations.ts';
import { costFields } from './schema.ts';

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
