import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import { cacheMetrics } from './caches.ts';
import { clusterMetrics } from './clusters.ts';
import { streamingJobMetrics, workflowEnvironmentMetrics } from './data-pipelines.ts';
import { processingClusterMetrics } from './data-processing.ts';
import { databaseMetrics } from './databases.ts';
import { diskMetrics } from './disks.ts';
import { instanceGroupMetrics } from './instance-groups.ts';
import { instanceMetrics } from './instances.ts';
import { loadBalancerMetrics, natGatewayMetrics, vpnTunnelMetrics } from './networks.ts';
import { bigtableMetrics, spannerMetrics } from './node-databases.ts';
import { modelEndpointMetrics, notebookMetrics } from './machine-learning.ts';
import { nodePoolMetrics } from './node-pools.ts';
import { runServiceMetrics } from './run-services.ts';
import { reservationMetrics } from './reservations.ts';
import { bucketMetrics, logBucketMetrics } from './stores.ts';

/** What is asked of Cloud Monitoring, by resource type. */
export const typeMetrics: readonly TypeMetrics[] = [
  instanceMetrics,
  diskMetrics,
  instanceGroupMetrics,
  reservationMetrics,
  loadBalancerMetrics,
  natGatewayMetrics,
  vpnTunnelMetrics,
  nodePoolMetrics,
  runServiceMetrics,
  clusterMetrics,
  modelEndpointMetrics,
  notebookMetrics,
  databaseMetrics,
  spannerMetrics,
  bigtableMetrics,
  cacheMetrics,
  bucketMetrics,
  logBucketMetrics,
  processingClusterMetrics,
  workflowEnvironmentMetrics,
  streamingJobMetrics,
];

export const metricsOfType = (type: string): readonly MetricName[] => [
  ...new Set(typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric))),
];
