import { literal } from '../sql-text.ts';

/**
 * What `lineItem/LineItemType` means, in lower case. Sources: AWS Data Exports user guide, "Line item details" and
 * "Understanding Savings Plans"; types that end in Discount are named after the programme (EdpDiscount,
 * PrivateRateDiscount, BundledDiscount, RiVolumeDiscount, SppDiscount).
 */
export const lineTypes = {
  usage: ['usage', 'discountedusage', 'savingsplancoveredusage'],
  /** Offsets what usage costs that a savings plan covers. */
  negation: ['savingsplannegation'],
  /** Recurring fees of commitments, which also carry the part of the commitment that nothing used. */
  commitmentFee: ['rifee', 'savingsplanrecurringfee'],
  upfrontFee: ['savingsplanupfrontfee'],
  purchase: ['fee', 'rifee', 'savingsplanrecurringfee', 'savingsplanupfrontfee', 'flatratesubscription'],
} as const;

/** SQL of the line's type: lower case, null where the cell is empty. */
export const lineType = (cell: string): string => `lower(${cell})`;

export const isOneOf = (type: string, words: readonly string[]): string =>
  words.length === 1 ? `${type} = ${literal(words[0] ?? '')}` : `${type} IN (${words.map(literal).join(', ')})`;

export const isDiscount = (type: string): string => `suffix(${type}, 'discount')`;

/** FOCUS ChargeCategory of a type; null for a word that is none. New types are known by how they end. */
export const categoryOf = (type: string): string => `CASE
  WHEN ${isOneOf(type, [...lineTypes.usage, ...lineTypes.negation])} THEN 'Usage'
  WHEN ${isOneOf(type, lineTypes.purchase)} THEN 'Purchase'
  WHEN ${type} = 'tax' THEN 'Tax' WHEN ${type} = 'credit' THEN 'Credit'
  WHEN ${type} = 'refund' OR ${isDiscount(type)} THEN 'Adjustment'
  WHEN suffix(${type}, 'fee') THEN 'Purchase' WHEN suffix(${type}, 'usage') THEN 'Usage' END`;
