import type { Collector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { addresses } from './addresses.ts';
import { databaseClusterSnapshots } from './database-cluster-snapshots.ts';
import { databaseClusters } from './database-clusters.ts';
import { databaseSnapshots } from './database-snapshots.ts';
import { databases } from './databases.ts';
import { capacityReservations } from './capacity-reservations.ts';
import { dedicatedHosts } from './dedicated-hosts.ts';
import { instanceGroups } from './instance-groups.ts';
import { instances } from './instances.ts';
import { fastSnapshotRestores } from './fast-snapshot-restores.ts';
import { images } from './images.ts';
import { launchConfigurations } from './launch-configurations.ts';
import { launchTemplates } from './launch-templates.ts';
import { recoveryPoints } from './recovery-points.ts';
import { snapshotPolicies } from './snapshot-policies.ts';
import { spotFleets } from './spot-fleets.ts';
import { snapshots } from './snapshots.ts';
import { volumes } from './volumes.ts';
import { classicLoadBalancers } from './classic-load-balancers.ts';
import { dnsZones } from './dns-zones.ts';
import { loadBalancers } from './load-balancers.ts';
import { natGateways } from './nat-gateways.ts';
import { networkInterfaces } from './network-interfaces.ts';
import { networks } from './networks.ts';
import { privateEndpoints } from './private-endpoints.ts';
import { transitAttachments } from './transit-attachments.ts';
import { vpnConnections } from './vpn-connections.ts';
import { buckets } from './buckets.ts';
import { logGroups } from './log-groups.ts';
import { imageRepositories } from './image-repositories.ts';
import { elasticFileSystems } from './elastic-file-systems.ts';
import { managedFileSystems } from './managed-file-systems.ts';
import { auditTrails } from './audit-trails.ts';
import { configurationRecorders } from './configuration-recorders.ts';
import { secrets } from './secrets.ts';

import { desktops } from './desktops.ts';
import { ecsClusters } from './ecs-clusters.ts';
import { ecsServices } from './ecs-services.ts';
import { eksClusters } from './eks-clusters.ts';
import { functions } from './functions.ts';
import { modelEndpoints } from './model-endpoints.ts';
import { modelThroughput } from './model-throughput.ts';
import { nodeGroups } from './node-groups.ts';
import { notebookInstances } from './notebook-instances.ts';
import { processingClusters } from './processing-clusters.ts';
import { provisionedConcurrency } from './provisioned-concurrency.ts';
import { studioApps } from './studio-apps.ts';
import { reservedInstances } from './reserved-instances.ts';
import {
  reservedCacheNodes,
  reservedDatabases,
  reservedMemoryNodes,
  reservedSearchInstances,
  reservedWarehouseNodes,
} from './reserved-nodes.ts';
import { savingsPlans } from './savings-plans.ts';

import { nosqlTables } from './nosql-tables.ts';
import { cacheGroups } from './cache-groups.ts';
import { cacheClusters } from './cache-clusters.ts';
import { serverlessCaches } from './serverless-caches.ts';
import { warehouses } from './warehouses.ts';
import { searchDomains } from './search-domains.ts';
import { replicationInstances } from './replication-instances.ts';
import { streams } from './streams.ts';
import { messageClusters } from './message-clusters.ts';
/** All resource types that are read from AWS. */
export const collectors: readonly Collector<AwsClient>[] = [
  // object stores, file systems, logs and audits
  buckets,
  logGroups,
  imageRepositories,
  elasticFileSystems,
  managedFileSystems,
  auditTrails,
  configurationRecorders,
  secrets,
  // compute
  instances,
  volumes,
  snapshots,
  addresses,
  instanceGroups,
  capacityReservations,
  dedicatedHosts,
  // images, snapshots and backups
  images,
  launchTemplates,
  launchConfigurations,
  spotFleets,
  fastSnapshotRestores,
  snapshotPolicies,
  recoveryPoints,
  // networks
  networks,
  networkInterfaces,
  natGateways,
  privateEndpoints,
  transitAttachments,
  vpnConnections,
  loadBalancers,
  classicLoadBalancers,
  dnsZones,
  // other data stores
  nosqlTables,
  cacheGroups,
  cacheClusters,
  serverlessCaches,
  warehouses,
  searchDomains,
  replicationInstances,
  streams,
  messageClusters,
  // relational databases
  databases,
  databaseClusters,
  databaseSnapshots,
  databaseClusterSnapshots,
  // containers, functions, machine learning, data processing, desktops
  ecsClusters,
  ecsServices,
  eksClusters,
  nodeGroups,
  functions,
  provisionedConcurrency,
  notebookInstances,
  studioApps,
  modelEndpoints,
  modelThroughput,
  processingClusters,
  desktops,
  // commitments
  savingsPlans,
  reservedInstances,
  reservedDatabases,
  reservedCacheNodes,
  reservedSearchInstances,
  reservedWarehouseNodes,
  reservedMemoryNodes,
].map((collector) => ({ ...collector, info: { ...collector.info, metrics: metricsOfType(collector.info.type) } }));
