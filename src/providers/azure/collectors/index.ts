import { metricsOfType } from '../metric-specs/index.ts';
import type { AzureCollector } from '../define-azure-collector.ts';
import { appServicePlans } from './app-service-plans.ts';
import { apiGateways } from './api-gateways.ts';
import { bastions } from './bastions.ts';
import { applicationGateways } from './application-gateways.ts';
import { reservations, savingsPlans } from './commitments.ts';
import { ddosProtectionPlans } from './ddos-protection-plans.ts';
import { disks } from './disks.ts';
import { documentContainers } from './document-containers.ts';
import { expressRouteCircuits } from './express-route-circuits.ts';
import { mysqlServers, postgresqlServers } from './flexible-servers.ts';
import { firewalls } from './firewalls.ts';
import { images } from './images.ts';
import { loadBalancers } from './load-balancers.ts';
import { capacityReservations } from './capacity-reservations.ts';
import { agentPools, managedClusters } from './managed-clusters.ts';
import { modelDeployments } from './model-deployments.ts';
import { natGateways } from './nat-gateways.ts';
import { privateEndpoints } from './private-endpoints.ts';
import { onlineEndpoints } from './online-endpoints.ts';
import { protectedItems } from './protected-items.ts';
import { publicIpAddresses } from './public-ip-addresses.ts';
import { queryClusters } from './query-clusters.ts';
import { redisCaches } from './redis-caches.ts';
import { scaleSets } from './scale-sets.ts';
import { snapshots } from './snapshots.ts';
import { sqlDatabases } from './sql-databases.ts';
import { sqlElasticPools } from './sql-elastic-pools.ts';
import { sqlManagedInstances } from './sql-managed-instances.ts';
import { sqlPools } from './sql-pools.ts';
import { storageAccounts } from './storage-accounts.ts';
import { virtualMachines } from './virtual-machines.ts';
import { virtualNetworkGateways } from './virtual-network-gateways.ts';

/** Every resource type that is read from Azure. */
export const collectors: readonly AzureCollector[] = [
  virtualMachines,
  disks,
  snapshots,
  images,
  publicIpAddresses,
  loadBalancers,
  applicationGateways,
  virtualNetworkGateways,
  ddosProtectionPlans,
  bastions,
  firewalls,
  apiGateways,
  protectedItems,
  queryClusters,
  onlineEndpoints,
  modelDeployments,
  natGateways,
  privateEndpoints,
  expressRouteCircuits,
  scaleSets,
  capacityReservations,
  appServicePlans,
  managedClusters,
  agentPools,
  sqlDatabases,
  sqlElasticPools,
  sqlManagedInstances,
  postgresqlServers,
  mysqlServers,
  redisCaches,
  documentContainers,
  sqlPools,
  storageAccounts,
  reservations,
  savingsPlans,
].map((collector) => ({ ...collector, info: { ...collector.info, metrics: metricsOfType(collector.info.type) } }));

/** Types that Resource Graph is asked for: one entry for each collector that reads them. */
export const graphTypes: readonly string[] = collectors.flatMap((collector) => collector.graphTypes);
