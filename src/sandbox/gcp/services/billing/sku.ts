import { decimalOf } from '../../../estate/decimal.ts';
import { hashText } from '../../../estate/random.ts';

/** A price of the catalogue. */
export interface SkuSpec {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly description: string;
  readonly family: 'Compute' | 'Storage' | 'Network' | 'ApplicationServices';
  readonly group: string;
  readonly usageType: 'OnDemand' | 'Preemptible' | 'Commit1Yr' | 'Commit3Yr';
  readonly regions: readonly string[];
  readonly unit: keyof typeof UNITS;
  /** Pico-USD a unit; tiers by the amount at which they begin. */
  readonly rates: readonly { readonly from: number; readonly pico: bigint }[];
}

/** Units of the catalogue. Source: Cloud Billing Catalog API, PricingExpression (UCUM units). */
const UNITS = {
  h: { usage: 'hour', base: 's', baseName: 'second', factor: 3600 },
  'GiBy.h': { usage: 'gibibyte hour', base: 'By.s', baseName: 'byte second', factor: 3_865_470_566_400 },
  'GiBy.mo': { usage: 'gibibyte month', base: 'By.s', baseName: 'byte second', factor: 2_828_475_217_489_920 },
  GiBy: { usage: 'gibibyte', base: 'By', baseName: 'byte', factor: 1_073_741_824 },
  TiBy: { usage: 'tebibyte', base: 'By', baseName: 'byte', factor: 1_099_511_627_776 },
  mo: { usage: 'month', base: 's', baseName: 'second', factor: 2_592_000 },
} as const;

/** `6F81-5844-456A`: three groups of four, which follow from what the SKU is. */
export function skuIdOf({
  serviceId,
  description,
  regions,
}: Pick<SkuSpec, 'serviceId' | 'description' | 'regions'>): string {
  const text = `${serviceId} ${description} ${regions.join(',')}`;
  const hex = [0, 1]
    .map((seed) => hashText(text, seed).toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8, 12)}`;
}

export function skuDocument(sku: SkuSpec, effectiveTime: string): object {
  const unit = UNITS[sku.unit];
  const skuId = skuIdOf(sku);
  return {
    name: `services/${sku.serviceId}/skus/${skuId}`,
    skuId,
    description: sku.description,
    category: {
      serviceDisplayName: sku.serviceName,
      resourceFamily: sku.family,
      resourceGroup: sku.group,
      usageType: sku.usageType,
    },
    serviceRegions: sku.regions,
    pricingInfo: [
      {
        effectiveTime,
        summary: '',
        pricingExpression: {
          usageUnit: sku.unit,
          displayQuantity: 1,
          tieredRates: sku.rates.map(({ from, pico }) => ({ startUsageAmount: from, unitPrice: moneyOf(pico) })),
          usageUnitDescription: unit.usage,
          baseUnit: unit.base,
          baseUnitDescription: unit.baseName,
          baseUnitConversionFactor: unit.factor,
        },
        currencyConversionRate: 1,
      },
    ],
    serviceProviderName: 'Google',
    geoTaxonomy: {
      type: sku.regions.length > 1 ? 'MULTI_REGIONAL' : sku.regions[0] === 'global' ? 'GLOBAL' : 'REGIONAL',
      ...(sku.regions[0] !== 'global' && { regions: sku.regions }),
    },
  };
}

/** google.type.Money: whole units as text, and 10^-9 of them. */
function moneyOf(pico: bigint): object {
  const [units = '0', fraction = ''] = decimalOf(pico).split('.');
  return { currencyCode: 'USD', units, nanos: Number(fraction.padEnd(9, '0').slice(0, 9)) };
}
