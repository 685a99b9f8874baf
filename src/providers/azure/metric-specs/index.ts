import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import {
  mysqlMetrics,
  postgresqlMetrics,
  sqlDatabaseMetrics,
  sqlElasticPoolMetrics,
  sqlManagedInstanceMetrics,
} from './databases.ts';
import { apiGatewayMetrics } from './api-gateways.ts';
import { bastionMetrics, firewallMetrics } from './network-services.ts';
import { diskMetrics } from './disks.ts';
import { documentContainerMetrics } from './document-containers.ts';
import { sqlPoolMetrics } from './sql-pools.ts';
import {
  applicationGatewayMetrics,
  loadBalancerMetrics,
  natGatewayMetrics,
  privateEndpointMetrics,
  virtualNetworkGatewayMetrics,
} from './networks.ts';
import { agentPoolMetrics, appServicePlanMetrics, managedClusterMetrics } from './platforms.ts';
import { scaleSetMetrics } from './scale-sets.ts';
import { modelDeploymentMetrics } from './model-deployments.ts';
import { onlineEndpointMetrics } from './online-endpoints.ts';
import { queryClusterMetrics } from './query-clusters.ts';
import { redisMetrics, storageAccountMetrics } from './stores.ts';
import { virtualMachineMetrics } from './virtual-machines.ts';

/** Everything that is asked of Azure Monitor. */
export const typeMetrics: readonly TypeMetrics[] = [
  virtualMachineMetrics,
  scaleSetMetrics,
  diskMetrics,
  loadBalancerMetrics,
  applicationGatewayMetrics,
  virtualNetworkGatewayMetrics,
  natGatewayMetrics,
  privateEndpointMetrics,
  bastionMetrics,
  firewallMetrics,
  apiGatewayMetrics,
  queryClusterMetrics,
  onlineEndpointMetrics,
  modelDeploymentMetrics,
  appServicePlanMetrics,
  managedClusterMetrics,
  agentPoolMetrics,
  sqlDatabaseMetrics,
  sqlElasticPoolMetrics,
  sqlManagedInstanceMetrics,
  postgresqlMetrics,
  mysqlMetrics,
  storageAccountMetrics,
  redisMetrics,
  documentContainerMetrics,
  sqlPoolMetrics,
];

export const metricsOfType = (type: string): readonly MetricName[] => [
  ...new Set(typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric))),
];
