import { createHash } from 'node:crypto';
import { meters } from '../../provider-estate/azure/prices/catalogue.ts';
import type { Meter } from '../../provider-estate/azure/prices/meter.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { pageOf } from '../wire/paging.ts';
import { LOCATIONS } from './locations.ts';
import { invalidFilter, readFilter } from './odata-filter.ts';

const PAGE_SIZE = 1000;

/** The Retail Prices API: anybody may ask. Source: "Azure Retail Prices overview". */
export const priceOperations: readonly Operation[] = [
  {
    service: 'prices',
    id: 'RetailPrices_List',
    action: '',
    method: 'GET',
    host: 'prices.azure.com',
    path: '/api/retail/prices',
    anonymous: true,
    versionless: true,
    run: answer,
  },
];

function answer(call: AzureCall): object {
  const filter = call.query('$filter');
  const offset = Number(call.query('$skip') ?? 0);
  const currency = (call.query('currencyCode') ?? 'USD').replaceAll("'", '');
  // The sandbox has no other currency's prices.
  if (!Number.isInteger(offset) || offset < 0 || currency !== 'USD') throw invalidFilter();
  const fits = filter === undefined || filter.trim() === '' ? () => true : readFilter(filter);
  const preview = call.query('api-version') === '2023-01-01-preview';
  const page = pageOf(items().filter(fits), offset, PAGE_SIZE, call.halvePage);
  return {
    BillingCurrency: 'USD',
    CustomerEntityId: 'Default',
    CustomerEntityType: 'Retail',
    Items: page.items.map(({ savingsPlan, ...item }) => (preview && savingsPlan ? { ...item, savingsPlan } : item)),
    NextPageLink: page.next === undefined ? null : linkTo(call, page.next),
    Count: page.items.length,
  };
}

/** With the port, as the service writes it. */
function linkTo(call: AzureCall, offset: number): string {
  const search = new URLSearchParams([...call.search].filter(([key]) => key !== '$skip'));
  search.set('$skip', String(offset));
  return `https://${call.host}:443${call.path}?${search.toString().replaceAll('%24', '$')}`;
}

let all: readonly Readonly<Record<string, unknown>>[] | undefined;

function items(): readonly Readonly<Record<string, unknown>>[] {
  return (all ??= [...meters().values()].map(itemOf));
}

function itemOf(meter: Meter): Readonly<Record<string, unknown>> {
  const price = Number(meter.usd);
  const productId = `DZH318Z0${hash(meter.productName, 4).toUpperCase()}`;
  return {
    currencyCode: 'USD',
    tierMinimumUnits: meter.tierMinimumUnits ?? 0,
    ...(meter.reservationTerm !== undefined && { reservationTerm: meter.reservationTerm }),
    retailPrice: price,
    unitPrice: price,
    armRegionName: meter.region,
    location: LOCATIONS[meter.region],
    effectiveStartDate: '2024-06-01T00:00:00Z',
    meterId: guid(`${meter.productName} ${meter.skuName} ${meter.meterName} ${meter.region}`),
    meterName: meter.meterName,
    productId,
    skuId: `${productId}/${hash(meter.skuName, 4).toUpperCase()}`,
    productName: meter.productName,
    skuName: meter.skuName,
    serviceName: meter.serviceName,
    serviceId: `DZH3${hash(meter.serviceName, 8).toUpperCase()}`,
    serviceFamily: meter.serviceFamily,
    unitOfMeasure: meter.unit,
    type: meter.reservationTerm === undefined ? 'Consumption' : 'Reservation',
    isPrimaryMeterRegion: true,
    armSkuName: meter.armSkuName,
    ...(meter.savingsPlan !== undefined && {
      savingsPlan: (['3 Years', '1 Year'] as const).map((term) => ({
        unitPrice: Number(meter.savingsPlan?.[term]),
        retailPrice: Number(meter.savingsPlan?.[term]),
        term,
      })),
    }),
  };
}

const hash = (text: string, digits: number): string => createHash('sha256').update(text).digest('hex').slice(0, digits);

function guid(text: string): string {
  const hex = hash(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
