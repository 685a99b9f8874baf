import { z } from 'zod';
import type { Fact } from '../../domain/fact.ts';
import { known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { armId, parsedRows, Reference } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import { factOf } from './facts-beside.ts';
import type { AzureReader } from './reader.ts';

export const policyPermission = 'Microsoft.Network/firewallPolicies/read';
export const rulesPermission = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups/read';
export const policyType = 'microsoft.network/firewallpolicies';

const apiVersion = '2024-01-01';

const Policy = z.object({
  id: z.string().min(1),
  properties: z.object({
    basePolicy: Reference.nullish(),
    intrusionDetection: z.object({ mode: z.string().nullish() }).nullish(),
    transportSecurity: z.object({ certificateAuthority: z.unknown().optional() }).nullish(),
    sku: z.object({ tier: z.string().nullish() }).nullish(),
  }),
});
type Policy = z.infer<typeof Policy>;

export type Policies = ReadonlyMap<string, Policy>;

/** Firewall policies of a subscription. Sources: Resource Graph; Network API 2024-01-01, FirewallPolicies_ListAll. */
export async function policiesOf(reader: AzureReader, scope: Scope): Promise<Policies> {
  const rows = [...((await reader.graphRows(scope, policyType)) ?? [])];
  if (rows.length === 0) {
    const path = `/subscriptions/${scope.accountId}/providers/Microsoft.Network/firewallPolicies`;
    for await (const page of reader.azure.pages('network', policyPermission, scope, { path, apiVersion })) {
      rows.push(...valueOf(page, policyPermission));
    }
  }
  return new Map(parsedRows(Policy, rows, policyPermission).map((policy) => [armId(policy.id), policy]));
}

/** A policy has one parent at most; a longer way is a circle. */
const MAX_DEPTH = 5;

/**
 * What a policy and those that it inherits from switch on of that which only Premium has: intrusion detection, TLS
 * inspection, and rules by whole URLs. Rules are asked for where nothing else decides: one call a policy.
 * Source: "Azure Firewall Premium features".
 */
export async function premiumFeaturesOf(
  reader: AzureReader,
  scope: Scope,
  policies: Policies,
  policyId: string,
): Promise<Fact<readonly string[]>> {
  const features: string[] = [];
  const chain: Policy[] = [];
  let next: string | undefined = armId(policyId);
  while (next !== undefined && chain.length < MAX_DEPTH) {
    const policy = policies.get(next);
    if (policy === undefined) return unread(`the policy ${next} is not among those that were read`);
    chain.push(policy);
    next = policy.properties.basePolicy ? armId(policy.properties.basePolicy.id) : undefined;
  }
  for (const { properties } of chain) {
    const mode = properties.intrusionDetection?.mode ?? 'Off';
    if (mode !== 'Off') features.push(`intrusionDetection: ${mode}`);
    if (properties.transportSecurity?.certificateAuthority) features.push('transportSecurity');
  }
  if (features.length > 0) return known([...new Set(features)]);
  for (const { id } of chain) {
    const byUrl = await factOf(() => hasUrlRules(reader, scope, id));
    if (!byUrl.known) return byUrl;
    if (byUrl.value) return known(['targetUrls']);
  }
  return known([]);
}

const RuleGroup = z.object({
  properties: z.object({
    ruleCollections: z
      .array(
        z.object({
          rules: z
            .array(z.object({ targetUrls: z.array(z.string()).nullish(), terminateTLS: z.boolean().nullish() }))
            .nullish(),
        }),
      )
      .nullish(),
  }),
});

async function hasUrlRules(reader: AzureReader, scope: Scope, policyId: string): Promise<boolean> {
  const request = { path: `${armId(policyId)}/ruleCollectionGroups`, apiVersion };
  for await (const page of reader.azure.pages('network', rulesPermission, scope, request)) {
    for (const { properties } of parsedRows(RuleGroup, valueOf(page, rulesPermission), rulesPermission)) {
      const rules = (properties.ruleCollections ?? []).flatMap((collection) => collection.rules ?? []);
      if (rules.some(({ targetUrls, terminateTLS }) => (targetUrls ?? []).length > 0 || terminateTLS === true))
        return true;
    }
  }
  return false;
}
