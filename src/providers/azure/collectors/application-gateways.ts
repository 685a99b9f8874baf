import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { BalancerTargets, LoadBalancer } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const BackendAddress = z.object({ fqdn: z.string().nullish(), ipAddress: z.string().nullish() });

const Gateway = z.object({
  ...armFields,
  properties: z.object({
    sku: z.object({ name: z.string().nullish(), capacity: z.number().nullish() }).nullish(),
    autoscaleConfiguration: z.object({ minCapacity: z.number(), maxCapacity: z.number().nullish() }).nullish(),
    operationalState: z.string().nullish(),
    frontendIPConfigurations: z
      .array(z.object({ properties: z.object({ publicIPAddress: Reference.nullish() }).nullish() }))
      .nullish(),
    backendAddressPools: z
      .array(
        z.object({
          properties: z
            .object({
              // Objects in the specification, plain texts in some of its own examples.
              backendAddresses: z.array(z.union([BackendAddress, z.string()])).nullish(),
              backendIPConfigurations: z.array(Reference).nullish(),
            })
            .nullish(),
        }),
      )
      .nullish(),
    redirectConfigurations: z.array(z.unknown()).nullish(),
    privateLinkConfigurations: z.array(Reference).nullish(),
  }),
});

type Gateway = z.infer<typeof Gateway>;

/** A scaling gateway without an upper end may grow to this. Source: "Scaling Application Gateway v2 and WAF v2". */
const MOST_INSTANCES = 125;
/** An instance of the second generation keeps this many, which bill. Source: "Understanding pricing for Azure Application Gateway". */
const UNITS_PER_INSTANCE = 10;

/** Application gateways of a subscription. Sources: Resource Graph; Network API 2024-01-01, ApplicationGateways_ListAll. */
export const applicationGateways = defineAzureCollector({
  type: 'azure:network:application-gateway',
  kind: 'load-balancer',
  armType: 'microsoft.network/applicationgateways',
  permissions: ['Microsoft.Network/applicationGateways/read'],
  creationListed: true,
  row: Gateway,
  list: { service: 'network', path: '/providers/Microsoft.Network/applicationGateways', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((gateway): LoadBalancer => {
      const { sku, operationalState, frontendIPConfigurations, redirectConfigurations } = gateway.properties;
      const { privateLinkConfigurations } = gateway.properties;
      const capacity = capacityOf(gateway);
      return {
        ...armBase(gateway, scope, {
          type: 'azure:network:application-gateway',
          // A stopped one bills nothing.
          state: operationalState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'load-balancer',
        flavor: 'application',
        internetFacing: (frontendIPConfigurations ?? []).some(({ properties }) => properties?.publicIPAddress),
        targets: targetsOf(gateway),
        answersItself: known((redirectConfigurations ?? []).length > 0),
        endpointServiceIds: known((privateLinkConfigurations ?? []).map(({ id }) => id.toLowerCase())),
        ...(sku?.name && { sku: sku.name }),
        ...(capacity !== undefined && { capacity }),
      };
    }),
});

/** The answer counts instances; of the second generation units are what is paid for. */
function capacityOf({ properties: { sku, autoscaleConfiguration } }: Gateway): LoadBalancer['capacity'] {
  const units = sku?.name?.toLowerCase().endsWith('_v2') === true ? UNITS_PER_INSTANCE : 1;
  if (autoscaleConfiguration) {
    const { minCapacity, maxCapacity } = autoscaleConfiguration;
    return { min: minCapacity * units, max: (maxCapacity ?? MOST_INSTANCES) * units };
  }
  return typeof sku?.capacity === 'number' ? { min: sku.capacity * units, max: sku.capacity * units } : undefined;
}

function targetsOf({ properties: { backendAddressPools } }: Gateway): Fact<BalancerTargets> {
  return mapFact(fact(backendAddressPools, 'backendAddressPools'), (pools) => {
    const machines = new Set(
      pools.flatMap(({ properties }) => (properties?.backendIPConfigurations ?? []).map(({ id }) => id)),
    );
    const addresses = new Set(
      pools.flatMap(({ properties }) =>
        (properties?.backendAddresses ?? []).flatMap((address) =>
          typeof address === 'string' ? address : (address.fqdn ?? address.ipAddress ?? []),
        ),
      ),
    );
    const registered = machines.size + addresses.size;
    return {
      groups: pools.length,
      registered,
      healthy: 0,
      unchecked: registered,
      kinds: [
        ...(machines.size > 0 ? (['instance'] as const) : []),
        ...(addresses.size > 0 ? (['address'] as const) : []),
      ],
    };
  });
}
