import { literal } from '../sql-text.ts';

/**
 * FOCUS ChargeCategory by Azure's ChargeType in lower case. Source: Microsoft Learn, "Convert Cost Management data to
 * FOCUS": a refund is a purchase with the class Correction, what a commitment paid for in vain is usage.
 */
const categories = {
  usage: 'Usage',
  unusedreservation: 'Usage',
  unusedsavingsplan: 'Usage',
  purchase: 'Purchase',
  refund: 'Purchase',
  tax: 'Tax',
  credit: 'Credit',
  adjustment: 'Adjustment',
  roundingadjustment: 'Adjustment',
} as const;

/** SQL of the FOCUS category of a type; null for a word that is none. */
export const categoryOf = (type: string): string =>
  `CASE ${type} ${Object.entries(categories)
    .map(([word, category]) => `WHEN ${literal(word)} THEN ${literal(category)}`)
    .join(' ')} END`;

/** SQL: a commitment's hours that nothing used. */
export const isUnused = (type: string): string => `starts_with(${type}, 'unused')`;

/** SQL: money for something that was bought, or back from it. */
export const isPurchase = (type: string): string => `${type} IN ('purchase', 'refund')`;

/** SQL of FOCUS PricingCategory; null for a model that is none of these. */
export const pricingCategoryOf = (model: string): string => `CASE ${model}
  WHEN 'ondemand' THEN 'Standard' WHEN 'spot' THEN 'Dynamic'
  WHEN 'reservation' THEN 'Committed' WHEN 'savingsplan' THEN 'Committed' END`;

/** Words of PricingModel, in lower case and without spaces. */
export const pricingModels = ['ondemand', 'spot', 'reservation', 'savingsplan'] as const;
