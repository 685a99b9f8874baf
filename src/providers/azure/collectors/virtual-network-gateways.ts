import { z } from 'zod';
import { type Fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { NetworkGateway } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, ownerOf, parsedRows, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { factOf, withField } from '../facts-beside.ts';
import { genericListPermission } from '../generic-list-permission.ts';
import { listByGroup } from '../list-by-group.ts';
import type { AzureReader } from '../reader.ts';

const Gateway = z.object({
  ...armFields,
  properties: z.object({
    gatewayType: z.string().nullish(),
    sku: z.object({ name: z.string().nullish() }).nullish(),
    ipConfigurations: z.array(z.object({ properties: z.object({ subnet: Reference.nullish() }).nullish() })).nullish(),
    vpnClientConfiguration: z.object({ vpnClientAddressPool: z.unknown().optional() }).nullish(),
    provisioningState: z.string().nullish(),
  }),
  connections: z.custom<Fact<Connections>>(),
});

/** Connections by the gateway that they hang on. */
type Connections = ReadonlyMap<string, readonly string[]>;

const permission = 'Microsoft.Network/virtualNetworkGateways/read';
const connectionPermission = 'Microsoft.Network/connections/read';
const connectionType = 'microsoft.network/connections';
const apiVersion = '2024-01-01';

/**
 * VPN and ExpressRoute gateways of a subscription, with the connections that hang on them. Sources: Resource Graph;
 * Network API 2024-01-01, VirtualNetworkGateways_List and VirtualNetworkGatewayConnections_List, by resource group.
 */
export const virtualNetworkGateways = defineAzureCollector({
  type: 'azure:network:virtual-network-gateway',
  kind: 'network-gateway',
  armType: 'microsoft.network/virtualnetworkgateways',
  alsoReads: [connectionType],
  permissions: [permission, connectionPermission, genericListPermission],
  creationListed: true,
  row: Gateway,
  list: (reader, scope) =>
    listByGroup(reader, scope, {
      armType: 'Microsoft.Network/virtualNetworkGateways',
      service: 'network',
      permission,
      apiVersion,
    }),
  enrich: async (reader, scope, rows) =>
    withField(rows, 'connections', await factOf(() => connectionsOf(reader, scope))),
  toResources: (rows, scope) =>
    rows.map((gateway): NetworkGateway => {
      const { gatewayType, sku, ipConfigurations, vpnClientConfiguration, provisioningState } = gateway.properties;
      const [subnet] = (ipConfigurations ?? []).flatMap(({ properties }) => properties?.subnet ?? []);
      return {
        ...armBase(gateway, scope, {
          type: 'azure:network:virtual-network-gateway',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'network-gateway',
        flavor: flavors[gatewayType ?? ''] ?? 'other',
        networkId: subnet === undefined ? '' : ownerOf(subnet.id),
        sku: sku?.name ?? 'unknown',
        attachedTo: mapFact(gateway.connections, (connections) => connections.get(armId(gateway.id)) ?? []),
        servesClients: vpnClientConfiguration !== null && vpnClientConfiguration !== undefined,
      };
    }),
});

const flavors: Readonly<Record<string, NetworkGateway['flavor']>> = { Vpn: 'vpn', ExpressRoute: 'dedicated-line' };

const Connection = z.object({
  id: z.string().min(1),
  properties: z.object({ virtualNetworkGateway1: Reference.nullish(), virtualNetworkGateway2: Reference.nullish() }),
});

/** A connection between two gateways hangs on both. */
async function connectionsOf(reader: AzureReader, scope: Scope): Promise<Connections> {
  const found = new Map<string, string[]>();
  for (const row of parsedRows(Connection, await connectionRows(reader, scope), connectionPermission)) {
    const { virtualNetworkGateway1, virtualNetworkGateway2 } = row.properties;
    for (const end of [virtualNetworkGateway1, virtualNetworkGateway2]) {
      if (end) found.set(armId(end.id), [...(found.get(armId(end.id)) ?? []), armId(row.id)]);
    }
  }
  return found;
}

async function connectionRows(reader: AzureReader, scope: Scope): Promise<readonly unknown[]> {
  const graph = await reader.graphRows(scope, connectionType);
  if (graph !== undefined && graph.length > 0) return graph;
  const rows: unknown[] = [];
  const list = {
    armType: 'Microsoft.Network/connections',
    service: 'network',
    permission: connectionPermission,
    apiVersion,
  };
  for await (const { value } of listByGroup(reader, scope, list)) rows.push(...value);
  return rows;
}
