import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Fact, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { DnsZone, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn, parseAnswer, readAside } from '../read-aside.ts';

const Zone = z.object({
  // `/hostedzone/Z…`
  Id: z.string().min(1),
  Name: z.string().min(1),
  ResourceRecordSetCount: z.int().nonnegative(),
  Config: z.object({ PrivateZone: z.boolean().default(false) }).default({ PrivateZone: false }),
  // A zone that a service made for itself, such as Cloud Map.
  targets: z.custom<Fact<readonly string[]>>(),
});

const Records = z.object({
  ResourceRecordSets: z.array(
    z.object({
      Type: z.string(),
      AliasTarget: z.object({ DNSName: z.string() }).optional(),
      ResourceRecords: z.array(z.object({ Value: z.string() })).optional(),
    }),
  ),
  IsTruncated: z.boolean(),
  NextRecordName: z.string().optional(),
  NextRecordType: z.string().optional(),
  NextRecordIdentifier: z.string().optional(),
});

const operation = 'route53:ListResourceRecordSets';

/**
 * Hosted zones of one account, with the names of load balancers that their records lead to. Route 53 takes five
 * requests a second from an account, and a page holds 300 records. Source: Route 53 API, ListHostedZones,
 * ListResourceRecordSets.
 */
export const dnsZones = defineCollector({
  type: 'aws:route53:hostedzone',
  kind: 'dns-zone',
  reach: 'global',
  permissions: ['route53:ListHostedZones', operation],
  operation: 'route53:ListHostedZones',
  page: z.object({ HostedZones: z.array(Zone) }),
  rows: ['HostedZones'],
  rowId: 'Id',
  async *fetch(aws: AwsClient, scope) {
    const pages = aws.pagesBy(['Marker', 'NextMarker'], 'route53', 'ListHostedZones', scope, { MaxItems: 100 });
    for await (const answer of pages) {
      const zones = documentsIn(answer, 'HostedZones');
      const described = await Promise.all(
        zones.map(async (zone) => ({
          ...zone,
          targets: await readAside(() => balancerNames(aws, scope, plainId(String(zone['Id'])))),
        })),
      );
      yield { ...(answer as object), ...('HostedZones' in (answer as object) && { HostedZones: described }) };
    }
  },
  toResources: ({ HostedZones }, scope) =>
    HostedZones.map((zone): DnsZone => ({
      kind: 'dns-zone',
      type: 'aws:route53:hostedzone',
      resourceId: plainId(zone.Id),
      billingIds: [`arn:aws:route53:::hostedzone/${plainId(zone.Id)}`],
      scope,
      name: zone.Name.replace(/\.$/, ''),
      // Route 53 has no state for zones.
      state: 'active',
      createdAt: unread('Route 53 does not tell when a zone was made'),
      tags: unread('not asked: they take a call for every ten zones, and no check reads them'),
      isPrivate: zone.Config.PrivateZone,
      recordCount: zone.ResourceRecordSetCount,
      uses: mapFact(zone.targets, (names) => names.map((targetId): Use => ({ relation: 'resolves-to', targetId }))),
    })),
});

const plainId = (id: string): string => id.replace(/^\/?hostedzone\//, '');

/** Names of load balancers in a zone's alias and CNAME records, in lower case. */
async function balancerNames(aws: AwsClient, scope: Scope, zoneId: string): Promise<readonly string[]> {
  const names = new Set<string>();
  let from: Readonly<Record<string, string>> = {};
  for (;;) {
    const input = { HostedZoneId: zoneId, MaxItems: 300, ...from };
    const page = parseAnswer(Records, await aws.call('route53', 'ListResourceRecordSets', scope, input), operation);
    for (const { Type, AliasTarget, ResourceRecords = [] } of page.ResourceRecordSets) {
      const values = Type === 'CNAME' ? ResourceRecords.map(({ Value }) => Value) : [];
      for (const name of [...values, ...(AliasTarget === undefined ? [] : [AliasTarget.DNSName])]) {
        const target = balancerName(name);
        if (target !== undefined) names.add(target);
      }
    }
    const next = {
      ...(page.NextRecordName !== undefined && { StartRecordName: page.NextRecordName }),
      ...(page.NextRecordType !== undefined && { StartRecordType: page.NextRecordType }),
      ...(page.NextRecordIdentifier !== undefined && { StartRecordIdentifier: page.NextRecordIdentifier }),
    };
    if (!page.IsTruncated) return [...names].sort();
    // A page that leads back to itself, or nowhere, would go on for ever.
    if (JSON.stringify(next) === JSON.stringify(from)) {
      const message = `${operation} of ${zoneId} is truncated and does not tell where it goes on`;
      throw new CloudError({ category: 'malformed', operation, message });
    }
    from = next;
  }
}

/** `dualstack.` is what the console puts before a name for IPv6 clients: the load balancer is the same. */
function balancerName(value: string): string | undefined {
  const name = value
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
  return /\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/.test(name) ? name : undefined;
}
