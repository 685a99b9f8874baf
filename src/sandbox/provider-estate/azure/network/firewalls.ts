import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { networkGroup, subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type FirewallRole =
  | 'used'
  | 'idle'
  | 'bare-premium'
  | 'deallocated'
  | 'inspecting'
  | 'inherited'
  | 'by-url'
  | 'keep'
  | 'young';

const TYPE = 'Microsoft.Network/azureFirewalls';
const POLICY = 'Microsoft.Network/firewallPolicies';
const GROUP = `${POLICY}/ruleCollectionGroups`;
const SHARES: Readonly<Partial<Record<FirewallRole, number>>> = {
  idle: 0.2,
  'bare-premium': 0.15,
  deallocated: 0.1,
  inspecting: 0.1,
  inherited: 0.1,
  'by-url': 0.1,
  keep: 0.1,
  young: 0.1,
};

const PREMIUM: ReadonlySet<FirewallRole> = new Set(['bare-premium', 'inspecting', 'inherited', 'by-url']);

/** Firewalls with their policies. A policy of tier Premium pays off by what it switches on, or what it inherits. */
export function makeFirewalls(context: AzureContext): void {
  castOf<FirewallRole>(context, 'firewalls', SHARES, context.count(3, 10), 'used').forEach((role, index) =>
    makeFirewall(context, context.random('firewall', index), role, index),
  );
}

function makeFirewall(context: AzureContext, random: Random, role: FirewallRole, index: number): void {
  const place = context.places.pick(random);
  const resourceGroup = networkGroup(context, place);
  const name = `afw-${place.region}-${index}`;
  const tier = PREMIUM.has(role) ? 'Premium' : 'Standard';
  const createdAt = context.now - (role === 'young' ? random.between(14, 24) : random.between(90, 700)) * DAY;
  const tags = { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'stands by for the other region' }) };
  const made = { place, resourceGroup, createdAt, tags };
  const base =
    role === 'inherited'
      ? addPolicy(context, random, { ...made, name: `${name}-base`, tier, inspects: true, byUrl: false })
      : undefined;
  const policy = addPolicy(context, random, {
    ...made,
    name: `${name}-policy`,
    tier,
    inspects: role === 'inspecting',
    byUrl: role === 'by-url',
    ...(base !== undefined && { base: base.id }),
  });
  const allocated = role !== 'deallocated';
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const configuration = `${id}/azureFirewallIpConfigurations/default`;
  const etag = `W/"${guidOf(random)}"`;
  const address = allocated
    ? addPublicIp(context, random, {
        ...made,
        name: `pip-${name}`,
        allocation: 'Static',
        use: { ipConfiguration: { id: configuration } },
      })
    : undefined;
  const idle = role === 'idle' || role === 'keep' || role === 'young';
  const firewall = context.add({
    ...made,
    type: TYPE,
    name,
    top: { etag, zones: ['1', '2', '3'] },
    properties: {
      provisioningState: 'Succeeded',
      threatIntelMode: 'Alert',
      additionalProperties: {},
      sku: { name: 'AZFW_VNet', tier },
      firewallPolicy: { id: policy.id },
      applicationRuleCollections: [],
      networkRuleCollections: [],
      natRuleCollections: [],
      ...(address !== undefined && {
        ipConfigurations: [
          {
            name: 'default',
            id: configuration,
            etag,
            type: `${TYPE}/azureFirewallIpConfigurations`,
            properties: {
              provisioningState: 'Succeeded',
              privateIPAddress: '10.0.253.4',
              subnet: { id: subnetId(context, place, 'AzureFirewallSubnet') },
              publicIPAddress: { id: address.id },
            },
          },
        ],
      }),
    },
    ...(allocated && {
      metrics: {
        DataProcessed: {
          of: 'counter',
          unit: 'Bytes',
          shape: 'daily',
          perHour: idle ? 0 : random.integer(5e7, 9e9),
        },
      },
    }),
  });
  const hourly = usdOf(`firewall/${tier}`, place.region);
  if (allocated) context.bill(firewall, `firewall/${tier}`);
  const fine = (because: string): void => context.fine(CHECK.firewall, firewall, because);
  if (role === 'idle') context.waste(CHECK.firewall, firewall, 'not a byte passes it', monthly(hourly));
  else if (role === 'bare-premium') {
    const saved = minus(hourly, usdOf('firewall/Standard', place.region));
    context.waste(CHECK.firewall, firewall, 'Premium without any feature of it', monthly(saved));
  } else if (role === 'deallocated') fine('deallocated: nothing is paid for it');
  else if (role === 'inspecting') fine('its policy looks for intrusions');
  else if (role === 'inherited') fine('the policy above its own looks for intrusions');
  else if (role === 'by-url') fine('a rule by whole URLs, which Standard does not have');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
  else if (role === 'young') fine('younger than the window of 30 days');
}

interface PolicyPart {
  readonly place: ProviderPlace;
  readonly resourceGroup: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly name: string;
  readonly tier: string;
  readonly inspects: boolean;
  readonly byUrl: boolean;
  readonly base?: string;
}

function addPolicy(context: AzureContext, random: Random, part: PolicyPart): AzureResource {
  const { name, tier, inspects, byUrl, base, ...made } = part;
  const group = 'DefaultApplicationRuleCollectionGroup';
  const policy = context.add({
    ...made,
    type: POLICY,
    name,
    top: { etag: guidOf(random) },
    properties: {
      provisioningState: 'Succeeded',
      sku: { tier },
      threatIntelMode: 'Alert',
      childPolicies: [],
      ruleCollectionGroups: [
        { id: `${context.idOf(made.place, made.resourceGroup, POLICY, name)}/ruleCollectionGroups/${group}` },
      ],
      firewalls: [],
      size: '0.5MB',
      ...(base !== undefined && { basePolicy: { id: base } }),
      ...(tier === 'Premium' && { intrusionDetection: { mode: inspects ? 'Alert' : 'Off' } }),
    },
  });
  context.add({
    ...made,
    tags: {},
    type: GROUP,
    name: `${name}/${group}`,
    top: { etag: guidOf(random) },
    properties: { provisioningState: 'Succeeded', priority: 300, ruleCollections: [rules(byUrl)], size: '0.1MB' },
  });
  return policy;
}

const rules = (byUrl: boolean): JsonObject => ({
  ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
  name: 'outbound',
  priority: 200,
  action: { type: 'Allow' },
  rules: [
    {
      ruleType: 'ApplicationRule',
      name: 'packages',
      protocols: [{ protocolType: 'Https', port: 443 }],
      targetFqdns: byUrl ? [] : ['*.debian.org'],
      targetUrls: byUrl ? ['www.debian.org/distrib/*'] : [],
      webCategories: [],
      fqdnTags: [],
      terminateTLS: false,
      sourceAddresses: ['10.0.0.0/8'],
      destinationAddresses: [],
      sourceIpGroups: [],
    },
  ],
});
