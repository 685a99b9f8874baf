import * as cells from '../charges/cells.ts';
import { complaints, saying } from '../charges/complaints.ts';
import { cellOf, physicalIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, CostField, Rule } from '../charges/schema.ts';
import { type CurColumn, curMaps } from './columns.ts';
import { amortised, hasNet } from './costs.ts';
import { numberIn } from './cost-cells.ts';
import { lineTypes } from './line-types.ts';

/** Columns with numbers; each is checked in every row, whatever the row's cost is made of. */
const numbers = [
  'lineItem/UnblendedCost',
  'lineItem/NetUnblendedCost',
  'pricing/publicOnDemandCost',
  'discount/TotalDiscount',
  ...amortised.flatMap(({ from, plus = [], minus = [] }) => [...from, ...plus, ...minus]),
] as const satisfies readonly CurColumn[];

/** What must hold of a row; `type` is SQL of its type over the file's relation. In the order of the file's columns. */
export function curRules(file: BillingFile): readonly Rule[] {
  const broken = (column: CurColumn, sql: string, complain: Rule['complain']): Rule => ({ column, broken: sql, complain });
  const notSplit = (field: CostField): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const rules: readonly Rule[] = [
    broken('bill/PayerAccountId', 'billingAccountId IS NULL', complaints.name),
    broken('bill/BillingPeriodStartDate', `${cells.plausible('billed_at')} IS NULL`, complaints.moment),
    broken('bill/BillingPeriodEndDate', 'bill_ends_at <= billed_at', saying((value) => `${value} is not after the billing period's start`)),
    broken('lineItem/UsageStartDate', `${cells.plausible('charged_at')} IS NULL`, complaints.moment),
    broken(
      'lineItem/UsageStartDate',
      `(charged_at >= bill_ends_at AND suffix(line_type, 'usage'))`,
      saying((value) => `${value} is not before the billing period's end: usage is not billed ahead`),
    ),
    broken('lineItem/UsageEndDate', 'charge_ends_at < charged_at', saying((value) => `${value} is before the usage's start`)),
    broken('lineItem/LineItemType', 'chargeCategory IS NULL', saying((value) => `${value} is no line item type that Ballast knows`)),
    broken('lineItem/ProductCode', '(productCode IS NULL AND serviceName IS NULL)', complaints.name),
    broken('lineItem/CurrencyCode', 'currency IS NULL', complaints.currency),
    broken('lineItem/UsageAmount', '(has_consumedQuantity AND consumedQuantity IS NULL)', complaints.amount),
    ...numberRules(file),
    broken('lineItem/UnblendedCost', notSplit('billedCost'), complaints.amount),
    ...amortisedRules(file, notSplit('effectiveCost')),
    ...(hasNet(file) ? [broken('lineItem/NetUnblendedCost', '(netCost_nanos IS NULL OR netCost_rest IS NULL)', complaints.amount)] : []),
    broken('lineItem/UnblendedCost', notSplit('effectiveCost'), complaints.amount),
    broken('pricing/publicOnDemandCost', `(has_listCost AND ${notSplit('listCost')})`, complaints.amount),
    broken('lineItem/UnblendedCost', `(has_contractedCost AND ${notSplit('contractedCost')})`, complaints.amount),
    ...mapRules(file),
  ];
  const { positions } = file.header;
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}

/** Names of the flags in `numberFlags`. */
const flag = (at: number): string => `bad_number_${at}`;

/** SQL by name: whether the cell holds something that is no number. */
export function numberFlags(file: BillingFile): readonly (readonly [name: string, sql: string])[] {
  return numbers.flatMap((column, at) => {
    const cell = numberIn(file, column);
    if (cell === undefined) return [];
    const isText = ['csv', 'text'].includes(physicalIn(file, column));
    const value = isText ? `TRY_CAST(${cell} AS DOUBLE)` : cell;
    return [[flag(at), `(${cell} IS NOT NULL AND NOT coalesce(abs(${value}) <= 1e20, FALSE))`] as const];
  });
}

const numberRules = (file: BillingFile): readonly Rule[] =>
  numbers.flatMap((column, at) =>
    cellOf(file, column) === undefined ? [] : [{ column, broken: flag(at), complain: complaints.amount }],
  );

/** What a commitment's rows cost is only in the columns of commitments: without them, it is not known. */
function amortisedRules(file: BillingFile, notSplit: string): readonly Rule[] {
  return amortised.flatMap(({ type, from, plus = [], minus = [] }): readonly Rule[] => {
    const isType = `line_type = '${type}'`;
    const column = from.at(-1);
    if (column === undefined) return [];
    // Of a fee's two halves one may be empty; the amount that is taken off may not.
    const needed = plus.length > 0 ? [[...from, ...plus]] : [from, ...(minus.length > 0 ? [minus] : [])];
    return [
      ...needed.map((columns): Rule => {
        const present = columns.filter((each) => cellOf(file, each) !== undefined);
        const named = present.at(-1);
        if (named === undefined) {
          const lacks = `needs the column ${columns.at(-1) ?? ''}, which the file does not have`;
          return { column: 'lineItem/LineItemType', broken: isType, complain: saying((value) => `${value} ${lacks}`) };
        }
        return { column: named, broken: `(${isType} AND ${emptyFlag(type, columns)})`, complain: complaints.amount };
      }),
      { column, broken: `(${isType} AND ${notSplit})`, complain: complaints.amount },
    ];
  });
}
const emptyFlag = (type: string, columns: readonly CurColumn[]): string => `no_${type}_${columns.length}`;

/** SQL by name: whether none of the columns has a value, for `amortisedRules`. */
export function emptyFlags(file: BillingFile): readonly (readonly [name: string, sql: string])[] {
  return amortised.flatMap(({ type, from, plus = [], minus = [] }) =>
    (plus.length > 0 ? [[...from, ...plus]] : [from, ...(minus.length > 0 ? [minus] : [])]).flatMap((columns) => {
      const present = columns.flatMap((column) => numberIn(file, column) ?? []);
      if (present.length === 0) return [];
      return [[emptyFlag(type, columns), `(${present.map((cell) => `${cell} IS NULL`).join(' AND ')})`] as const];
    }),
  );
}

/** Maps of CUR 2.0 are JSON objects in CSV. */
const mapRules = (file: BillingFile): readonly Rule[] =>
  curMaps
    .filter((map) => ['csv', 'text'].includes(physicalIn(file, map)))
    .map((map) => ({ column: map, broken: `bad_${map}`, complain: complaints.tags }));

export const mapFlags = (file: BillingFile): readonly (readonly [name: string, sql: string])[] =>
  curMaps
    .filter((map) => ['csv', 'text'].includes(physicalIn(file, map)))
    .map((map) => {
      const cell = readCell(file, map, cells.text) ?? 'NULL';
      return [`bad_${map}`, `(${cell} IS NOT NULL AND NOT coalesce(json_type(TRY_CAST(${cell} AS JSON)) = 'OBJECT', FALSE))`] as const;
    });
