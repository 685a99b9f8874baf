import { cellOf } from '../charges/file-cells.ts';
import type { BillingFile, CostField, CostTerm } from '../charges/schema.ts';
import type { CurColumn } from './columns.ts';
import { pickedTerm } from './cost-cells.ts';
import { isDiscount, isOneOf, lineTypes } from './line-types.ts';

/**
 * The columns that a type's amortised cost is made of, each the first of a list that has a value: with discounts
 * first where the report has such columns. Sources: AWS Data Exports user guide, "Understanding your amortized
 * reservation data" and "Understanding Savings Plans"; AWS CUR query library, "Amortized cost by charge type".
 */
export const amortised: readonly {
  readonly type: string;
  readonly from: readonly CurColumn[];
  readonly plus?: readonly CurColumn[];
  readonly minus?: readonly CurColumn[];
}[] = [
  {
    type: 'savingsplancoveredusage',
    from: ['savingsPlan/NetSavingsPlanEffectiveCost', 'savingsPlan/SavingsPlanEffectiveCost'],
  },
  {
    // What of the hour's commitment nothing used.
    type: 'savingsplanrecurringfee',
    from: ['savingsPlan/TotalCommitmentToDate'],
    minus: ['savingsPlan/UsedCommitment'],
  },
  { type: 'discountedusage', from: ['reservation/NetEffectiveCost', 'reservation/EffectiveCost'] },
  {
    // What of the reservation nothing used.
    type: 'rifee',
    from: [
      'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod',
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod',
    ],
    plus: ['reservation/NetUnusedRecurringFee', 'reservation/UnusedRecurringFee'],
  },
];

/** What was paid in advance is amortised over the rows that it covers. */
export const isPrepaid = (file: BillingFile, type: string): string => {
  const arn = cellOf(file, 'reservation/ReservationARN');
  const reserved = arn === undefined ? 'FALSE' : `(${type} = 'fee' AND nullif(${arn}::VARCHAR, '') IS NOT NULL)`;
  return `(${isOneOf(type, [...lineTypes.negation, ...lineTypes.upfrontFee])} OR ${reserved})`;
};

/** Whether the report has columns after discounts: AWS adds them where the payer has a discount in the month. */
export const hasNet = (file: BillingFile): boolean => cellOf(file, 'lineItem/NetUnblendedCost') !== undefined;

const unblended = ['lineItem/UnblendedCost'] as const;
const netOrUnblended = ['lineItem/NetUnblendedCost', 'lineItem/UnblendedCost'] as const;

/** `type` is SQL of the row's type over the file's relation. */
export function costsOf(file: BillingFile, type: string): Readonly<Record<CostField, readonly CostTerm[]>> {
  const net = hasNet(file);
  const is = (word: string): string => `${type} = '${word}'`;
  // With net columns a discount is in the rows that it applies to; its own line would count it again.
  const discountLines = net ? [{ when: isDiscount(type), from: [0] as const }] : [];
  const extra = (which: 'plus' | 'minus', sign?: '-'): readonly CostTerm[] => {
    const picks = amortised.flatMap((of) => {
      const from = of[which];
      return from === undefined ? [] : [{ when: is(of.type), from }];
    });
    const isThere = picks.some(({ from }) => from.some((column) => cellOf(file, column) !== undefined));
    return isThere ? [pickedTerm(file, picks, sign)] : [];
  };
  return {
    billedCost: [pickedTerm(file, [{ from: unblended }])],
    effectiveCost: [
      pickedTerm(file, [
        ...amortised.map(({ type: word, from, plus }) => ({
          when: is(word),
          // A fee whose other half alone is given has nothing in this one.
          from:
            plus === undefined ? from : [...from, ...(plus.some((column) => cellOf(file, column)) ? [0 as const] : [])],
        })),
        { when: isPrepaid(file, type), from: [0] },
        ...discountLines,
        { from: netOrUnblended },
      ]),
      ...extra('plus'),
      ...extra('minus', '-'),
    ],
    listCost: cellOf(file, 'pricing/publicOnDemandCost') === undefined ? [] : [listTerm(file, type)],
    contractedCost: contractedTerms(file, type),
  };
}

/** What is no usage has no on-demand price: where AWS leaves the cell empty, there it is 0. */
const listTerm = (file: BillingFile, type: string): CostTerm =>
  pickedTerm(file, [
    { when: isOneOf(type, lineTypes.negation), from: [0] },
    { when: `suffix(${type}, 'usage')`, from: ['pricing/publicOnDemandCost'] },
    { from: ['pricing/publicOnDemandCost', 0] },
  ]);

/**
 * At the negotiated price, before commitments. Usage that a reservation covers has no such figure in the report: without
 * any discount it is the public price, with discounts it is unknown.
 */
function contractedTerms(file: BillingFile, type: string): readonly CostTerm[] {
  const isCovering = `(${isOneOf(type, lineTypes.commitmentFee)} OR ${isPrepaid(file, type)})`;
  const discount = cellOf(file, 'discount/TotalDiscount');
  const hasDiscounts = hasNet(file) || discount !== undefined;
  const price = pickedTerm(file, [
    { when: isCovering, from: [0] },
    { when: `${type} = 'discountedusage'`, from: hasDiscounts ? [null] : ['pricing/publicOnDemandCost'] },
    ...(hasDiscounts ? [{ when: isDiscount(type), from: [0 as const] }] : []),
    { from: netOrUnblended },
  ]);
  if (hasNet(file) || discount === undefined) return [price];
  // A report of chosen columns may have the discount and not the cost after it. Its sign is not documented.
  const isReduced = `${type} = 'usage' AND NOT starts_with(${cellOf(file, 'lineItem/UnblendedCost')}::VARCHAR, '-')`;
  const cell = `CASE WHEN ${isReduced} THEN nullif(ltrim(${discount}::VARCHAR, '-+ '), '') END`;
  return [price, { cell, physical: 'csv', sign: '-' }];
}
