import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import type { NatGateway } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, ownerOf, References } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Gateway = z.object({
  ...armFields,
  properties: z.object({
    // Each is left out where there are none.
    subnets: References.nullish(),
    publicIpAddresses: References.nullish(),
    publicIpPrefixes: References.nullish(),
    provisioningState: z.string().nullish(),
  }),
});

type Gateway = z.infer<typeof Gateway>;

/** NAT gateways of a subscription. Sources: Resource Graph; Network API 2024-01-01, NatGateways_ListAll. */
export const natGateways = defineAzureCollector({
  type: 'azure:network:nat-gateway',
  kind: 'nat-gateway',
  armType: 'microsoft.network/natgateways',
  permissions: ['Microsoft.Network/natGateways/read'],
  creationListed: true,
  row: Gateway,
  list: { service: 'network', path: '/providers/Microsoft.Network/natGateways', apiVersion: '2024-01-01' },
  whole: true,
  toResources: (rows, scope) =>
    rows.map((gateway): NatGateway => {
      const { subnets, publicIpAddresses, publicIpPrefixes, provisioningState } = gateway.properties;
      const networkId = networkOf(gateway);
      return {
        ...armBase(gateway, scope, {
          type: 'azure:network:nat-gateway',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'nat-gateway',
        networkId,
        connectivity: 'public',
        zoneCount: known(1),
        addressIds: [...(publicIpAddresses ?? []), ...(publicIpPrefixes ?? [])].map(({ id }) => armId(id)),
        siblings: rows.filter((other) => other !== gateway && networkId !== '' && networkOf(other) === networkId)
          .length,
        subnetIds: (subnets ?? []).map(({ id }) => armId(id)),
      };
    }),
});

/** The network of its subnets; of no subnet, none. */
function networkOf({ properties: { subnets } }: Gateway): string {
  const [first] = subnets ?? [];
  return first === undefined ? '' : ownerOf(first.id);
}
