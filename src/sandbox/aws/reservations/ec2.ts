import type { Reservation } from '../../estate/commitments/model.ts';
import type { Call } from '../call.ts';
import { type FilterTable, readFilters } from '../ec2/filters.ts';
import { tagSet } from '../ec2/fragments.ts';
import { ec2Profile } from '../ec2/module.ts';
import { ec2Reads } from '../ec2/operation-tables.ts';
import type { ServiceModule } from '../service-module.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList } from '../wire/xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { reservationsIn, secondsOf } from './listing.ts';

export const ec2ReservationsModule: ServiceModule = {
  id: 'ec2',
  profile: ec2Profile,
  operations: ec2Reads({ DescribeReservedInstances: describeReservedInstances }),
};

const filters: FilterTable<Reservation> = {
  'instance-type': ({ unitName }) => unitName,
  scope: () => 'Region',
  state: ({ state }) => state,
  'product-description': ({ description }) => description,
  'reserved-instances-id': ({ id }) => id,
};

/** DescribeReservedInstances; the call has no pages. */
function describeReservedInstances(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const ids = params.list('ReservedInstancesId');
  const all = reservationsIn(call, 'ec2');
  const missing = ids.find((id) => !all.some((one) => one.id === id));
  if (missing !== undefined) {
    throw new AwsError('InvalidReservedInstancesId', `The ID '${missing}' does not exist`);
  }
  const wanted = all.filter((one) => (ids.length === 0 || ids.includes(one.id)) && matches(one));
  return itemList('reservedInstancesSet', wanted.map(entryXml));
}

function entryXml(one: Reservation): string {
  const document = {
    reservedInstancesId: one.id,
    instanceType: one.unitName,
    start: new Timestamp(one.startAt),
    end: new Timestamp(one.endAt),
    duration: secondsOf(one),
    usagePrice: 0,
    fixedPrice: Number(one.upfront),
    instanceCount: one.count,
    productDescription: one.description,
    state: one.state,
    instanceTenancy: 'default',
    currencyCode: 'USD',
    offeringClass: one.offeringClass,
    offeringType: one.payment,
    recurringCharges: Number(one.hourly) === 0 ? [] : [{ frequency: 'Hourly', amount: Number(one.hourly) }],
    scope: 'Region',
  };
  return documentXml(document, ec2Form) + tagSet(one.tags);
}
