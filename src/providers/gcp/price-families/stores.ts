import { skuFamily } from '../define-price-family.ts';

/**
 * `storage/<standard|nearline|coldline|archive>` per GiB-month. Source of the names: Cloud Billing catalogue, Cloud
 * Storage; dual-region and Autoclass SKUs begin with another word.
 */
export const bucketPrices = skuFamily(
  'buckets',
  ['bucket'],
  [
    {
      service: 'storage',
      pattern: /^(Standard|Nearline|Coldline|Archive) Storage (?!.*(?:dual-region|early delete|operations|retrieval))/i,
      item: ([, storageClass = '']) => `storage/${storageClass.toLowerCase()}`,
      unit: 'GiB-month',
    },
    {
      service: 'storage',
      pattern: /^(Nearline|Coldline|Archive) Data Retrieval/i,
      item: ([, storageClass = '']) => `storage-retrieval/${storageClass.toLowerCase()}`,
      unit: 'GiB',
    },
  ],
);

/**
 * `dataset/<active|long-term>-<logical|physical>` per GiB-month: the same bytes have one of both prices, by the dataset's
 * billing model. Source of the names: Cloud Billing catalogue, BigQuery.
 */
export const datasetPrices = skuFamily(
  'datasets',
  ['dataset'],
  [
    {
      service: 'bigquery',
      pattern: /^(Active|Long[- ]Term) (Logical|Physical) Storage/i,
      item: ([, age = '', model = '']) => `dataset/${age.toLowerCase().replace(' ', '-')}-${model.toLowerCase()}`,
      unit: 'GiB-month',
    },
  ],
);

/** `log-group/ingest` per GiB and `log-group/retention` per GiB-month beyond 30 days. Source of the names: catalogue, Cloud Logging. */
export const logPrices = skuFamily(
  'logs',
  ['log-store'],
  [
    { service: 'logging', pattern: /^Log Storage cost/i, item: () => 'log-group/ingest', unit: 'GiB' },
    { service: 'logging', pattern: /^Log Retention cost/i, item: () => 'log-group/retention', unit: 'GiB-month' },
  ],
);

/**
 * `cluster/kubernetes` per hour, `cluster-extended-support/kubernetes` per hour on top of it, and of Autopilot's pods
 * `pod/vcpu` per vCPU-hour and `pod/memory` per GiB-hour that they ask for: general purpose, in no other class. Source of
 * the names: Cloud Billing catalogue, Kubernetes Engine.
 */
export const clusterPrices = skuFamily(
  'clusters',
  ['container-cluster'],
  [
    {
      service: 'gke',
      pattern: /^(?:Regional|Zonal|Autopilot) Kubernetes Clusters(?!.*Extended)/i,
      item: () => 'cluster/kubernetes',
      unit: 'hour',
    },
    {
      service: 'gke',
      pattern: /(?:Kubernetes|GKE|Clusters?).*Extended (?:Period|Support)/i,
      item: () => 'cluster-extended-support/kubernetes',
      unit: 'hour',
    },
    {
      // Listed by the hour of a thousandth of a vCPU.
      service: 'gke',
      pattern: /^Autopilot Pod mCPU Requests/i,
      item: () => 'pod/vcpu',
      unit: 'vCPU-hour',
      factor: '1000',
    },
    {
      service: 'gke',
      pattern: /^Autopilot Pod Memory Requests/i,
      item: () => 'pod/memory',
      unit: 'GiB-hour',
    },
  ],
);

/**
 * `cache-memory/redis/<basic|standard|standard-node>/<m1…m5>` per GiB-hour: the larger the instance, the cheaper its GiB (M1 up
 * to 4 GiB, M2 10, M3 35, M4 100). `standard` is of both nodes together, `standard-node` of each node where there are read replicas. Source of the names: Cloud Billing catalogue, Memorystore for Redis.
 */
export const cachePrices = skuFamily(
  'caches',
  ['cache-cluster'],
  [
    {
      service: 'redis',
      pattern: /^Redis Capacity (Basic|Standard) (M[1-5])\b/i,
      item: ([, tier = '', size = '']) => `cache-memory/redis/${tier}/${size}`.toLowerCase(),
      unit: 'GiB-hour',
    },
    {
      service: 'redis',
      pattern: /^Redis Standard Node Capacity (M[1-5])\b/i,
      item: ([, size = '']) => `cache-memory/redis/standard-node/${size}`.toLowerCase(),
      unit: 'GiB-hour',
    },
  ],
);

/**
 * `container-service/vcpu` per vCPU-hour and `container-service/memory` per GiB-hour of instances that are billed for as
 * long as they live; `container-service/vcpu-idle` and `…/memory-idle` of minimum instances that wait, under billing by
 * request. Source of the names: Cloud Billing catalogue, Cloud Run.
 */
export const servicePrices = skuFamily(
  'services',
  ['request-service'],
  [
    {
      service: 'run',
      pattern: /^Services (CPU|Memory) \(Instance-based billing\)/i,
      item: ([, part = '']) => `container-service/${part.toLowerCase() === 'cpu' ? 'vcpu' : 'memory'}`,
      unit: ([, part = '']) => (part.toLowerCase() === 'cpu' ? 'vCPU-hour' : 'GiB-hour'),
    },
    {
      service: 'run',
      pattern: /^Services Min Instance (CPU|Memory) \(Request-based billing\)/i,
      item: ([, part = '']) => `container-service/${part.toLowerCase() === 'cpu' ? 'vcpu' : 'memory'}-idle`,
      unit: ([, part = '']) => (part.toLowerCase() === 'cpu' ? 'vCPU-hour' : 'GiB-hour'),
    },
  ],
);
