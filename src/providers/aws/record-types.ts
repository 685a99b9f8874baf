import type { ChargeCategory } from '../../domain/charges.ts';

/**
 * Cost Explorer's RECORD_TYPE ("charge type" in the console) as FOCUS ChargeCategory.
 *
 * A savings plan's negation cancels the on-demand price of the usage that it covers, so both are usage: apart, each
 * would be wrong. Discounts and refunds are adjustments: FOCUS has the category for charges "that do not fall into
 * other categories", which is also where a type goes that is not listed here.
 */
const categories: Readonly<Record<string, ChargeCategory>> = {
  Usage: 'Usage',
  DiscountedUsage: 'Usage',
  SavingsPlanCoveredUsage: 'Usage',
  SavingsPlanNegation: 'Usage',
  Fee: 'Purchase',
  RIFee: 'Purchase',
  Upfront: 'Purchase',
  Recurring: 'Purchase',
  SavingsPlanUpfrontFee: 'Purchase',
  SavingsPlanRecurringFee: 'Purchase',
  Support: 'Purchase',
  Tax: 'Tax',
  Credit: 'Credit',
};

export const chargeCategoryOf = (recordType: string): ChargeCategory =>
  Object.hasOwn(categories, recordType) ? (categories[recordType] ?? 'Adjustment') : 'Adjustment';
