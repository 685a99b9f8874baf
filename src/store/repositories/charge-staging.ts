import { hash } from 'node:crypto';
import type { Charge } from '../../domain/charges.ts';
import { AppError } from '../../domain/errors.ts';
import { type Day, epochDay } from '../../domain/instant.ts';
import { money, exactAmount } from '../../domain/money.ts';
import type { Tags } from '../../domain/resources.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';

/**
 * How many items are remembered while charges stream in, which bounds memory at some 100 MB. When it is full it
 * starts anew: an item that comes again is then staged twice, and the commit finds both to be the same.
 */
const REMEMBERED_ITEMS = 200_000;

/** Each statement on a temporary table is a transaction of its own here, which is dearer than the rows of 50. */
const STAGED_TOGETHER = 250;

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

const stagedItemColumns = [
  'staged_id',
  'item_digest',
  'group_digest',
  'provider',
  'kind',
  'native_id',
  ...groupColumns,
  ...itemColumns,
  'tags',
];

/** Typed, since numbers reach SQLite as floating point, which would be stored and compared as such. */
const stagedChargeTypes = {
  billing_month: 'INTEGER',
  staged_id: 'INTEGER',
  day: 'INTEGER',
  billed: 'INTEGER',
  effective: 'INTEGER',
  list: 'INTEGER',
  contracted: 'INTEGER',
  quantity: 'REAL',
};

const tables = `
CREATE TEMP TABLE IF NOT EXISTS staged_item (
  staged_id INTEGER PRIMARY KEY, ${stagedItemColumns.slice(1).join(', ')}
);
CREATE TEMP TABLE IF NOT EXISTS staged_charge (
  ${Object.entries(stagedChargeTypes)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')}
);
`;

/**
 * Charges of a load on their way in: temporary tables outside of the store's file, so that nothing is visible, and
 * nobody waits, before the commit. What stays the same from day to day is staged once.
 */
export class ChargeStaging {
  readonly #connection: Connection;
  readonly #items: BulkInsert;
  readonly #charges: BulkInsert;
  readonly #remembered = new Map<string, number>();
  readonly #days = new Map<Day, number>();
  #lastItem = 0;
  rows = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.db.exec(tables);
    this.clear();
    this.#items = new BulkInsert(connection, 'staged_item', stagedItemColumns);
    this.#charges = new BulkInsert(connection, 'staged_charge', Object.keys(stagedChargeTypes), {
      rowsPerStatement: STAGED_TOGETHER,
    });
  }

  add(charge: Charge): void {
    this.#charges.push([
      this.#epochDayOf(charge.billingMonth),
      this.#itemOf(charge),
      this.#epochDayOf(charge.day),
      inRange(charge, 'billedCost'),
      inRange(charge, 'effectiveCost'),
      charge.listCost === null ? null : inRange(charge, 'listCost'),
      charge.contractedCost === null ? null : inRange(charge, 'contractedCost'),
      charge.consumedQuantity,
    ]);
    this.rows += 1;
  }

  flush(): void {
    this.#items.flush();
    this.#charges.flush();
  }

  /** Drops the rows; the file of temporary tables ends with the connection. */
  clear(): void {
    this.#connection.db.exec('DELETE FROM staged_charge; DELETE FROM staged_item');
    this.#remembered.clear();
  }

  #itemOf(charge: Charge): number {
    const key = quickKey(charge);
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    if (this.#remembered.size >= REMEMBERED_ITEMS) this.#remembered.clear();
    this.#lastItem += 1;
    this.#remembered.set(key, this.#lastItem);
    const group = groupValues(charge);
    const item = [...accountValues(charge), ...group, ...itemValues(charge), canonicalTags(charge.tags)];
    this.#items.push([this.#lastItem, digest(item), digest(group), ...item]);
    return this.#lastItem;
  }

  /** Charges come day by day: the same few days again and again. */
  #epochDayOf(day: Day): number {
    const remembered = this.#days.get(day);
    if (remembered !== undefined) return remembered;
    const days = epochDay(day);
    this.#days.set(day, days);
    return days;
  }
}

/** Everything of a charge but its days and numbers, as one text; tags in the order in which they came. */
const quickKey = (charge: Charge): string =>
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
const digest = (values: readonly (string | null)[]): Buffer =>
  hash('sha256', JSON.stringify(values), 'buffer').subarray(0, 16);

/** What is billed to no sub account stands under its billing account. */
const accountValues = ({ provider, subAccountId, billingAccountId }: Charge): readonly string[] =>
  subAccountId !== null
    ? [provider, 'sub-account', subAccountId]
    : billingAccountId !== null
      ? [provider, 'billing-account', billingAccountId]
      : [provider, 'none', ''];

/** In the order of `groupColumns`. */
const groupValues = (charge: Charge): readonly (string | null)[] => [
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

/** In the order of `itemColumns`. */
const itemValues = (charge: Charge): readonly (string | null)[] => [
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

const LARGEST = 2n ** 63n - 1n;

function inRange(charge: Charge, cost: 'billedCost' | 'effectiveCost' | 'listCost' | 'contractedCost'): bigint {
  const nanos = charge[cost] ?? 0n;
  if (nanos <= LARGEST && nanos >= -LARGEST) return nanos;
  throw new AppError(
    'import-invalid',
    `${cost} of ${charge.day} is ${exactAmount(money(nanos, charge.currency))} ${charge.currency}: more than one charge can be`,
  );
}
