import type { Call } from '../call.ts';
import { enabledRegions, notOptedInRegion, zoneId } from '../regions.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList } from '../wire/xml.ts';
import { readFilters } from './filters.ts';

const untagged = { tags: {} };

/** DescribeRegions: the enabled regions; with `AllRegions` also those that nobody has opted in to. */
export function describeRegions(call: Call, params: QueryParams): string {
  const enabled = enabledRegions(call.world.estate.regions).map((name) => ({
    ...untagged,
    name,
    optIn: 'opt-in-not-required',
  }));
  const disabled = { ...untagged, name: notOptedInRegion, optIn: 'not-opted-in' };
  const all =
    params.get('AllRegions') === 'true' && !enabled.some(({ name }) => name === notOptedInRegion)
      ? [...enabled, disabled]
      : enabled;
  const matches = readFilters<(typeof all)[number]>(params, {
    'region-name': ({ name }) => name,
    'opt-in-status': ({ optIn }) => optIn,
    endpoint: ({ name }) => `ec2.${name}.amazonaws.com`,
  });
  const names = params.list('RegionName');
  const unknown = names.find((name) => !all.some((region) => region.name === name));
  if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid region provided: ${unknown}`);
  const chosen = all.filter((region) => matches(region) && (names.length === 0 || names.includes(region.name)));
  return itemList(
    'regionInfo',
    chosen.map(
      ({ name, optIn }) =>
        element('regionName', name) +
        element('regionEndpoint', `ec2.${name}.amazonaws.com`) +
        element('optInStatus', optIn),
    ),
  );
}

/** DescribeAvailabilityZones: three zones in each region. */
export function describeAvailabilityZones(call: Call, params: QueryParams): string {
  const { region } = call;
  const zones = ['a', 'b', 'c'].map((letter) => ({ ...untagged, name: region + letter, id: zoneId(region + letter) }));
  const matches = readFilters<(typeof zones)[number]>(params, {
    'region-name': () => region,
    'zone-name': ({ name }) => name,
    'zone-id': ({ id }) => id,
    'zone-type': () => 'availability-zone',
    state: () => 'available',
    'opt-in-status': () => 'opt-in-not-required',
    'group-name': () => `${region}-zg-1`,
  });
  const asked = [...params.list('ZoneName'), ...params.list('ZoneId')];
  const unknown = asked.find((wanted) => !zones.some(({ name, id }) => wanted === name || wanted === id));
  if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${unknown}]`);
  const chosen = zones.filter(
    (zone) => matches(zone) && (asked.length === 0 || asked.includes(zone.name) || asked.includes(zone.id)),
  );
  return itemList(
    'availabilityZoneInfo',
    chosen.map(
      ({ name, id }) =>
        '<optInStatus>opt-in-not-required</optInStatus><messageSet/>' +
        element('regionName', region) +
        element('zoneName', name) +
        element('zoneId', id) +
        element('groupName', `${region}-zg-1`) +
        element('networkBorderGroup', region) +
        '<zoneType>availability-zone</zoneType><zoneState>available</zoneState>',
    ),
  );
}
