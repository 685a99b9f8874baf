import { decimalOf } from '../../estate/decimal.ts';
import { HOUR } from '../../estate/generate/time.ts';
import { hourlyPico, LICENSED_FAMILIES } from '../../estate/licences.ts';
import { priceBook } from '../../estate/prices.ts';
import { SPOT_PERCENT } from '../../estate/usage.ts';
import type { Call } from '../call.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { zoneId } from '../regions.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'refused', unasked: 1000 };

/** The market stands still, and is dearest in the first zone: in percent of the list price. */
const ZONES: Readonly<Record<string, bigint>> = { a: SPOT_PERCENT, b: 33n, c: 31n };

interface Offer {
  readonly type: string;
  readonly zone: string;
  readonly system: 'Linux/UNIX' | 'Windows';
  readonly amount: string;
}

/** DescribeSpotPriceHistory: prices that do not change, so that the one in force is all of the history. */
export function describeSpotPriceHistory(call: Call, params: QueryParams): string {
  const types = params.list('InstanceType');
  const asked = params.list('ProductDescription').map((text) => text.replace(' (Amazon VPC)', ''));
  const zone = params.get('AvailabilityZone');
  const positionOf = (offer: Offer): string => `${offer.type} ${offer.zone} ${offer.system}`;
  function* listing(after: string) {
    for (const type of types.length > 0 ? [...new Set(types)].sort() : [...priceBook().instanceTypes.keys()].sort()) {
      for (const offer of offersOf(type, call.region)) {
        if (asked.length > 0 && !asked.includes(offer.system)) continue;
        if (zone !== undefined && offer.zone !== zone) continue;
        if (positionOf(offer) > after) yield offer;
      }
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, positionOf);
  const since = xmlTime(Math.floor(call.now / HOUR) * HOUR);
  return (
    itemList(
      'spotPriceHistorySet',
      items.map((offer) => entryXml(offer, since)),
    ) + nextToken
  );
}

function* offersOf(type: string, region: string): Generator<Offer> {
  for (const [letter, percent] of Object.entries(ZONES)) {
    for (const system of ['Linux/UNIX', 'Windows'] as const) {
      if (system === 'Windows' && !LICENSED_FAMILIES.has(type.slice(0, type.indexOf('.')))) continue;
      const hourly = hourlyPico(type, region, system === 'Windows' ? 'windows' : undefined);
      if (hourly === undefined) continue;
      yield { type, zone: `${region}${letter}`, system, amount: decimalOf((hourly * percent) / 100n) };
    }
  }
}

const entryXml = ({ type, zone, system, amount }: Offer, since: string): string =>
  documentXml(
    {
      availabilityZone: zone,
      availabilityZoneId: zoneId(zone),
      instanceType: type,
      productDescription: system,
      spotPrice: amount,
      timestamp: since,
    },
    ec2Form,
  );
