import type { BalancerFlavor, LoadBalancer } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const DAY = 86_400;

/** `app/web/50dc6c495c0c9188`: the end of the ARN. */
const dimensions = ({ resourceId }: LoadBalancer) => {
  const [, name] = resourceId.split(':loadbalancer/');
  return name === undefined ? undefined : { LoadBalancer: name };
};

const sum = (namespace: string, metric: string): SeriesSpec<LoadBalancer> => ({
  namespace,
  metric,
  stat: 'Sum',
  dimensions,
});

const isOf =
  (flavor: BalancerFlavor) =>
  (balancer: LoadBalancer): boolean =>
    balancer.flavor === flavor;

/**
 * Absent samples are zeros: "Elastic Load Balancing reports metrics to CloudWatch only when requests are flowing through
 * the load balancer". Source: the user guides of the Application, Network and Gateway Load Balancers, "CloudWatch metrics".
 */
const counted = { periodSeconds: DAY, lookbackDays: 14, absentMeansZero: true, daySums: true } as const;

const flows = (namespace: string, flavor: BalancerFlavor): readonly MetricSpec<LoadBalancer>[] => [
  { metric: 'new-connections', ...counted, series: [sum(namespace, 'NewFlowCount')], wants: isOf(flavor) },
  { metric: 'processed-bytes', ...counted, series: [sum(namespace, 'ProcessedBytes')], wants: isOf(flavor) },
];

export const loadBalancerMetrics = defineMetrics('aws:elasticloadbalancing:loadbalancer', 'load-balancer', [
  {
    metric: 'requests',
    ...counted,
    // RequestCount leaves out what was answered without a target.
    series: [
      sum('AWS/ApplicationELB', 'RequestCount'),
      sum('AWS/ApplicationELB', 'HTTP_Redirect_Count'),
      sum('AWS/ApplicationELB', 'HTTP_Fixed_Response_Count'),
    ],
    wants: isOf('application'),
  },
  {
    // A WebSocket is one request however much it carries.
    metric: 'processed-bytes',
    ...counted,
    series: [sum('AWS/ApplicationELB', 'ProcessedBytes')],
    wants: isOf('application'),
  },
  ...flows('AWS/NetworkELB', 'network'),
  ...flows('AWS/GatewayELB', 'gateway'),
]);

const classicSum = (metric: string): SeriesSpec<LoadBalancer> => ({
  namespace: 'AWS/ELB',
  metric,
  stat: 'Sum',
  dimensions: ({ name }) => (name === undefined ? undefined : { LoadBalancerName: name }),
});

/**
 * Requests of HTTP listeners and connections of TCP ones. Source: User Guide for Classic Load Balancers, "CloudWatch
 * metrics for your Classic Load Balancer", which has the same sentence on absent samples.
 */
export const classicLoadBalancerMetrics = defineMetrics(
  'aws:elasticloadbalancing:classic-loadbalancer',
  'load-balancer',
  [
    { metric: 'requests', ...counted, lookbackDays: 7, series: [classicSum('RequestCount')] },
    { metric: 'processed-bytes', ...counted, lookbackDays: 7, series: [classicSum('EstimatedProcessedBytes')] },
  ],
);
