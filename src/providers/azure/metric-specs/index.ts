import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import {
  mysqlMetrics,
  postgresqlMetrics,
  sqlDatabaseMetrics,
  sqlElasticPoolMetrics,
  sqlManagedInstanceMetrics,
} from './databases.ts';
import { diskMetrics } from './disks.ts';
import {
  applicationGatewayMetrics,
  loadBalancerMetrics,
  natGatewayMetrics,
  privateEndpointMetrics,
  virtualNetworkGatewayMetrics,
} from './networks.ts';
import { agentPoolMetrics, appServicePlanMetrics } from './platforms.ts';
import { redisMetrics, storageAccountMetrics } from './stores.ts';
import { virtualMachineMetrics } from './virtual-machines.ts';

/** Everything that is asked of Azure Monitor. */
export const typeMetrics: readonly TypeMetrics[] = [
  virtualMachineMetrics,
  diskMetrics,
  loadBalancerMetrics,
  applicationGatewayMetrics,
  virtualNetworkGatewayMetrics,
  natGatewayMetrics,
  privateEndpointMetrics,
  appServicePlanMetrics,
  agentPoolMetrics,
  sqlDatabaseMetrics,
  sqlElasticPoolMetrics,
  sqlManagedInstanceMetrics,
  postgresqlMetrics,
  mysqlMetrics,
  storageAccountMetrics,
  redisMetrics,
];

export const metricsOfType = (type: string): readonly MetricName[] => [
  ...new Set(typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric))),
];
