/** What a machine plays, and how many of it there are in a thousand resources. The rest works as its size is made for. */
export const INSTANCE_ROLES = {
  idle: 4,
  'idle-young': 1.2,
  'idle-keep': 1.2,
  'idle-batch': 1.2,
  'idle-proxy': 1.2,
  'idle-gap': 1.2,
  oversized: 5,
  'oversized-custom': 2,
  'oversized-young': 1.2,
  'oversized-keep': 1.2,
  'memory-bound': 1.5,
  snug: 1.5,
  office: 4,
  'office-scheduled': 1.2,
  'office-prod': 1.2,
  'office-young': 1.2,
  'office-keep': 1.2,
  'short-night': 1.2,
  'stopped-long': 4,
  'suspended-long': 1.5,
  'stopped-recent': 1.5,
  'stopped-keep': 1.2,
  'suspended-recent': 1.2,
  'old-family': 3,
  'old-family-discounted': 1,
  'old-family-gpu': 1.2,
  'old-family-keep': 1.2,
  'gpu-idle': 1.2,
  'gpu-busy': 1.2,
  'gpu-no-agent': 0.6,
  'gpu-young': 0.6,
  'gpu-keep': 0.6,
  spot: 6,
  windows: 2,
} as const;

export type InstanceRole =
  | keyof typeof INSTANCE_ROLES
  | 'working'
  | 'member'
  | 'member-low'
  | 'member-spot'
  | 'tenant'
  | 'node'
  | 'node-low'
  | 'node-idle'
  | 'notebook'
  | 'notebook-idle'
  | 'notebook-stopped'
  | 'cluster-machine'
  | 'cluster-machine-low';

export const CHECK = {
  idle: 'gcp-vm-idle',
  rightsize: 'gcp-vm-rightsize',
  stoppedDisks: 'gcp-vm-stopped-disks',
  schedule: 'gcp-vm-schedule',
  superseded: 'gcp-vm-superseded-family',
  gpuIdle: 'gcp-gpu-tpu-idle',
  groupUnderused: 'gcp-mig-underused',
  spotCandidate: 'gcp-vm-spot-candidate',
  reservationIdle: 'gcp-reservation-idle',
  soleTenantNode: 'gcp-sole-tenant-node-underused',
  diskUnattached: 'gcp-disk-unattached',
  diskType: 'gcp-disk-type-downgrade',
  snapshotOld: 'gcp-snapshot-old',
  imageUnused: 'gcp-image-unused',
  addressUnused: 'gcp-address-unused',
  balancerUnused: 'gcp-lb-unused',
  natVpnIdle: 'gcp-nat-vpn-idle',
  sqlIdle: 'gcp-sql-idle',
  sqlRightsize: 'gcp-sql-rightsize',
  sqlHighAvailability: 'gcp-sql-ha-nonprod',
  sqlSchedule: 'gcp-sql-schedule',
  sqlStopped: 'gcp-sql-stopped-or-storage',
  sqlExtended: 'gcp-sql-extended-support',
  redisUnderused: 'gcp-memorystore-underused',
  datasetModel: 'gcp-bq-storage-billing-model',
  bucketLifecycle: 'gcp-gcs-lifecycle-missing',
  bucketNoncurrent: 'gcp-gcs-noncurrent-softdelete',
  bucketAbandoned: 'gcp-gcs-bucket-abandoned',
  poolUnderused: 'gcp-gke-nodepool-underused',
  nodesUnderused: 'gcp-spanner-bigtable-alloydb-underused',
  runMinimum: 'gcp-run-functions-min-instances',
  logging: 'gcp-logging-cost',
  commitment: 'gcp-cud-underused-expiring',
  anomaly: 'gcp-cost-anomaly',
  labels: 'gcp-label-coverage',
  recommender: 'gcp-recommender-import',
  usagePurchase: 'gcp-cud-resource-purchase',
  spendPurchase: 'gcp-cud-spend-purchase',
} as const;
