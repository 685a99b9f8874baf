import { computeFamily } from '../../estate/compute/family.ts';
import type { CapacityReservation } from '../../estate/compute/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { readFilters, type FilterTable } from '../ec2/filters.ts';
import { tagSet } from '../ec2/fragments.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { zoneId } from '../regions.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'refused', unasked: 1000 };

const filters: FilterTable<CapacityReservation> = {
  'availability-zone': ({ zone }) => zone,
  'end-date-type': (one) => (one.endAt === undefined ? 'unlimited' : 'limited'),
  'instance-match-criteria': (one) => matchOf(one),
  'instance-platform': ({ platform }) => platform,
  'instance-type': ({ instanceType }) => instanceType,
  'owner-id': ({ accountId }) => accountId,
  state: () => 'active',
  tenancy: () => 'default',
};

/** DescribeCapacityReservations: the account's own; here none are shared. */
export function describeCapacityReservations(call: Call, params: QueryParams): string {
  const index = call.world.index.of(familyState(call.world.estate, computeFamily).reservations);
  const matches = readFilters(params, filters);
  const ids = params.list('CapacityReservationId');
  const missing = ids.find((id) => index.find(call.accountId, call.region, id) === undefined);
  if (missing !== undefined) {
    throw new AwsError(
      'InvalidCapacityReservationId.NotFound',
      `The capacity reservation '${missing}' does not exist.`,
    );
  }
  function* listing(after: string) {
    for (const one of index.resources(call.accountId, call.region, after)) {
      if ((ids.length === 0 || ids.includes(one.id)) && matches(one)) yield one;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('capacityReservationSet', items.map(entryXml)) + nextToken;
}

/** An instance with matching attributes takes a place by itself, or only one that names the reservation. */
const matchOf = ({ instanceId }: CapacityReservation): string => (instanceId === undefined ? 'open' : 'targeted');

function entryXml(one: CapacityReservation): string {
  const { id, accountId, region, zone, endAt, committedUntil } = one;
  const document = {
    capacityReservationId: id,
    ownerId: accountId,
    capacityReservationArn: `arn:aws:ec2:${region}:${accountId}:capacity-reservation/${id}`,
    availabilityZoneId: zoneId(zone),
    instanceType: one.instanceType,
    instancePlatform: one.platform,
    availabilityZone: zone,
    tenancy: 'default',
    totalInstanceCount: one.totalCount,
    availableInstanceCount: one.totalCount - (one.instanceId === undefined ? 0 : 1),
    ebsOptimized: true,
    ephemeralStorage: false,
    state: 'active',
    startDate: xmlTime(one.createdAt),
    endDate: endAt === undefined ? undefined : xmlTime(endAt),
    endDateType: endAt === undefined ? 'unlimited' : 'limited',
    instanceMatchCriteria: matchOf(one),
    createDate: xmlTime(one.createdAt),
    reservationType: one.type,
    unusedReservationBillingOwnerId: accountId,
    commitmentInfo:
      committedUntil === undefined
        ? undefined
        : { committedInstanceCount: one.totalCount, commitmentEndDate: xmlTime(committedUntil) },
  };
  return documentXml(document, ec2Form) + tagSet(one.tags);
}
