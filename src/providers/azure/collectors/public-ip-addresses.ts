import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import type { PublicAddress } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, ownerOf, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const PublicIpAddress = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
  properties: z.object({
    // Left out while none is given out.
    ipAddress: z.string().nullish(),
    publicIPAllocationMethod: z.string().nullish(),
    // Each is left out where nothing of its kind uses the address.
    ipConfiguration: Reference.nullish(),
    natGateway: Reference.nullish(),
    linkedPublicIPAddress: Reference.nullish(),
    servicePublicIPAddress: Reference.nullish(),
    publicIPPrefix: Reference.nullish(),
    provisioningState: z.string().nullish(),
  }),
});

type PublicIpAddress = z.infer<typeof PublicIpAddress>;

/** Public IP addresses of a subscription. Sources: Resource Graph; Network API 2024-01-01, PublicIPAddresses_ListAll. */
export const publicIpAddresses = defineAzureCollector({
  type: 'azure:network:public-ip-address',
  kind: 'public-address',
  armType: 'microsoft.network/publicipaddresses',
  permissions: ['Microsoft.Network/publicIPAddresses/read'],
  creationListed: true,
  row: PublicIpAddress,
  list: { service: 'network', path: '/providers/Microsoft.Network/publicIPAddresses', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((address): PublicAddress => {
      const { ipAddress, publicIPAllocationMethod, publicIPPrefix } = address.properties;
      const users = usersOf(address);
      return {
        ...armBase(address, scope, {
          type: 'azure:network:public-ip-address',
          state: users.length > 0 ? 'associated' : 'unassociated',
          createdAt: creationNotTold,
        }),
        kind: 'public-address',
        address: ipAddress ?? '',
        // ARM leaves the references out where there are none: none is then none.
        attachedTo: known(users),
        allocation: publicIPAllocationMethod === 'Static' ? 'reserved' : 'on-demand',
        tier: tierOf(address),
        ...(publicIPPrefix && { rangeId: armId(publicIPPrefix.id) }),
      };
    }),
});

function usersOf({ properties }: PublicIpAddress): readonly string[] {
  const { ipConfiguration, natGateway, linkedPublicIPAddress, servicePublicIPAddress } = properties;
  return [ipConfiguration, natGateway, linkedPublicIPAddress, servicePublicIPAddress].flatMap((use) =>
    use ? [ownerOf(use.id)] : [],
  );
}

/** Without an SKU it is of the Basic kind. Source: Network API, PublicIPAddressSku. */
const tierOf = ({ sku }: PublicIpAddress): string =>
  sku?.tier === 'Global' ? 'global' : (sku?.name ?? 'Basic').toLowerCase();
