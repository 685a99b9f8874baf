import { DAY } from '../../../estate/generate/time.ts';
import type { AzureContext } from '../azure-context.ts';
import { guidOf } from '../tenant.ts';
import { NETWORK_TYPE, networkGroup, networkName } from './names.ts';

const SUBNETS = [
  ['apps', '0.0/17'],
  ['data', '128.0/18'],
  ['gateways', '192.0/20'],
  ['GatewaySubnet', '255.0/27'],
  ['AzureBastionSubnet', '254.0/26'],
  ['AzureFirewallSubnet', '253.0/26'],
] as const;

/** One virtual network in each subscription and region. */
export function makeNetworks(context: AzureContext): void {
  for (const [index, place] of context.places.items.entries()) {
    const random = context.random('network', index);
    const group = networkGroup(context, place);
    const name = networkName(place);
    const id = context.idOf(place, group, NETWORK_TYPE, name);
    const etag = `W/"${guidOf(random)}"`;
    context.add({
      place,
      type: NETWORK_TYPE,
      name,
      resourceGroup: group,
      tags: { team: 'platform' },
      createdAt: context.now - random.between(700, 900) * DAY,
      top: { etag },
      properties: {
        provisioningState: 'Succeeded',
        resourceGuid: guidOf(random),
        addressSpace: { addressPrefixes: [`10.${index % 256}.0.0/16`] },
        subnets: SUBNETS.map(([subnet, prefix]) => ({
          name: subnet,
          id: `${id}/subnets/${subnet}`,
          etag,
          type: 'Microsoft.Network/virtualNetworks/subnets',
          properties: {
            provisioningState: 'Succeeded',
            addressPrefix: `10.${index % 256}.${prefix}`,
            delegations: [],
            privateEndpointNetworkPolicies: 'Disabled',
            privateLinkServiceNetworkPolicies: 'Enabled',
          },
        })),
        virtualNetworkPeerings: [],
        enableDdosProtection: false,
      },
    });
  }
}
