import type { ProviderPlace } from '../../context.ts';
import { publicAddress } from '../../../estate/generate/builder.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { guidOf } from '../tenant.ts';

export interface PublicIpPart {
  readonly place: ProviderPlace;
  readonly resourceGroup: string;
  readonly name: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** A dynamic one has an address only while it is in use. */
  readonly allocation: 'Static' | 'Dynamic';
  /** `ipConfiguration` or `natGateway`: what uses it. */
  readonly use?: JsonObject;
}

export function addPublicIp(context: AzureContext, random: Random, part: PublicIpPart): AzureResource {
  const { allocation, use } = part;
  const standard = allocation === 'Static';
  const allocated = standard || use !== undefined;
  const address = context.add({
    place: part.place,
    type: 'Microsoft.Network/publicIPAddresses',
    name: part.name,
    resourceGroup: part.resourceGroup,
    tags: part.tags,
    createdAt: part.createdAt,
    top: {
      sku: { name: standard ? 'Standard' : 'Basic', tier: 'Regional' },
      ...(standard && { zones: ['1', '2', '3'] }),
      etag: `W/"${guidOf(random)}"`,
    },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      ...(allocated && { ipAddress: publicAddress(random.integer(0, 131_071)) }),
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: allocation,
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ddosSettings: { protectionMode: 'VirtualNetworkInherited' },
      ...use,
    },
  });
  if (allocated) context.bill(address, standard ? 'ip/Standard' : 'ip/Basic/Dynamic');
  return address;
}
