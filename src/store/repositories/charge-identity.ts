import { hash } from 'node:crypto';
import type { Charge } from '../../domain/charges.ts';
import type { Tags } from '../../domain/resources.ts';

/** Columns of `charge_group`, in the order of `groupOf`. */
export const groupColumns = [
  'billing_account_id',
  'region_id',
  'service_name',
  'service_category',
  'charge_category',
  'pricing_category',
  'commitment_discount_type',
  'resource_type',
  'currency',
] as const;

/** Columns of `charge_item` beside account, group and tags, in the order of `itemOf`. */
export const itemColumns = [
  'sub_account_name',
  'charge_class',
  'commitment_discount_id',
  'commitment_discount_status',
  'sku_id',
  'resource_id',
  'resource_name',
  'consumed_unit',
] as const;

/** A row of `staged_item` behind its number. */
export const stagedItemColumns = [
  'item_digest',
  'group_digest',
  'provider',
  'kind',
  'native_id',
  ...groupColumns,
  ...itemColumns,
  'tags',
] as const;

type Values = readonly (string | null)[];

/** In the order of `stagedItemColumns`. */
export function stagedItem(charge: Charge): readonly (string | Buffer | null)[] {
  const group = groupOf(charge);
  const item = [...accountOf(charge), ...group, ...itemOf(charge), canonicalTags(charge.tags)];
  return [digest(item), digest(group), ...item];
}

/** Everything of a charge but its days and numbers, as one text; tags in the order in which they came. */
export const quickKey = (charge: Charge): string =>
  JSON.stringify([
    charge.resourceId,
    charge.skuId,
    charge.serviceName,
    charge.provider,
    charge.billingAccountId,
    charge.subAccountId,
    charge.subAccountName,
    charge.regionId,
    charge.serviceCategory,
    charge.chargeCategory,
    charge.chargeClass,
    charge.pricingCategory,
    charge.commitmentDiscountId,
    charge.commitmentDiscountType,
    charge.commitmentDiscountStatus,
    charge.resourceName,
    charge.resourceType,
    charge.currency,
    charge.consumedUnit,
    charge.tags,
  ]);

/** 128 bits: enough to never meet two texts with the same digest by chance. */
const digest = (values: Values): Buffer => hash('sha256', JSON.stringify(values), 'buffer').subarray(0, 16);

/** What is billed to no sub account stands under its billing account. */
function accountOf({ provider, subAccountId, billingAccountId }: Charge): Values {
  if (subAccountId !== null) return [provider, 'sub-account', subAccountId];
  if (billingAccountId !== null) return [provider, 'billing-account', billingAccountId];
  return [provider, 'none', ''];
}

const groupOf = (charge: Charge): Values => [
  charge.billingAccountId,
  charge.regionId,
  charge.serviceName,
  charge.serviceCategory,
  charge.chargeCategory,
  charge.pricingCategory,
  charge.commitmentDiscountType,
  charge.resourceType,
  charge.currency,
];

const itemOf = (charge: Charge): Values => [
  charge.subAccountName,
  charge.chargeClass,
  charge.commitmentDiscountId,
  charge.commitmentDiscountStatus,
  charge.skuId,
  charge.resourceId,
  charge.resourceName,
  charge.consumedUnit,
];

/** Keys sorted by code unit: the same tags are the same text. */
function canonicalTags(tags: Tags | null): string | null {
  if (tags === null) return null;
  const keys = Object.keys(tags).toSorted();
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, tags[key]])));
}
