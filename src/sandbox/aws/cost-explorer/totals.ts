import type { CostCell } from '../../estate/model.ts';

const costs = ['UnblendedCost', 'BlendedCost', 'AmortizedCost', 'NetUnblendedCost', 'NetAmortizedCost'] as const;

export const metricNames = [...costs, 'UsageQuantity', 'NormalizedUsageAmount'] as const;
export type MetricName = (typeof metricNames)[number];

/** The sum of cost cells. */
export class Totals {
  #unblended = 0n;
  #amortized = 0n;
  #quantity = 0;
  #unit: string | undefined;
  #mixed = false;

  add(cell: CostCell): void {
    this.#unblended += cell.unblendedNanoUsd;
    this.#amortized += cell.amortizedNanoUsd;
    this.#quantity += cell.usageQuantity;
    if (this.#unit !== undefined && this.#unit !== cell.usageUnit) this.#mixed = true;
    this.#unit ??= cell.usageUnit;
  }

  /** The metrics by name, as the API writes them. No discounts are negotiated, so net is gross. */
  metrics(names: readonly MetricName[]): Readonly<Record<string, { readonly Amount: string; readonly Unit: string }>> {
    return Object.fromEntries(names.map((name) => [name, this.#metric(name)]));
  }

  #metric(name: MetricName) {
    switch (name) {
      case 'UsageQuantity':
        return { Amount: quantityText(this.#quantity), Unit: this.#mixed ? 'N/A' : (this.#unit ?? 'N/A') };
      case 'NormalizedUsageAmount':
        return { Amount: '0', Unit: 'N/A' };
      case 'AmortizedCost':
      case 'NetAmortizedCost':
        return { Amount: nanoText(this.#amortized), Unit: 'USD' };
      default:
        return { Amount: nanoText(this.#unblended), Unit: 'USD' };
    }
  }
}

/** Nano-USD as exact decimal text. */
export function nanoText(nano: bigint): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${nano < 0n ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}

function quantityText(quantity: number): string {
  return quantity.toFixed(10).replace(/\.?0+$/, '');
}
