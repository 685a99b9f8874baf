import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import { cacheMetrics } from './caches.ts';
import { databaseMetrics } from './databases.ts';
import { instanceMetrics } from './instances.ts';
import { loadBalancerMetrics, natGatewayMetrics, vpnTunnelMetrics } from './networks.ts';
import { nodePoolMetrics } from './node-pools.ts';
import { bucketMetrics, logBucketMetrics } from './stores.ts';

/** What is asked of Cloud Monitoring, by resource type. */
export const typeMetrics: readonly TypeMetrics[] = [
  instanceMetrics,
  loadBalancerMetrics,
  natGatewayMetrics,
  vpnTunnelMetrics,
  nodePoolMetrics,
  databaseMetrics,
  cacheMetrics,
  bucketMetrics,
  logBucketMetrics,
];

export const metricsOfType = (type: string): readonly MetricName[] => [
  ...new Set(typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric))),
];
