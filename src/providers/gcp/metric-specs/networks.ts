import type { LoadBalancer, NatGateway, VpnConnection } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** By the rule's name: another region's rule of the same name counts along, which never makes a busy one look idle. */
const rule = (metric: string, monitored: string): SeriesSpec<LoadBalancer> => ({
  metric: `loadbalancing.googleapis.com/${metric}`,
  monitored,
  aligner: 'ALIGN_DELTA',
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.forwarding_rule_name',
  key: ({ name }) => name,
});

const daily = { periodSeconds: 86_400, lookbackDays: 14, daySums: true } as const;

const isGlobal = ({ scope }: LoadBalancer): boolean => scope.regionId === 'global';
const isHttp = ({ flavor }: LoadBalancer): boolean => flavor === 'application';

/** Requests are written only where there were some. Source: "Google Cloud metrics" (loadbalancing). */
const requests = (
  series: SeriesSpec<LoadBalancer>,
  wants: (of: LoadBalancer) => boolean,
): MetricSpec<LoadBalancer> => ({
  metric: 'requests',
  ...daily,
  series: [series],
  absentMeansZero: true,
  wants: (of) => isHttp(of) && wants(of),
});

const bytes = (
  series: readonly [SeriesSpec<LoadBalancer>, ...SeriesSpec<LoadBalancer>[]],
  wants: (of: LoadBalancer) => boolean,
): MetricSpec<LoadBalancer> => ({
  metric: 'processed-bytes',
  ...daily,
  series,
  absentMeansZero: true,
  wants: (of) => !isHttp(of) && wants(of),
});

/** What passes by, and what a proxy passes on, have metrics and resources of their own, by place and direction. */
export const loadBalancerMetrics = defineMetrics<'load-balancer'>('gcp:compute:forwarding-rule', 'load-balancer', [
  requests(rule('https/request_count', 'https_lb_rule'), isGlobal),
  requests(
    rule('https/external/regional/request_count', 'http_external_regional_lb_rule'),
    (of) => !isGlobal(of) && of.internetFacing,
  ),
  requests(rule('https/internal/request_count', 'internal_http_lb_rule'), (of) => !isGlobal(of) && !of.internetFacing),
  bytes([rule('tcp_ssl_proxy/ingress_bytes_count', 'tcp_ssl_proxy_rule')], isGlobal),
  bytes(
    [rule('l3/external/ingress_bytes_count', 'tcp_lb_rule'), rule('l3/external/ingress_bytes_count', 'udp_lb_rule')],
    (of) => !isGlobal(of) && of.internetFacing,
  ),
  bytes(
    [
      rule('l3/internal/ingress_bytes_count', 'internal_tcp_lb_rule'),
      rule('l3/internal/ingress_bytes_count', 'internal_udp_lb_rule'),
    ],
    (of) => !isGlobal(of) && !of.internetFacing,
  ),
]);

const nat = (direction: 'sent' | 'received'): SeriesSpec<NatGateway> => ({
  metric: `router.googleapis.com/nat/${direction}_bytes_count`,
  monitored: 'nat_gateway',
  aligner: 'ALIGN_DELTA',
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.gateway_name',
  key: ({ name }) => name,
});

/** Source: "Google Cloud metrics" (router). */
export const natGatewayMetrics = defineMetrics<'nat-gateway'>('gcp:compute:router-nat', 'nat-gateway', [
  { metric: 'processed-bytes', ...daily, series: [nat('sent'), nat('received')], absentMeansZero: true },
] satisfies readonly MetricSpec<NatGateway>[]);

const tunnel = (
  metric: string,
  aligner: SeriesSpec<VpnConnection>['aligner'],
  reducer: SeriesSpec<VpnConnection>['reducer'],
): SeriesSpec<VpnConnection> => ({
  metric: `vpn.googleapis.com/${metric}`,
  monitored: 'vpn_gateway',
  aligner,
  reducer,
  label: 'metric.labels.tunnel_name',
  key: ({ name }) => name,
});

/** Source: "Google Cloud metrics" (vpn). */
export const vpnTunnelMetrics = defineMetrics<'vpn-connection'>('gcp:compute:vpn-tunnel', 'vpn-connection', [
  {
    metric: 'processed-bytes',
    ...daily,
    series: [
      tunnel('network/sent_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
      tunnel('network/received_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
    ],
    absentMeansZero: true,
  },
  { metric: 'tunnel-up-maximum', ...daily, series: [tunnel('tunnel_established', 'ALIGN_MAX', 'REDUCE_MAX')] },
] satisfies readonly MetricSpec<VpnConnection>[]);
