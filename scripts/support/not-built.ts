const NO_SIGNAL = 'its listing and metrics are not collected';

/**
 * Checks of the catalogue with priority P1 or P2 that are not built, by id, with the reason. A test holds that every
 * such row is either a check or stands here, and that none of P1 does.
 */
export const notBuilt: Readonly<Record<string, string>> = {
  // Azure
  'azure-aks-stop-schedule': 'the use of a cluster by the hour of the week is not read, only that of its node pools',
  'azure-apim-oversized': `API Management: ${NO_SIGNAL}`,
  'azure-appgw-capacity':
    'capacity units are read as means of an hour; their peaks inside the hour, which decide, are not',
  'azure-backup-idle-items': `Recovery Services vaults: ${NO_SIGNAL}`,
  'azure-bastion-idle': `Bastion: ${NO_SIGNAL}`,
  'azure-cosmos-idle': `Cosmos DB: ${NO_SIGNAL}`,
  'azure-cosmos-throughput': `Cosmos DB: ${NO_SIGNAL}`,
  'azure-dataexplorer-hdinsight-idle': `Data Explorer and HDInsight: ${NO_SIGNAL}`,
  'azure-dedicated-host-capacity-idle': `dedicated hosts and capacity reservations: ${NO_SIGNAL}`,
  'azure-devtest-offer-candidate':
    'what a subscription is for is told by no field, and the price of its machines under the other offer by no public list',
  'azure-disk-ultra-v2-overprovisioned':
    'the least IOPS and throughput that a size of disk may have are not modelled, so that no lower setting can be proposed',
  'azure-firewall-idle': `Azure Firewall: ${NO_SIGNAL}`,
  'azure-functions-premium-idle':
    'what the executions would cost in the other plans takes their memory, which is not read',
  'azure-loganalytics-tier': `Log Analytics: ingestion by table takes queries of its data plane; ${NO_SIGNAL}`,
  'azure-ml-compute-endpoint-idle': `Machine Learning workspaces: ${NO_SIGNAL}`,
  'azure-openai-ptu-underused': `Azure OpenAI deployments: ${NO_SIGNAL}`,
  'azure-pg-mysql-flexible-rightsize':
    'the sizes that a flexible server may have, with their limits, are not described',
  'azure-redis-underused':
    'which smaller sizes a cache may be moved to depends on its tier and data; that is not modelled',
  'azure-sqlmi-rightsize': 'the use of storage and the I/O limits of the smaller sizes of an instance are not read',
  'azure-synapse-dw-idle': `Synapse: ${NO_SIGNAL}`,
  'azure-vm-spot-candidate':
    'what interrupts a scale set may bear is not told by its model, and spot prices are not joined to it',
  'azure-vmss-underused':
    'the members of a scale set in uniform mode are no machines of the inventory, so that nothing prices them',
  // Google Cloud
  'gcp-artifact-registry-cleanup': `Artifact Registry: ${NO_SIGNAL}`,
  'gcp-bq-capacity': `slots of BigQuery: ${NO_SIGNAL}; its jobs can be read by paid queries only`,
  'gcp-bq-partition-cluster': 'bytes scanned by table take paid queries over all jobs',
  'gcp-bq-runaway-queries': 'bytes billed by query take a listing of every job of every user',
  'gcp-bq-table-stale':
    'who read a table last takes paid queries over all jobs; the time of its last change alone says too little',
  'gcp-composer-dataflow-idle': `Composer, Dataflow and Data Fusion: ${NO_SIGNAL}`,
  'gcp-dataproc-idle': `Dataproc: ${NO_SIGNAL}`,
  'gcp-disk-type-downgrade':
    'what a disk may do follows from its size, its machine and all its other disks together, and its operations are counted by machine',
  'gcp-gke-cluster-idle': 'pods of users are told from those of the cluster only inside of it',
  'gcp-gke-extended-support': 'when standard support of a version ends stands in no answer of the API',
  'gcp-gke-overrequested': 'requests of pods are metrics of each container: too many series to be read in every sync',
  'gcp-gpu-tpu-idle':
    'GPUs that are attached to a machine are no part of its type, and no agent’s metric of them is read',
  'gcp-image-unused': `images and their templates: ${NO_SIGNAL}`,
  'gcp-memorystore-underused': `Memorystore: ${NO_SIGNAL}`,
  'gcp-mig-underused': `managed instance groups: ${NO_SIGNAL}`,
  'gcp-network-tier-egress': 'traffic by its path takes the detailed billing export of every machine',
  'gcp-project-unattended':
    'its one signal is Recommender’s own: what that says is imported by `gcp-recommender-import`',
  'gcp-reservation-idle': `reservations: ${NO_SIGNAL}`,
  'gcp-run-functions-min-instances': `Cloud Run: ${NO_SIGNAL}`,
  'gcp-sole-tenant-node-underused': `sole-tenant nodes: ${NO_SIGNAL}`,
  'gcp-spanner-bigtable-alloydb-underused': `Spanner, Bigtable and AlloyDB: ${NO_SIGNAL}`,
  'gcp-sql-extended-support': 'what extended support costs a vCPU is not among the prices that are read',
  'gcp-sql-stopped-or-storage':
    'Cloud SQL does not tell when an instance was stopped, and a disk of it cannot be made smaller in place',
  'gcp-vertex-endpoint-notebook-idle': `Vertex AI: ${NO_SIGNAL}`,
  'gcp-vm-spot-candidate': `managed instance groups: ${NO_SIGNAL}`,
};
