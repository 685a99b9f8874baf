import type { LoadBalancer, NatGateway, NetworkGateway, PrivateEndpoint } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec } from '../define-metrics.ts';

const DAY = 86_400;

/** What counts what passes: nothing is sent while nothing does. */
const counted = { periodSeconds: DAY, lookbackDays: 14, absentMeansZero: true, daySums: true } as const;
const countedMonth = { ...counted, lookbackDays: 30 } as const;

/** The Basic kind measures nothing. Source: "Supported metrics for Microsoft.Network/loadBalancers". */
const isStandard = ({ sku }: LoadBalancer): boolean => sku !== 'Basic';

export const loadBalancerMetrics = defineMetrics(
  'azure:network:load-balancer',
  'load-balancer',
  'Microsoft.Network/loadBalancers',
  [
    {
      metric: 'processed-bytes',
      ...counted,
      series: [{ metric: 'ByteCount', aggregation: 'total' }],
      wants: isStandard,
    },
    {
      metric: 'new-connections',
      ...counted,
      series: [{ metric: 'SYNCount', aggregation: 'total' }],
      wants: isStandard,
    },
  ],
);

/** A stopped gateway measures nothing; the first version has no capacity units. */
const runs = ({ state }: LoadBalancer): boolean => state !== 'Stopped';
const isSecond = (gateway: LoadBalancer): boolean => runs(gateway) && gateway.sku?.endsWith('_v2') === true;

/** Source: "Supported metrics for Microsoft.Network/applicationGateways". */
export const applicationGatewayMetrics = defineMetrics(
  'azure:network:application-gateway',
  'load-balancer',
  'Microsoft.Network/applicationGateways',
  [
    { metric: 'requests', ...counted, series: [{ metric: 'TotalRequests', aggregation: 'total' }], wants: runs },
    {
      metric: 'active-connections-maximum',
      periodSeconds: DAY,
      lookbackDays: 14,
      series: [{ metric: 'CurrentConnections', aggregation: 'maximum' }],
      wants: runs,
    },
    {
      // As short as it takes a gateway to grow; the service sends means alone.
      metric: 'capacity-units-average',
      periodSeconds: 300,
      lookbackDays: 14,
      series: [{ metric: 'CapacityUnits', aggregation: 'average' }],
      wants: isSecond,
    },
  ],
);

/** Source: "Supported metrics for Microsoft.Network/virtualNetworkGateways". */
export const virtualNetworkGatewayMetrics = defineMetrics(
  'azure:network:virtual-network-gateway',
  'network-gateway',
  'Microsoft.Network/virtualNetworkGateways',
  [
    {
      metric: 'processed-bytes',
      ...countedMonth,
      // A rate in bytes a second: a day's sum.
      series: [{ metric: 'AverageBandwidth', aggregation: 'average' }],
      scale: DAY,
      wants: ({ flavor }: NetworkGateway) => flavor === 'vpn',
    },
    {
      metric: 'active-connections-maximum',
      periodSeconds: DAY,
      lookbackDays: 30,
      series: [{ metric: 'P2SConnectionCount', aggregation: 'maximum' }],
      absentMeansZero: true,
      wants: ({ flavor, servesClients }: NetworkGateway) => flavor === 'vpn' && servesClients,
    },
    {
      metric: 'processed-bytes',
      ...countedMonth,
      // Bits a second.
      series: [{ metric: 'ExpressRouteGatewayBitsPerSecond', aggregation: 'average' }],
      scale: DAY / 8,
      wants: ({ flavor }: NetworkGateway) => flavor === 'dedicated-line',
    },
  ],
);

/** Source: "Supported metrics for Microsoft.Network/natGateways". */
export const natGatewayMetrics = defineMetrics(
  'azure:network:nat-gateway',
  'nat-gateway',
  'Microsoft.Network/natGateways',
  [
    { metric: 'processed-bytes', ...counted, series: [{ metric: 'ByteCount', aggregation: 'total' }] },
  ] satisfies readonly MetricSpec<NatGateway>[],
);

/** Source: "Supported metrics for Microsoft.Network/privateEndpoints". */
export const privateEndpointMetrics = defineMetrics(
  'azure:network:private-endpoint',
  'private-endpoint',
  'Microsoft.Network/privateEndpoints',
  [
    {
      metric: 'processed-bytes',
      ...countedMonth,
      series: [
        { metric: 'PEBytesIn', aggregation: 'total' },
        { metric: 'PEBytesOut', aggregation: 'total' },
      ],
    },
  ] satisfies readonly MetricSpec<PrivateEndpoint>[],
);
