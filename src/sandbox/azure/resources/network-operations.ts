import type { Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { resourceDocument } from './document.ts';
import { existingResource } from './existing.ts';
import { listingOperations, type ListedType } from './listings.ts';

const GATEWAYS = 'Microsoft.Network/virtualNetworkGateways';
const CONNECTIONS = 'Microsoft.Network/connections';

/** type, operation group, list by subscription, name in the path. Source: Microsoft.Network 2024-01-01. */
const TYPES = [
  ['networkInterfaces', 'NetworkInterfaces', 'ListAll', 'networkInterfaceName'],
  ['publicIPAddresses', 'PublicIPAddresses', 'ListAll', 'publicIpAddressName'],
  ['virtualNetworks', 'VirtualNetworks', 'ListAll', 'virtualNetworkName'],
  ['loadBalancers', 'LoadBalancers', 'ListAll', 'loadBalancerName'],
  ['applicationGateways', 'ApplicationGateways', 'ListAll', 'applicationGatewayName'],
  ['natGateways', 'NatGateways', 'ListAll', 'natGatewayName'],
  ['privateEndpoints', 'PrivateEndpoints', 'ListBySubscription', 'privateEndpointName'],
  ['expressRouteCircuits', 'ExpressRouteCircuits', 'ListAll', 'circuitName'],
] as const;

const listed: readonly ListedType[] = [
  ...TYPES.map(([type, group, list, name]) => ({
    service: 'network',
    type: `Microsoft.Network/${type}`,
    list: `${group}_${list}`,
    listByGroup: `${group}_List`,
    get: `${group}_Get`,
    names: [name],
    ...(type === 'privateEndpoints' && { flatErrors: true as const }),
  })),
  {
    service: 'network',
    type: 'Microsoft.Network/ddosProtectionPlans',
    list: 'DdosProtectionPlans_List',
    listByGroup: 'DdosProtectionPlans_ListByResourceGroup',
    get: 'DdosProtectionPlans_Get',
    names: ['ddosProtectionPlanName'],
  },
  {
    service: 'network',
    type: 'Microsoft.Network/bastionHosts',
    list: 'BastionHosts_List',
    listByGroup: 'BastionHosts_ListByResourceGroup',
    get: 'BastionHosts_Get',
    names: ['bastionHostName'],
  },
  {
    service: 'network',
    type: 'Microsoft.Network/azureFirewalls',
    list: 'AzureFirewalls_ListAll',
    listByGroup: 'AzureFirewalls_List',
    get: 'AzureFirewalls_Get',
    names: ['azureFirewallName'],
  },
  {
    service: 'network',
    type: 'Microsoft.Network/firewallPolicies',
    list: 'FirewallPolicies_ListAll',
    listByGroup: 'FirewallPolicies_List',
    get: 'FirewallPolicies_Get',
    names: ['firewallPolicyName'],
  },
  {
    service: 'network',
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    listByGroup: 'FirewallPolicyRuleCollectionGroups_List',
    names: ['firewallPolicyName', 'ruleCollectionGroupName'],
  },
  // The estate has none of these: there is nothing to get.
  {
    service: 'network',
    type: 'Microsoft.Network/privateLinkServices',
    list: 'PrivateLinkServices_ListBySubscription',
    names: ['serviceName'],
    flatErrors: true,
  },
  {
    // There is no list of a subscription's gateways.
    service: 'network',
    type: GATEWAYS,
    listByGroup: 'VirtualNetworkGateways_List',
    get: 'VirtualNetworkGateways_Get',
    names: ['virtualNetworkGatewayName'],
  },
  {
    service: 'network',
    type: CONNECTIONS,
    listByGroup: 'VirtualNetworkGatewayConnections_List',
    get: 'VirtualNetworkGatewayConnections_Get',
    names: ['virtualNetworkGatewayConnectionName'],
  },
];

/** The connections of one gateway. */
const listConnections: Operation = {
  service: 'network',
  id: 'VirtualNetworkGateways_ListConnections',
  action: `${GATEWAYS}/connections/read`,
  method: 'GET',
  path: `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/${GATEWAYS}/{virtualNetworkGatewayName}/connections`,
  run(call) {
    const gateway = existingResource(call, GATEWAYS, [call.params.virtualNetworkGatewayName ?? '']);
    const its = call.world
      .ofType(gateway.accountId, CONNECTIONS)
      .filter(({ properties }) => (properties.virtualNetworkGateway1 as { readonly id: string }).id === gateway.id);
    return listDocument(call, its, resourceDocument);
  },
};

/** Microsoft.Network. */
export const networkOperations: readonly Operation[] = [...listed.flatMap(listingOperations), listConnections];
