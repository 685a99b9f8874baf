import { type CheckInfo } from '../domain/findings.ts';
import { providerIds } from '../domain/ids.ts';
import { catalogue } from './catalogue.ts';
import { kindsOf } from './check-kinds.ts';
import { defaultOf, riskOf } from './check-params.ts';
import type { Check } from './define-check.ts';
import { databaseArm } from './modernize/database-arm.ts';
import { databaseExtendedSupport } from './modernize/database-extended-support.ts';
import { databasePreviousGeneration } from './modernize/database-previous-generation.ts';
import { databaseStorageType } from './modernize/database-storage-type.ts';
import { clusterIoBilling } from './rightsizing/cluster-io-billing.ts';
import { clusterMinimumCapacity } from './rightsizing/cluster-minimum-capacity.ts';
import { databaseIops } from './rightsizing/database-iops.ts';
import { databaseStandby } from './rightsizing/database-standby.ts';
import { oversizedDatabase } from './rightsizing/oversized-database.ts';
import { databaseOffHours } from './schedule/database-off-hours.ts';
import { idleDatabase } from './waste/idle-database.ts';
import { idleDatabaseReplica } from './waste/idle-database-replica.ts';
import { oldDatabaseSnapshot } from './waste/old-database-snapshot.ts';
import { stoppedDatabase } from './waste/stopped-database.ts';
import { arm64Instance } from './modernize/arm64-instance.ts';
import { previousGenerationInstance } from './modernize/previous-generation-instance.ts';
import { fixedInstanceGroup } from './rightsizing/fixed-instance-group.ts';
import { oversizedInstanceGroup } from './rightsizing/oversized-instance-group.ts';
import { oversizedInstance } from './rightsizing/oversized-instance.ts';
import { oversizedLicence } from './rightsizing/oversized-licence.ts';
import { spotCandidateGroup } from './rightsizing/spot-candidate-group.ts';
import { offHoursInstance } from './schedule/off-hours-instance.ts';
import { idleDedicatedHost } from './waste/idle-dedicated-host.ts';
import { idleGpuInstance } from './waste/idle-gpu-instance.ts';
import { idleCapacityReservation } from './waste/idle-capacity-reservation.ts';
import { unusedCapacityReservation } from './waste/unused-capacity-reservation.ts';
import { idleInstance } from './waste/idle-instance.ts';
import { longStoppedInstance } from './waste/long-stopped-instance.ts';
import { previousGenerationVolumeType } from './waste/previous-generation-volume-type.ts';
import { unassociatedAddress } from './waste/unassociated-address.ts';
import { unattachedVolume } from './waste/unattached-volume.ts';
import { provisionedIopsVolume } from './modernize/provisioned-iops-volume.ts';
import { overprovisionedVolume } from './rightsizing/overprovisioned-volume.ts';
import { archivableSnapshot } from './storage-tiering/archivable-snapshot.ts';
import { idleVolume } from './waste/idle-volume.ts';
import { oldRecoveryPoint } from './waste/old-recovery-point.ts';
import { oldSnapshot } from './waste/old-snapshot.ts';
import { orphanedSnapshot } from './waste/orphaned-snapshot.ts';
import { unusedFastSnapshotRestore } from './waste/unused-fast-snapshot-restore.ts';
import { unusedImage } from './waste/unused-image.ts';
import { volumeOfStoppedInstance } from './waste/volume-of-stopped-instance.ts';
import { missingStorageEndpoint } from './rightsizing/missing-storage-endpoint.ts';
import { idleNatGateway } from './waste/idle-nat-gateway.ts';
import { idlePrivateEndpoint } from './waste/idle-private-endpoint.ts';
import { idleTransitAttachment } from './waste/idle-transit-attachment.ts';
import { idleVpnConnection } from './waste/idle-vpn-connection.ts';
import { unneededPublicAddress } from './waste/unneeded-public-address.ts';
import { oversizedBalancerCapacity } from './rightsizing/oversized-balancer-capacity.ts';
import { idleApplicationLoadBalancer } from './waste/idle-application-load-balancer.ts';
import { idleClassicLoadBalancer } from './waste/idle-classic-load-balancer.ts';
import { idleGatewayLoadBalancer } from './waste/idle-gateway-load-balancer.ts';
import { idleNetworkLoadBalancer } from './waste/idle-network-load-balancer.ts';

import { bucketWithoutLifecycle } from './storage-tiering/bucket-without-lifecycle.ts';
import { incompleteUploads } from './waste/incomplete-uploads.ts';
import { noncurrentVersions } from './waste/noncurrent-versions.ts';
import { bucketLeftovers } from './waste/bucket-leftovers.ts';
import { unusedDatabaseStorage } from './waste/unused-database-storage.ts';
import { rarelyReadBucket } from './storage-tiering/rarely-read-bucket.ts';
import { abandonedBucket } from './waste/abandoned-bucket.ts';
import { logGroupWithoutRetention } from './storage-tiering/log-group-without-retention.ts';
import { heavyLogIngestion } from './anomaly/heavy-log-ingestion.ts';
import { fileSystemWithoutLifecycle } from './storage-tiering/file-system-without-lifecycle.ts';
import { imageRepositoryWithoutLifecycle } from './waste/image-repository-without-lifecycle.ts';
import { duplicateAuditTrail } from './waste/duplicate-audit-trail.ts';
import { churningConfigurationRecorder } from './rightsizing/churning-configuration-recorder.ts';
import { idleElasticFileSystem, idleManagedFileSystem } from './waste/idle-file-system.ts';

import { clusterExtendedSupport } from './modernize/cluster-extended-support.ts';
import { oversizedContainerService } from './rightsizing/oversized-container-service.ts';
import { oversizedFunctionMemory } from './rightsizing/oversized-function-memory.ts';
import { overrequestedCluster } from './rightsizing/overrequested-cluster.ts';
import { underusedNodeGroup } from './rightsizing/underused-node-group.ts';
import { clusterOffHours } from './schedule/cluster-off-hours.ts';
import { idleContainerCluster } from './waste/idle-container-cluster.ts';
import { idleContainerService } from './waste/idle-container-service.ts';
import { idleDesktop } from './waste/idle-desktop.ts';
import { idleModelEndpoint } from './waste/idle-model-endpoint.ts';
import { idleModelThroughput } from './waste/idle-model-throughput.ts';
import { idleNotebook } from './waste/idle-notebook.ts';
import { idleProcessingCluster } from './waste/idle-processing-cluster.ts';
import { idleWorkflowEnvironment } from './waste/idle-workflow-environment.ts';
import { idleProvisionedConcurrency } from './waste/idle-provisioned-concurrency.ts';
import { estateChecks } from './estate-checks/index.ts';

import { warehouseOffHours } from './schedule/warehouse-off-hours.ts';
import { overprovisionedTable } from './rightsizing/overprovisioned-table.ts';
import { steadyOnDemandTable } from './rightsizing/steady-on-demand-table.ts';
import { oversizedManagedInstance } from './rightsizing/oversized-managed-instance.ts';
import { oversizedCache } from './rightsizing/oversized-cache.ts';
import { underusedNodeDatabase } from './rightsizing/underused-node-database.ts';
import { waitingMinimumInstances } from './rightsizing/waiting-minimum-instances.ts';
import { underusedCacheMemory } from './rightsizing/underused-cache-memory.ts';
import { underusedCache } from './rightsizing/underused-cache.ts';
import { underusedDatabaseServer } from './rightsizing/underused-database-server.ts';
import { oversizedWarehouse } from './rightsizing/oversized-warehouse.ts';
import { underusedSearchDomain } from './rightsizing/underused-search-domain.ts';
import { underusedStream } from './rightsizing/underused-stream.ts';
import { underusedMessageCluster } from './rightsizing/underused-message-cluster.ts';
import { rarelyUsedTable } from './storage-tiering/rarely-used-table.ts';
import { idleNosqlTable } from './waste/idle-nosql-table.ts';
import { underusedWarehousePool } from './schedule/underused-warehouse-pool.ts';
import { idleDocumentContainer } from './waste/idle-document-container.ts';
import { unfitContainerThroughput } from './rightsizing/unfit-container-throughput.ts';
import { idleCache } from './waste/idle-cache.ts';
import { idleWarehouse } from './waste/idle-warehouse.ts';
import { idleReplicationInstance } from './waste/idle-replication-instance.ts';
import { datasetStorageBilling } from './storage-tiering/dataset-storage-billing.ts';
import { overtieredVolume } from './storage-tiering/overtiered-volume.ts';
import { longLogRetention } from './storage-tiering/long-log-retention.ts';
import { rarelyUsedFunctionPlan } from './rightsizing/rarely-used-function-plan.ts';
import { oversizedAppPlan } from './rightsizing/oversized-app-plan.ts';
import { oversizedDatabaseCores } from './rightsizing/oversized-database-cores.ts';
import { ownDatabaseLicence } from './rightsizing/own-database-licence.ts';
import { ownLinuxLicence, ownWindowsLicence } from './rightsizing/own-system-licence.ts';
import { premiumDiskOfStoppedInstance } from './storage-tiering/premium-disk-of-stopped-instance.ts';
import { premiumSnapshot } from './storage-tiering/premium-snapshot.ts';
import { geoRedundantBucket } from './rightsizing/geo-redundant-bucket.ts';
import { deadPrivateEndpoint } from './waste/dead-private-endpoint.ts';
import { emptyDatabasePool } from './waste/empty-database-pool.ts';
import { emptyAppPlan } from './waste/empty-app-plan.ts';
import { idleProtectedItem } from './waste/idle-protected-item.ts';
import { idleQueryCluster } from './waste/idle-query-cluster.ts';
import { underusedModelThroughput } from './rightsizing/underused-model-throughput.ts';
import { oversizedApiGateway } from './rightsizing/oversized-api-gateway.ts';
import { idleBastion } from './waste/idle-bastion.ts';
import { idleFirewall } from './waste/idle-firewall.ts';
import { idleNetworkGateway } from './waste/idle-network-gateway.ts';
import { stoppedAndBilledInstance } from './waste/stopped-and-billed-instance.ts';
import { unusedLoadBalancer } from './waste/unused-load-balancer.ts';
import { unprovisionedLine } from './waste/unprovisioned-line.ts';
import { unusedSubnetNatGateway } from './waste/unused-subnet-nat-gateway.ts';
import { unusedProtectionPlan } from './waste/unused-protection-plan.ts';
/** Every check there is: an explicit list, so that one can be found by searching and none depends on import order. */
export const checks: readonly Check[] = [
  // object stores, file systems, logs and audits
  bucketWithoutLifecycle,
  incompleteUploads,
  noncurrentVersions,
  bucketLeftovers,
  unusedDatabaseStorage,
  rarelyReadBucket,
  abandonedBucket,
  geoRedundantBucket,
  logGroupWithoutRetention,
  heavyLogIngestion,
  longLogRetention,
  fileSystemWithoutLifecycle,
  imageRepositoryWithoutLifecycle,
  duplicateAuditTrail,
  churningConfigurationRecorder,
  idleElasticFileSystem,
  idleManagedFileSystem,
  unattachedVolume,
  unassociatedAddress,
  longStoppedInstance,
  stoppedAndBilledInstance,
  previousGenerationVolumeType,
  idleInstance,
  idleGpuInstance,
  oversizedInstance,
  offHoursInstance,
  previousGenerationInstance,
  arm64Instance,
  oversizedLicence,
  ownWindowsLicence,
  ownLinuxLicence,
  fixedInstanceGroup,
  oversizedInstanceGroup,
  spotCandidateGroup,
  unusedCapacityReservation,
  idleCapacityReservation,
  idleDedicatedHost,
  // networks
  idleNatGateway,
  missingStorageEndpoint,
  idleApplicationLoadBalancer,
  idleNetworkLoadBalancer,
  idleClassicLoadBalancer,
  idleGatewayLoadBalancer,
  unusedLoadBalancer,
  oversizedBalancerCapacity,
  idleNetworkGateway,
  unusedProtectionPlan,
  idleBastion,
  idleFirewall,
  oversizedApiGateway,
  idleProtectedItem,
  idleQueryCluster,
  underusedModelThroughput,
  deadPrivateEndpoint,
  unprovisionedLine,
  unusedSubnetNatGateway,
  unneededPublicAddress,
  idlePrivateEndpoint,
  idleTransitAttachment,
  idleVpnConnection,
  // block volumes, snapshots and images
  provisionedIopsVolume,
  overprovisionedVolume,
  overtieredVolume,
  premiumDiskOfStoppedInstance,
  premiumSnapshot,
  archivableSnapshot,
  idleVolume,
  oldSnapshot,
  oldRecoveryPoint,
  orphanedSnapshot,
  unusedFastSnapshotRestore,
  unusedImage,
  volumeOfStoppedInstance,
  // other data stores
  idleNosqlTable,
  overprovisionedTable,
  steadyOnDemandTable,
  rarelyUsedTable,
  idleCache,
  oversizedCache,
  underusedCache,
  idleDocumentContainer,
  unfitContainerThroughput,
  underusedWarehousePool,
  underusedDatabaseServer,
  oversizedManagedInstance,
  underusedCacheMemory,
  waitingMinimumInstances,
  underusedNodeDatabase,
  idleWarehouse,
  oversizedWarehouse,
  warehouseOffHours,
  underusedSearchDomain,
  idleReplicationInstance,
  underusedStream,
  underusedMessageCluster,
  datasetStorageBilling,
  // relational databases
  idleDatabase,
  oversizedDatabase,
  oversizedDatabaseCores,
  ownDatabaseLicence,
  emptyDatabasePool,
  databaseOffHours,
  databaseExtendedSupport,
  stoppedDatabase,
  databaseStorageType,
  databaseStandby,
  databasePreviousGeneration,
  databaseArm,
  oldDatabaseSnapshot,
  idleDatabaseReplica,
  databaseIops,
  clusterIoBilling,
  clusterMinimumCapacity,
  // containers, functions, machine learning, data processing, desktops
  oversizedContainerService,
  idleContainerService,
  overrequestedCluster,
  underusedNodeGroup,
  clusterExtendedSupport,
  idleContainerCluster,
  clusterOffHours,
  oversizedFunctionMemory,
  idleProvisionedConcurrency,
  idleNotebook,
  idleModelEndpoint,
  idleModelThroughput,
  idleWorkflowEnvironment,
  idleProcessingCluster,
  idleDesktop,
  emptyAppPlan,
  oversizedAppPlan,
  rarelyUsedFunctionPlan,
  // whole accounts and clouds
  ...estateChecks,
];

/** One entry per check and cloud, in order of cloud and id. */
export function checkInfos(): readonly CheckInfo[] {
  return providerIds.flatMap((provider) =>
    checks
      .flatMap((check) => {
        const id = check.ids[provider];
        if (id === undefined) return [];
        const { name, title, kind, description, action, savings, ignores, evidence } = check;
        const { service, category = 'waste', priority } = catalogue.get(id) ?? {};
        const params = Object.fromEntries(
          Object.entries(check.params).map(([param, spec]) => [
            param,
            { default: defaultOf(spec, provider), why: spec.why },
          ]),
        );
        return [
          {
            id,
            name,
            provider,
            ...(service !== undefined && { service }),
            category,
            ...(priority !== undefined && { priority }),
            title,
            kind,
            kinds: [...new Set(kindsOf(check))],
            metrics: check.needs.metrics ?? [],
            costs: check.needs.costs ?? [],
            advisers: check.needs.advisers ?? [],
            description,
            savings,
            ignores,
            evidence,
            risk: riskOf(check, provider),
            action,
            params,
          },
        ];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}
