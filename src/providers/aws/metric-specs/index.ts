import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import { databaseClusterMetrics, databaseMetrics } from './databases.ts';
import { fastSnapshotRestoreMetrics } from './fast-snapshot-restores.ts';
import { volumeMetrics } from './volumes.ts';
import { capacityReservationMetrics, instanceGroupMetrics } from './instance-groups.ts';
import { instanceMetrics } from './instances.ts';
import { classicLoadBalancerMetrics, loadBalancerMetrics } from './load-balancers.ts';
import {
  natGatewayMetrics,
  privateEndpointMetrics,
  transitAttachmentMetrics,
  vpnConnectionMetrics,
} from './networks.ts';
import {
  bucketMetrics,
  elasticFileSystemMetrics,
  logGroupMetrics,
  managedFileSystemMetrics,
  recorderMetrics,
} from './object-stores.ts';

import { ecsClusterMetrics, ecsServiceMetrics, nodeGroupMetrics } from './containers.ts';
import { processingClusterMetrics } from './data-processing.ts';
import { desktopMetrics } from './desktops.ts';
import { functionMetrics, provisionedConcurrencyMetrics } from './functions.ts';
import { modelEndpointMetrics, modelThroughputMetrics, notebookMetrics } from './machine-learning.ts';
import {
  cacheClusterMetrics,
  cacheGroupMetrics,
  messageClusterMetrics,
  nosqlTableMetrics,
  replicationInstanceMetrics,
  searchDomainMetrics,
  streamMetrics,
  warehouseMetrics,
} from './data-stores.ts';
/** What is asked of CloudWatch, by resource type. */
export const typeMetrics: readonly TypeMetrics[] = [
  bucketMetrics,
  logGroupMetrics,
  elasticFileSystemMetrics,
  managedFileSystemMetrics,
  recorderMetrics,

  instanceMetrics,
  instanceGroupMetrics,
  capacityReservationMetrics,
  volumeMetrics,
  fastSnapshotRestoreMetrics,
  nosqlTableMetrics,
  cacheGroupMetrics,
  cacheClusterMetrics,
  warehouseMetrics,
  searchDomainMetrics,
  replicationInstanceMetrics,
  streamMetrics,
  messageClusterMetrics,
  databaseMetrics,
  databaseClusterMetrics,
  natGatewayMetrics,
  privateEndpointMetrics,
  transitAttachmentMetrics,
  vpnConnectionMetrics,
  loadBalancerMetrics,
  classicLoadBalancerMetrics,
  // containers, functions, machine learning, data processing, desktops
  ecsServiceMetrics,
  ecsClusterMetrics,
  nodeGroupMetrics,
  functionMetrics,
  provisionedConcurrencyMetrics,
  notebookMetrics,
  modelEndpointMetrics,
  modelThroughputMetrics,
  processingClusterMetrics,
  desktopMetrics,
];

export const metricsOfType = (type: string): readonly MetricName[] => [
  ...new Set(typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric))),
];
