import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';

export const NETWORK_TYPE = 'Microsoft.Network/virtualNetworks';

/** The group that holds what the applications of a region share. */
export function networkGroup(context: AzureContext, { accountId, region }: ProviderPlace): string {
  return context.group(`rg-network-${region}`, accountId, region, { team: 'platform' });
}

export function networkName({ region }: ProviderPlace): string {
  return `vnet-${region}`;
}

/** The id of a subnet of the region's network: `apps`, `data`, `gateways`. */
export function subnetId(context: AzureContext, place: ProviderPlace, subnet: string): string {
  const network = context.idOf(place, networkGroup(context, place), NETWORK_TYPE, networkName(place));
  return `${network}/subnets/${subnet}`;
}
