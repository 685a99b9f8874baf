/** SQL of Azure's names for things, in the one form that charges and the inventory share. */

/** An Azure Resource Manager id: lower case, since Azure spells the same id in several ways, and no slash at its end. */
export const armId = (cell: string): string => `nullif(rtrim(lower(${cell}), '/'), '')`;

/** `/subscriptions/<guid>` and `<guid>` are the same subscription. */
export const subscriptionId = (cell: string): string =>
  `nullif(regexp_replace(lower(${cell}), '^/subscriptions/', ''), '')`;

/**
 * A billing account by its last part, which is all that cost exports have:
 * `/providers/Microsoft.Billing/billingAccounts/8611537`, as FOCUS exports write it, is `8611537`, and one that ends
 * with `/billingProfiles/<profile>` is the profile.
 */
export const billingAccountId = (cell: string): string =>
  `CASE WHEN ${cell} ILIKE '/providers/microsoft.billing/%' THEN split_part(rtrim(${cell}, '/'), '/', -1) ELSE ${cell} END`;

/** The last part of an id, as it is spelled; null for what is no id. */
export const lastPart = (cell: string): string =>
  `CASE WHEN starts_with(${cell}, '/') THEN nullif(split_part(rtrim(${cell}, '/'), '/', -1), '') END`;

/**
 * The type of the thing that an id names, in lower case: `microsoft.sql/servers/databases` for
 * `/subscriptions/…/providers/microsoft.sql/servers/s/databases/d`. `id` is an `armId`.
 */
export function typeInId(id: string): string {
  const parts = `regexp_replace(${id}, '^.*/providers/', '')`;
  const type = `regexp_replace(${parts}, '^([^/]+)/([^/]+)(?:/[^/]+(?:/([^/]+)(?:/[^/]+(?:/([^/]+).*)?)?)?)?$', '\\1/\\2/\\3/\\4')`;
  return `CASE WHEN contains(${id}, '/providers/') THEN nullif(rtrim(${type}, '/'), '') END`;
}

/** An id of any cloud: one that is Azure's in its one form, others as they are. */
export const bareArmId = (cell: string): string =>
  `CASE WHEN starts_with(${cell}, '/') AND regexp_matches(${cell}, '^/(subscriptions|providers/microsoft[.])', 'i')
    THEN ${armId(cell)} ELSE ${cell} END`;

/** As `bareArmId`, for the id of a sub-account. */
export const bareSubscription = (cell: string): string =>
  `CASE WHEN ${cell} ILIKE '/subscriptions/%' THEN ${subscriptionId(cell)} ELSE ${cell} END`;
