import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import { type DnsRecord, GLOBAL, type HostedZone } from '../../estate/network/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { restXmlProfile } from '../service-profiles.ts';
import { named, xmlDocument } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const xmlNamespace = 'https://route53.amazonaws.com/doc/2013-04-01/';

/** Source: Route 53 API version 2013-04-01, errors of each operation. */
const errors = {
  invalid: (message: string) => new AwsError('InvalidInput', message),
  noZone: (id: string) => new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, { status: 404 }),
} as const;

const zonesOf = (call: Call) => call.world.index.of(familyState(call.world.estate, networkFamily).zones);

/** ListHostedZones: 100 a page; `Marker` is the id that the page begins with. */
function listHostedZones(call: Call, fields: Fields): string {
  const input = new DocumentInput(fields, errors.invalid);
  const limit = limitOf(input, 100);
  const marker = input.optionalText('marker');
  const { items, nextToken } = pageOf(call, {
    listing: 'zones',
    token: marker,
    limit,
    items: (after) => zonesOf(call).resources(call.accountId, GLOBAL, after),
    positionOf: ({ id }) => id,
    badToken: () => errors.invalid(`the marker ${marker ?? ''} is not valid`),
  });
  return xmlDocument('ListHostedZonesResponse', xmlNamespace, {
    HostedZones: named('HostedZone', items.map(described)),
    Marker: marker ?? '',
    IsTruncated: nextToken !== undefined,
    NextMarker: nextToken,
    MaxItems: String(limit),
  });
}

const described = ({ id, name, isPrivate, records }: HostedZone): object => ({
  Id: `/hostedzone/${id}`,
  Name: name,
  CallerReference: id.toLowerCase(),
  Config: { Comment: '', PrivateZone: isPrivate },
  ResourceRecordSetCount: records.length,
});

/** ListResourceRecordSets of a zone: 300 a page, from a name and type on. */
function listResourceRecordSets(call: Call, fields: Fields): string {
  const input = new DocumentInput(fields, errors.invalid);
  const id = input.text('Id').replace(/^hostedzone\//, '');
  const zone = zonesOf(call).find(call.accountId, GLOBAL, id);
  if (zone === undefined) throw errors.noZone(id);
  const limit = limitOf(input, 300);
  const name = input.optionalText('name');
  const type = input.optionalText('type');
  if (type !== undefined && name === undefined) throw errors.invalid('a type needs a name');
  const start = name === undefined ? 0 : zone.records.findIndex((record) => startsAt(record, name, type));
  const rest = start < 0 ? [] : zone.records.slice(start);
  const size = call.halvePage ? Math.max(1, Math.floor(Math.min(limit, rest.length) / 2)) : limit;
  const items = rest.slice(0, size);
  const next = rest[size];
  return xmlDocument('ListResourceRecordSetsResponse', xmlNamespace, {
    ResourceRecordSets: named('ResourceRecordSet', items.map(recordOf)),
    IsTruncated: next !== undefined,
    NextRecordName: next?.name,
    NextRecordType: next?.type,
    MaxItems: String(limit),
  });
}

/** The zone's records stand in the order of the listing. */
const startsAt = (record: DnsRecord, name: string, type: string | undefined): boolean =>
  record.name === name && (type === undefined || record.type === type);

const recordOf = ({ name, type, values, alias }: DnsRecord): object => ({
  Name: name,
  Type: type,
  TTL: values === undefined ? undefined : 300,
  ResourceRecords:
    values === undefined
      ? undefined
      : named(
          'ResourceRecord',
          values.map((Value) => ({ Value })),
        ),
  AliasTarget: alias && { HostedZoneId: alias.zoneId, DNSName: alias.dnsName, EvaluateTargetHealth: false },
});

function limitOf(input: DocumentInput, most: number): number {
  const text = input.optionalText('maxitems');
  if (text === undefined) return most;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw errors.invalid(`maxitems ${text} is not valid`);
  return Math.min(limit, most);
}

/** Amazon Route 53, version 2013-04-01: zones and their records. It has one endpoint for all regions. */
export const route53Module: ServiceModule = {
  id: 'route53',
  profile: restXmlProfile({
    signingName: 'route53',
    xmlNamespace,
    endpointRegions: ['us-east-1'],
  }),
  operations: restOperations({
    ListHostedZones: listHostedZones,
    ListResourceRecordSets: listResourceRecordSets,
  }),
  routes: [
    { operation: 'ListHostedZones', method: 'GET', path: '/2013-04-01/hostedzone' },
    { operation: 'ListResourceRecordSets', method: 'GET', path: '/2013-04-01/hostedzone/{Id}/rrset' },
  ],
};
