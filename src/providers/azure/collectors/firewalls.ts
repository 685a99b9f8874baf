import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Firewall } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { factOf } from '../facts-beside.ts';
import {
  type Policies,
  policiesOf,
  policyPermission,
  policyType,
  premiumFeaturesOf,
  rulesPermission,
} from '../firewall-policies.ts';
import type { AzureReader } from '../reader.ts';

const Row = z.object({
  ...armFields,
  properties: z.object({
    sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
    firewallPolicy: Reference.nullish(),
    // Taken away while it is deallocated. Source: "Azure Firewall FAQ", stop and start.
    ipConfigurations: z.array(z.unknown()).nullish(),
    hubIPAddresses: z.unknown().optional(),
    virtualHub: Reference.nullish(),
    provisioningState: z.string().nullish(),
  }),
  premiumFeatures: z.custom<Fact<readonly string[]>>(),
});

/**
 * Firewalls of a subscription, with what their policies switch on. Sources: Resource Graph; Network API 2024-01-01,
 * AzureFirewalls_ListAll.
 */
export const firewalls = defineAzureCollector({
  type: 'azure:network:firewall',
  kind: 'firewall',
  armType: 'microsoft.network/azurefirewalls',
  alsoReads: [policyType],
  permissions: ['Microsoft.Network/azureFirewalls/read', policyPermission, rulesPermission],
  creationListed: true,
  row: Row,
  list: { service: 'network', path: '/providers/Microsoft.Network/azureFirewalls', apiVersion: '2024-01-01' },
  enrich: withFeatures,
  toResources: (rows, scope) =>
    rows.map((firewall): Firewall => {
      const { sku, ipConfigurations, virtualHub, hubIPAddresses, provisioningState } = firewall.properties;
      return {
        ...armBase(firewall, scope, {
          type: 'azure:network:firewall',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'firewall',
        tier: sku?.tier ?? 'Standard',
        inHub: sku?.name === 'AZFW_Hub',
        allocated: (ipConfigurations ?? []).length > 0 || Boolean(virtualHub ?? hubIPAddresses),
        premiumFeatures: firewall.premiumFeatures,
      };
    }),
});

/** Policies are read where a firewall of the largest tier has one. */
async function withFeatures(reader: AzureReader, scope: Scope, rows: readonly unknown[]): Promise<readonly unknown[]> {
  let asked: Promise<Fact<Policies>> | undefined;
  const featuresOf = async (row: unknown): Promise<Fact<readonly string[]>> => {
    const { sku, firewallPolicy } = Row.pick({ properties: true }).safeParse(row).data?.properties ?? {};
    if (sku?.tier !== 'Premium') return known([]);
    if (!firewallPolicy) return unread('a firewall of tier Premium tells of no policy');
    asked ??= factOf(() => policiesOf(reader, scope));
    const policies = await asked;
    return policies.known ? premiumFeaturesOf(reader, scope, policies.value, firewallPolicy.id) : policies;
  };
  return Promise.all(rows.map(async (row) => ({ ...(row as object), premiumFeatures: await featuresOf(row) })));
}
