import type { Charge, ChargeCategory } from '../../domain/charges.ts';
import { type Day, dayFromEpoch, type DayRange, epochDay, monthOf } from '../../domain/instant.ts';
import type { CostCell } from './cost-explorer.ts';

/** What a charge is of. */
export interface ChargeKey {
  readonly category: ChargeCategory;
  readonly serviceName: string;
  readonly accountId: string | null;
  readonly regionId: string | null;
}

/** Who pays, and what the accounts are called. */
export interface Billing {
  readonly accountId: string | null;
  readonly names: ReadonlyMap<string, string>;
}

interface Series extends ChargeKey {
  readonly currency: string;
  readonly billed: BigInt64Array;
  readonly effective: BigInt64Array;
  readonly quantity: Float64Array;
  unit: string | null;
}

/**
 * Daily costs of a period by what they are of. Slices come as a whole period each, charges leave month by month, so
 * all of it is held: as packed numbers, some 10 kB for a year of one key.
 */
export class CostLedger {
  readonly #firstDay: number;
  readonly #days: number;
  readonly #series = new Map<string, Series>();
  readonly #partsOfDay: Uint32Array;

  constructor(range: DayRange) {
    this.#firstDay = epochDay(range.from);
    this.#days = epochDay(range.to) - this.#firstDay;
    this.#partsOfDay = new Uint32Array(this.#days);
  }

  add(key: ChargeKey, cell: CostCell): void {
    const at = epochDay(cell.day) - this.#firstDay;
    if (at < 0 || at >= this.#days) return;
    const series = this.#seriesOf(key, cell.currency);
    series.billed[at] = (series.billed[at] ?? 0n) + cell.billedNanos;
    series.effective[at] = (series.effective[at] ?? 0n) + cell.effectiveNanos;
    series.quantity[at] = (series.quantity[at] ?? 0) + cell.quantity;
    series.unit = cell.unit === 'N/A' || (series.unit !== null && series.unit !== cell.unit) ? 'N/A' : cell.unit;
    this.#partsOfDay[at] = (this.#partsOfDay[at] ?? 0) + 1;
  }

  /** Sums of one day in one currency, and of how many parts. */
  dayTotal(
    day: Day,
    currency: string,
  ): { readonly billed: bigint; readonly effective: bigint; readonly parts: number } {
    const at = epochDay(day) - this.#firstDay;
    let billed = 0n;
    let effective = 0n;
    for (const series of this.#series.values()) {
      if (series.currency !== currency) continue;
      billed += series.billed[at] ?? 0n;
      effective += series.effective[at] ?? 0n;
    }
    return { billed, effective, parts: this.#partsOfDay[at] ?? 0 };
  }

  /** The charges of one month in order of day and key; days on which a key cost and used nothing are left out. */
  *charges(month: Day, billing: Billing): Generator<Charge> {
    const keys = [...this.#series.keys()].toSorted();
    for (let at = 0; at < this.#days; at += 1) {
      const day = dayFromEpoch(this.#firstDay + at);
      if (monthOf(day) !== month) continue;
      for (const key of keys) {
        const series = this.#series.get(key);
        if (series) yield* chargeOf(series, at, { day, billingMonth: month }, billing);
      }
    }
  }

  #seriesOf(key: ChargeKey, currency: string): Series {
    const name = JSON.stringify([key.serviceName, key.accountId, key.regionId, key.category, currency]);
    const series = this.#series.get(name) ?? {
      ...key,
      currency,
      billed: new BigInt64Array(this.#days),
      effective: new BigInt64Array(this.#days),
      quantity: new Float64Array(this.#days),
      unit: null,
    };
    this.#series.set(name, series);
    return series;
  }
}

function* chargeOf(
  series: Series,
  at: number,
  time: Pick<Charge, 'day' | 'billingMonth'>,
  billing: Billing,
): Generator<Charge> {
  const billedCost = series.billed[at] ?? 0n;
  const effectiveCost = series.effective[at] ?? 0n;
  const quantity = series.quantity[at] ?? 0;
  if (billedCost === 0n && effectiveCost === 0n && quantity === 0) return;
  const measured = series.unit !== null && series.unit !== 'N/A';
  yield {
    ...time,
    provider: 'aws',
    billingAccountId: billing.accountId,
    subAccountId: series.accountId,
    subAccountName: (series.accountId !== null && billing.names.get(series.accountId)) || null,
    regionId: series.regionId,
    serviceName: series.serviceName,
    serviceCategory: null,
    chargeCategory: series.category,
    chargeClass: null,
    pricingCategory: null,
    commitmentDiscountId: null,
    commitmentDiscountType: null,
    commitmentDiscountStatus: null,
    skuId: null,
    resourceId: null,
    resourceName: null,
    resourceType: null,
    tags: null,
    currency: series.currency,
    billedCost,
    effectiveCost,
    listCost: null,
    contractedCost: null,
    consumedQuantity: measured ? quantity : null,
    consumedUnit: measured ? series.unit : null,
  };
}
