import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { VpnConnection } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Tunnel = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().default('UNKNOWN'),
  creationTimestamp: Time.optional(),
  labels: Labels,
  vpnGateway: z.string().optional(),
  targetVpnGateway: z.string().optional(),
});

const Row = Tunnel.extend({ siblings: z.int() });

const OPERATION = 'compute.vpnTunnels.aggregatedList';

const gatewayOf = ({ vpnGateway, targetVpnGateway }: z.infer<typeof Tunnel>): string | undefined =>
  vpnGateway ?? targetVpnGateway;

/** Cloud VPN tunnels of a project: each bills by the hour. Source: Compute Engine API, vpnTunnels.aggregatedList. */
export const vpnTunnels = defineCollector({
  type: 'gcp:compute:vpn-tunnel',
  kind: 'vpn-connection',
  permissions: ['compute.vpnTunnels.list'],
  metrics: metricsOfType('gcp:compute:vpn-tunnel'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    const pages = [];
    for await (const page of aggregated(gcp, scope, OPERATION, { path: 'vpnTunnels' })) pages.push(page);
    const ofGateway = new Map<string, number>();
    for (const row of pages.flatMap(({ rows }) => rows)) {
      const tunnel = Tunnel.safeParse(row);
      const gateway = tunnel.success ? gatewayOf(tunnel.data) : undefined;
      if (gateway !== undefined) ofGateway.set(gateway, (ofGateway.get(gateway) ?? 0) + 1);
    }
    for (const { rows, unread } of pages) {
      yield {
        rows: rows.map((row) => {
          const tunnel = Tunnel.safeParse(row);
          const gateway = tunnel.success ? gatewayOf(tunnel.data) : undefined;
          return { ...(row as object), siblings: gateway === undefined ? 0 : (ofGateway.get(gateway) ?? 1) - 1 };
        }),
        unread,
      };
    }
  },
  toResource(row, { accountId: projectId }): VpnConnection {
    const gateway = gatewayOf(row);
    return {
      kind: 'vpn-connection',
      type: 'gcp:compute:vpn-tunnel',
      resourceId: computeResource(projectId, row.place, 'vpnTunnels', row.name),
      billingIds: [computeResource(projectId, row.place, 'vpnTunnels', row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      ...(gateway !== undefined && { gatewayId: computeName(gateway), gatewayKind: 'vpn-gateway' as const }),
      siblings: row.siblings,
      largeBandwidth: false,
    };
  },
});
