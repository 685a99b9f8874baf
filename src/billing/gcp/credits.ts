/** A list of credits as SQL: what `from_json` makes of a row's `credits`. Amounts are text, as exact as the file has them. */
export const creditsOf = (json: string): string =>
  `CASE WHEN ${json} = '[]' THEN NULL ELSE from_json(${json}, '[{"amount":"VARCHAR","type":"VARCHAR","name":"VARCHAR"}]') END`;

const amount = `CASE WHEN NOT contains(credit.amount, '_') THEN TRY_CAST(credit.amount AS DECIMAL(38, 18)) END`;

/** SQL that is true where a credit of the list has no amount that is a number. */
export const hasNoAmount = (credits: string): string =>
  `coalesce(list_bool_or(list_transform(${credits}, lambda credit: (${amount}) IS NULL)), FALSE)`;

/** The sum of a row's credits, exact; null where it has none. */
export const sumOf = (credits: string): string => `list_sum(list_transform(${credits}, lambda credit: ${amount}))`;

/**
 * Promotions, trials and grants "are considered a form of payment" (Cloud Billing documentation, `credits.type`): what
 * is used costs as much without them. Before September 2020 credits had no type, and discounts are known by name.
 */
const isPromotion = `CASE WHEN credit.type IS NULL
  THEN NOT coalesce(regexp_matches(credit.name, '^(committed|sustained) us|free.?tier|reseller|discount', 'i'), FALSE)
  ELSE upper(credit.type) IN ('PROMOTION', 'CREDIT_TYPE_UNSPECIFIED') END`;

export const promotionsOf = (credits: string): string =>
  sumOf(`list_filter(${credits}, lambda credit: ${isPromotion})`);

const commitmentTypes: readonly (readonly [pattern: string, type: string])[] = [
  ['COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'Spend-based committed use discount'],
  ['COMMITTED_USAGE_DISCOUNT', 'Resource-based committed use discount'],
];

/** Whether a credit takes back a commitment's fee, as far as the commitment was used: only fees have it. */
export const offsetsFee = (credits: string): string =>
  `coalesce(list_bool_or(list_transform(${credits}, lambda credit: upper(credit.type) = 'FEE_UTILIZATION_OFFSET')), FALSE)`;

/** The kind of commitment that a credit of the list is from; null for none. Names are those of Google's documentation. */
export function commitmentOf(credits: string): string {
  const has = (of: string): string =>
    `list_bool_or(list_transform(${credits}, lambda credit: upper(credit.type) = '${of}'
      ${of === 'COMMITTED_USAGE_DISCOUNT' ? `OR (credit.type IS NULL AND starts_with(credit.name, 'Committed Us'))` : ''}))`;
  return `CASE WHEN ${credits} IS NULL THEN NULL ${commitmentTypes
    .map(([of, type]) => `WHEN ${has(of)} THEN '${type}'`)
    .join(' ')} END`;
}
