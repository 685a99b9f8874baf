import type { NatGateway, PrivateEndpoint, TransitAttachment, VpnConnection } from '../../../domain/resources.ts';
import { defineMetrics, type SeriesSpec } from '../define-metrics.ts';

const DAY = 86_400;

/**
 * Published every minute, zeros included: a gateway without samples is one of which nothing is known. Source: VPC
 * User Guide, "NAT gateway metrics and dimensions".
 */
const natDimensions = ({ resourceId }: NatGateway) => ({ NatGatewayId: resourceId });

export const natGatewayMetrics = defineMetrics('aws:ec2:nat-gateway', 'nat-gateway', [
  {
    metric: 'processed-bytes',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [
      { namespace: 'AWS/NATGateway', metric: 'BytesOutToDestination', stat: 'Sum', dimensions: natDimensions },
      { namespace: 'AWS/NATGateway', metric: 'BytesInFromDestination', stat: 'Sum', dimensions: natDimensions },
    ],
    daySums: true,
  },
  {
    metric: 'active-connections-maximum',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [
      { namespace: 'AWS/NATGateway', metric: 'ActiveConnectionCount', stat: 'Maximum', dimensions: natDimensions },
    ],
  },
]);

/** Values of the dimension `Endpoint Type`. */
const endpointTypes: Readonly<Partial<Record<PrivateEndpoint['flavor'], string>>> = {
  interface: 'Interface',
  inspection: 'GatewayLoadBalancer',
};

/**
 * Source: PrivateLink guide, "CloudWatch metrics for AWS PrivateLink": the metrics are reported for a minute in which
 * "the endpoint received traffic", so a missing sample is a zero; there are none for gateway endpoints, nor for
 * services of another region.
 */
export const privateEndpointMetrics = defineMetrics('aws:ec2:vpc-endpoint', 'private-endpoint', [
  {
    metric: 'processed-bytes',
    periodSeconds: DAY,
    lookbackDays: 30,
    series: [
      {
        namespace: 'AWS/PrivateLinkEndpoints',
        metric: 'BytesProcessed',
        stat: 'Sum',
        dimensions: ({ flavor, networkId, resourceId, serviceName }) => {
          const type = endpointTypes[flavor];
          return type === undefined
            ? undefined
            : {
                'Endpoint Type': type,
                'Service Name': serviceName,
                'VPC Endpoint Id': resourceId,
                'VPC Id': networkId,
              };
        },
      },
    ],
    absentMeansZero: true,
    daySums: true,
    wants: ({ flavor, crossRegion }) => endpointTypes[flavor] !== undefined && !crossRegion,
  },
]);

const transitSeries = (metric: string): SeriesSpec<TransitAttachment> => ({
  namespace: 'AWS/TransitGateway',
  metric,
  stat: 'Sum',
  dimensions: ({ gatewayId, resourceId }) => ({ TransitGateway: gatewayId, TransitGatewayAttachment: resourceId }),
});

/** "All of the metrics are always reported." Source: Transit Gateway guide, "CloudWatch metrics in AWS Transit Gateway". */
export const transitAttachmentMetrics = defineMetrics('aws:ec2:transit-gateway-attachment', 'transit-attachment', [
  {
    metric: 'processed-bytes',
    periodSeconds: DAY,
    lookbackDays: 30,
    series: [transitSeries('BytesIn'), transitSeries('BytesOut')],
    daySums: true,
    wants: ({ attachedKind }) => attachedKind === 'network' || attachedKind === 'peering',
  },
]);

const vpnSeries = (metric: string, stat: string): SeriesSpec<VpnConnection> => ({
  namespace: 'AWS/VPN',
  metric,
  stat,
  dimensions: ({ resourceId }) => ({ VpnId: resourceId }),
});

/** Both tunnels of a connection together. Source: Site-to-Site VPN User Guide, "VPN metrics and dimensions". */
export const vpnConnectionMetrics = defineMetrics('aws:ec2:vpn-connection', 'vpn-connection', [
  {
    metric: 'tunnel-up-maximum',
    periodSeconds: DAY,
    lookbackDays: 30,
    series: [vpnSeries('TunnelState', 'Maximum')],
  },
  {
    metric: 'processed-bytes',
    periodSeconds: DAY,
    lookbackDays: 30,
    series: [vpnSeries('TunnelDataIn', 'Sum'), vpnSeries('TunnelDataOut', 'Sum')],
    daySums: true,
  },
]);
