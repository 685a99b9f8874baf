import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { BalancerTargets, LoadBalancer } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, ownerOf, parsedRows, Reference } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import { factOf, withField } from '../facts-beside.ts';
import type { AzureReader } from '../reader.ts';

const Pool = z.object({
  properties: z
    .object({
      backendIPConfigurations: z.array(Reference).nullish(),
      loadBalancerBackendAddresses: z
        .array(
          z.object({
            properties: z
              .object({ ipAddress: z.string().nullish(), networkInterfaceIPConfiguration: Reference.nullish() })
              .nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

const Balancer = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    frontendIPConfigurations: z
      .array(
        z.object({
          id: z.string().nullish(),
          properties: z.object({ publicIPAddress: Reference.nullish() }).nullish(),
        }),
      )
      .nullish(),
    backendAddressPools: z.array(Pool).nullish(),
    inboundNatRules: z
      .array(z.object({ properties: z.object({ backendIPConfiguration: Reference.nullish() }).nullish() }))
      .nullish(),
    loadBalancingRules: z.array(z.unknown()).nullish(),
    outboundRules: z.array(z.unknown()).nullish(),
    provisioningState: z.string().nullish(),
  }),
  linkServices: z.custom<Fact<LinkServices>>(),
});

type Balancer = z.infer<typeof Balancer>;

/** Private link services by the load balancer that they lead to. */
type LinkServices = ReadonlyMap<string, readonly string[]>;

const linkPermission = 'Microsoft.Network/privateLinkServices/read';

/**
 * Load balancers (of TCP and UDP) of a subscription. Whether what is registered answers is not told by any list.
 * Sources: Resource Graph; Network API 2024-01-01, LoadBalancers_ListAll and PrivateLinkServices_ListBySubscription.
 */
export const loadBalancers = defineAzureCollector({
  type: 'azure:network:load-balancer',
  kind: 'load-balancer',
  armType: 'microsoft.network/loadbalancers',
  permissions: ['Microsoft.Network/loadBalancers/read', linkPermission],
  creationListed: true,
  row: Balancer,
  list: { service: 'network', path: '/providers/Microsoft.Network/loadBalancers', apiVersion: '2024-01-01' },
  enrich: async (reader, scope, rows) =>
    withField(rows, 'linkServices', rows.length === 0 ? known(new Map()) : await linkServices(reader, scope)),
  toResources: (rows, scope) =>
    rows.map((balancer): LoadBalancer => {
      const { frontendIPConfigurations, outboundRules, loadBalancingRules, provisioningState } = balancer.properties;
      const frontends = frontendIPConfigurations ?? [];
      return {
        ...armBase(balancer, scope, {
          type: 'azure:network:load-balancer',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'load-balancer',
        flavor: balancer.sku?.name === 'Gateway' ? 'gateway' : 'network',
        internetFacing: frontends.some(({ properties }) => properties?.publicIPAddress),
        targets: targetsOf(balancer),
        endpointServiceIds: mapFact(balancer.linkServices, (services) => services.get(armId(balancer.id)) ?? []),
        sku: balancer.sku?.name ?? 'Basic',
        carriesOutbound: (outboundRules ?? []).length > 0,
        ruleCount: mapFact(
          fact(loadBalancingRules, 'loadBalancingRules'),
          (rules) => rules.length + (outboundRules ?? []).length,
        ),
      };
    }),
});

/** Without its pools nothing can be said of its targets: ARM sends an empty list where there are none. */
function targetsOf({ properties }: Balancer): Fact<BalancerTargets> {
  const { backendAddressPools, inboundNatRules } = properties;
  return mapFact(fact(backendAddressPools, 'backendAddressPools'), (pools) => {
    const interfaces = pools.flatMap((pool) =>
      (pool.properties?.backendIPConfigurations ?? []).map(({ id }) => armId(id)),
    );
    const forwarded = (inboundNatRules ?? []).flatMap(({ properties: rule }) => rule?.backendIPConfiguration?.id ?? []);
    const addresses = pools
      .flatMap((pool) => pool.properties?.loadBalancerBackendAddresses ?? [])
      // An address that is an interface's stands among the interfaces too.
      .flatMap(({ properties: address }) =>
        address?.networkInterfaceIPConfiguration ? [] : (address?.ipAddress ?? []),
      );
    const machines = new Set([...interfaces, ...forwarded.map(armId)]);
    const registered = machines.size + new Set(addresses).size;
    return {
      groups: pools.length,
      registered,
      healthy: 0,
      unchecked: registered,
      kinds: [
        ...(machines.size > 0 ? (['instance'] as const) : []),
        ...(addresses.length > 0 ? (['address'] as const) : []),
      ],
    };
  });
}

const LinkService = z.object({
  id: z.string().min(1),
  properties: z.object({ loadBalancerFrontendIpConfigurations: z.array(Reference).nullish() }),
});

const linkServices = (reader: AzureReader, scope: Scope): Promise<Fact<LinkServices>> =>
  reader.once(`link-services/${scope.accountId}`, () => factOf(() => readLinkServices(reader, scope)));

async function readLinkServices(reader: AzureReader, scope: Scope): Promise<LinkServices> {
  const found = new Map<string, string[]>();
  const path = `/subscriptions/${scope.accountId}/providers/Microsoft.Network/privateLinkServices`;
  for await (const page of reader.azure.pages('network', linkPermission, scope, { path, apiVersion: '2024-01-01' })) {
    for (const row of parsedRows(LinkService, valueOf(page, linkPermission), linkPermission)) {
      for (const { id } of row.properties.loadBalancerFrontendIpConfigurations ?? []) {
        found.set(ownerOf(id), [...(found.get(ownerOf(id)) ?? []), armId(row.id)]);
      }
    }
  }
  return found;
}
