import { z } from 'zod';
import type { PrivateEndpoint } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, ownerOf, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Connections = z
  .array(
    z.object({
      properties: z
        .object({
          privateLinkServiceId: z.string().nullish(),
          groupIds: z.array(z.string()).nullish(),
          privateLinkServiceConnectionState: z.object({ status: z.string().nullish() }).nullish(),
        })
        .nullish(),
    }),
  )
  .nullish();

const Endpoint = z.object({
  ...armFields,
  managedBy: z.string().nullish(),
  properties: z.object({
    subnet: Reference.nullish(),
    // Those that the other side has to agree to stand apart.
    privateLinkServiceConnections: Connections,
    manualPrivateLinkServiceConnections: Connections,
    provisioningState: z.string().nullish(),
  }),
});

/** Private endpoints of a subscription. Sources: Resource Graph; Network API 2024-01-01, PrivateEndpoints_ListBySubscription. */
export const privateEndpoints = defineAzureCollector({
  type: 'azure:network:private-endpoint',
  kind: 'private-endpoint',
  armType: 'microsoft.network/privateendpoints',
  permissions: ['Microsoft.Network/privateEndpoints/read'],
  creationListed: true,
  row: Endpoint,
  list: { service: 'network', path: '/providers/Microsoft.Network/privateEndpoints', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((endpoint): PrivateEndpoint => {
      const { subnet, privateLinkServiceConnections, manualPrivateLinkServiceConnections } = endpoint.properties;
      const [first] = [...(privateLinkServiceConnections ?? []), ...(manualPrivateLinkServiceConnections ?? [])];
      const target = first?.properties?.privateLinkServiceId;
      const status = first?.properties?.privateLinkServiceConnectionState?.status;
      const connection = connections[status?.toLowerCase() ?? ''];
      return {
        ...armBase(endpoint, scope, {
          type: 'azure:network:private-endpoint',
          state: status ?? endpoint.properties.provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'private-endpoint',
        networkId: subnet ? ownerOf(subnet.id) : '',
        serviceName: target ? armId(target) : 'unknown',
        flavor: 'interface',
        subnetIds: subnet ? [armId(subnet.id)] : [],
        serviceManaged: Boolean(endpoint.managedBy),
        // Azure measures it where it is, whatever its service's region.
        crossRegion: false,
        ...(connection !== undefined && { connection }),
      };
    }),
});

const connections: Readonly<Record<string, NonNullable<PrivateEndpoint['connection']>>> = {
  approved: 'approved',
  pending: 'pending',
  rejected: 'rejected',
  disconnected: 'disconnected',
};
