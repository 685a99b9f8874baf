import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { VpnConnection } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

/** The answer also holds the tunnels' keys: they are left where they are. */
const Connection = z.object({
  VpnConnectionId: z.string().min(1),
  State: z.string().min(1),
  // One of the two, or none for a connection that no gateway has yet.
  VpnGatewayId: z.string().optional(),
  TransitGatewayId: z.string().optional(),
  // Left out for the standard bandwidth.
  Options: z.object({ TunnelBandwidth: z.string().optional() }).default({}),
  Tags: Ec2Tags,
});

type Connection = z.infer<typeof Connection>;

/** Site-to-site VPN connections of one account and region; the call has no pages. Source: EC2 API, DescribeVpnConnections. */
export const vpnConnections = defineCollector({
  type: 'aws:ec2:vpn-connection',
  kind: 'vpn-connection',
  reach: 'regional',
  permissions: ['ec2:DescribeVpnConnections'],
  operation: 'ec2:DescribeVpnConnections',
  page: z.object({ VpnConnections: z.array(Connection) }),
  rows: ['VpnConnections'],
  rowId: 'VpnConnectionId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeVpnConnections', scope, {}),
  toResources: ({ VpnConnections }, scope) => {
    const present = VpnConnections.filter(({ State }) => State !== 'deleting' && State !== 'deleted');
    return present.map((v): VpnConnection => {
      const gatewayId = gatewayOf(v);
      return {
        kind: 'vpn-connection',
        type: 'aws:ec2:vpn-connection',
        resourceId: v.VpnConnectionId,
        billingIds: [ec2Arn(scope, 'vpn-connection', v.VpnConnectionId)],
        scope,
        ...nameOf(v.Tags),
        state: v.State,
        createdAt: unread('EC2 does not tell when a VPN connection was made'),
        tags: tagsOf(v.Tags),
        ...(gatewayId !== undefined && {
          gatewayId,
          gatewayKind: v.TransitGatewayId ? ('transit' as const) : ('vpn-gateway' as const),
        }),
        siblings: gatewayId === undefined ? 0 : present.filter((one) => gatewayOf(one) === gatewayId).length - 1,
        largeBandwidth: v.Options.TunnelBandwidth === 'large',
        uses: known(gatewayId === undefined ? [] : [{ relation: 'routes-through', targetId: gatewayId }]),
      };
    });
  },
});

/** Some emulators send an empty text where EC2 sends nothing. */
const gatewayOf = ({ VpnGatewayId, TransitGatewayId }: Connection): string | undefined =>
  TransitGatewayId || VpnGatewayId || undefined;
