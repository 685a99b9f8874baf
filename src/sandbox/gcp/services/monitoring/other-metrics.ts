import { constantSignal, counterSignal, gaugeSignal, lifetime } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';
import type { GcpCluster, GcpNodePool, GcpSqlInstance } from '../../../provider-estate/gcp/model.ts';
import type { Labels, MetricSource, SeriesEntry } from './series.ts';

type Form = Pick<MetricSource, 'kind' | 'valueType' | 'unit'>;

const SHARE: Form = { kind: 'GAUGE', valueType: 'DOUBLE', unit: '10^2.%' };
const COUNTED: Form = { kind: 'DELTA', valueType: 'INT64', unit: '1' };
const BYTES: Form = { kind: 'DELTA', valueType: 'INT64', unit: 'By' };
const LEVEL: Form = { kind: 'GAUGE', valueType: 'INT64', unit: '1' };
const STORED: Form = { kind: 'GAUGE', valueType: 'DOUBLE', unit: 'By' };

/** A metric over the resources of one kind. */
export function metric<T extends { readonly projectId: string }>(
  type: string,
  resource: string,
  form: Form,
  select: (estate: GcpEstate) => readonly T[],
  seriesOf: (resource: T) => Iterable<SeriesEntry>,
): MetricSource {
  return {
    type,
    resource,
    ...form,
    *entries(estate, projectId) {
      for (const each of select(estate)) if (each.projectId === projectId) yield* seriesOf(each);
    },
  };
}

/** Cloud SQL reports while it runs. */
const sqlRuns = ({ createdAt, stoppedAt }: GcpSqlInstance) => lifetime(createdAt, stoppedAt);

const sqlLabels = ({ projectId, region, name }: GcpSqlInstance): Labels => ({
  project_id: projectId,
  database_id: `${projectId}:${name}`,
  region,
});

function sqlGauge(
  name: string,
  form: Form,
  levelOf: (database: GcpSqlInstance) => {
    readonly mean: number;
    readonly peak: number;
    readonly decimals: number;
    readonly steady?: true;
  },
): MetricSource {
  return metric(
    `cloudsql.googleapis.com/database/${name}`,
    'cloudsql_database',
    form,
    (e) => e.sqlInstances,
    (database) => [
      {
        resourceLabels: sqlLabels(database),
        metricLabels: {},
        signal: () => {
          const { steady, ...level } = levelOf(database);
          const shape = steady ? 'steady' : database.load.shape;
          const key = `${database.projectId}:${database.name}`;
          return gaugeSignal({ key, metric: name, unit: 'Percent', runs: sqlRuns(database), shape, ...level });
        },
      },
    ],
  );
}

const sqlMetrics: readonly MetricSource[] = [
  sqlGauge('cpu/utilization', SHARE, ({ load }) => ({
    mean: load.cpuMeanPercent / 100,
    peak: load.cpuPeakPercent / 100,
    decimals: 6,
  })),
  sqlGauge('memory/utilization', SHARE, ({ load }) => ({
    mean: (load.memoryPercent / 100) * 0.9,
    peak: load.memoryPercent / 100,
    decimals: 6,
    steady: true,
  })),
  // In office hours alone where that is its shape: a mean of zero leaves nothing for the nights.
  sqlGauge('network/connections', LEVEL, ({ load }) => ({
    mean: load.shape === 'office' ? 0 : load.connectionsPeak * 0.6,
    peak: load.connectionsPeak,
    decimals: 0,
  })),
  sqlGauge('disk/utilization', SHARE, ({ storageUsed }) => ({
    mean: storageUsed * 0.99,
    peak: storageUsed,
    decimals: 6,
    steady: true,
  })),
  metric(
    'cloudsql.googleapis.com/database/up',
    'cloudsql_database',
    LEVEL,
    (e) => e.sqlInstances,
    (database) => [
      {
        resourceLabels: sqlLabels(database),
        metricLabels: {},
        signal: () => constantSignal({ unit: 'Count', runs: sqlRuns(database) }, 1),
      },
    ],
  ),
  ...(['read', 'write'] as const).map((direction) =>
    metric(
      `cloudsql.googleapis.com/database/disk/${direction}_ops_count`,
      'cloudsql_database',
      COUNTED,
      (e) => e.sqlInstances,
      (database) => [
        {
          resourceLabels: sqlLabels(database),
          metricLabels: {},
          signal: () =>
            counterSignal({
              key: `${database.projectId}:${database.name}`,
              metric: `disk ${direction}`,
              unit: 'Count',
              runs: sqlRuns(database),
              shape: database.load.shape,
              perHour: 200 + database.load.connectionsPeak * 900,
            }),
        },
      ],
    ),
  ),
];

const DAY_MS = 86_400_000;

/** Sizes of buckets are told once a day. */
const bucketSizes: readonly MetricSource[] = (['total_bytes', 'total_count'] as const).map((name) =>
  metric(
    `storage.googleapis.com/storage/v2/${name}`,
    'gcs_bucket',
    name === 'total_bytes' ? STORED : LEVEL,
    (e) => e.buckets,
    (bucket) =>
      bucket.bytes.map((part) => ({
        resourceLabels: bucketLabels(bucket),
        metricLabels: { storage_class: part.storageClass, type: part.type },
        signal: (): Signal => ({
          unit: 'Bytes',
          everySeconds: 86_400,
          runs: lifetime(bucket.createdAt + DAY_MS),
          sample: () => (name === 'total_bytes' ? part.bytes : part.objects),
        }),
      })),
  ),
);

function bucketLabels({
  projectId,
  name,
  location,
}: {
  readonly projectId: string;
  readonly name: string;
  readonly location: string;
}): Labels {
  return { project_id: projectId, bucket_name: name, location: location.toLowerCase() };
}

const bucketUse: readonly MetricSource[] = [
  metric(
    'storage.googleapis.com/api/request_count',
    'gcs_bucket',
    COUNTED,
    (e) => e.buckets,
    (bucket) =>
      bucket.readsPerHour === 0
        ? []
        : [
            {
              resourceLabels: bucketLabels(bucket),
              metricLabels: { response_code: 'OK', method: 'ReadObject' },
              signal: () => counted(bucket.name, 'requests', bucket.createdAt, bucket.readsPerHour),
            },
          ],
  ),
  metric(
    'storage.googleapis.com/network/sent_bytes_count',
    'gcs_bucket',
    BYTES,
    (e) => e.buckets,
    (bucket) =>
      bucket.bytesReadPerHour === 0
        ? []
        : [
            {
              resourceLabels: bucketLabels(bucket),
              metricLabels: { response_code: 'OK', method: 'ReadObject' },
              signal: () => counted(bucket.name, 'sent', bucket.createdAt, bucket.bytesReadPerHour),
            },
          ],
  ),
];

const counted = (key: string, name: string, from: number, perHour: number): Signal =>
  counterSignal({ key, metric: name, unit: 'Count', runs: lifetime(from), shape: 'daily', perHour });

/** Nodes of the pools, by the names of their machines, with the labels that the pools give them. */
function* nodesOf(estate: GcpEstate, cluster: GcpCluster): Generator<readonly [string, GcpNodePool]> {
  for (const { projectId, node, name } of estate.instances) {
    if (projectId !== cluster.projectId || node?.cluster !== cluster.name) continue;
    const pool = cluster.pools.find((each) => each.name === node.pool);
    if (pool) yield [name, pool];
  }
}

function nodeMetric(name: 'cpu' | 'memory'): MetricSource {
  return {
    type: `kubernetes.io/node/${name}/allocatable_utilization`,
    resource: 'k8s_node',
    ...SHARE,
    unit: '1',
    *entries(estate, projectId) {
      for (const cluster of estate.clusters) {
        if (cluster.projectId !== projectId || cluster.unmonitored) continue;
        for (const [node, pool] of nodesOf(estate, cluster)) {
          const labels = {
            resourceLabels: {
              project_id: projectId,
              location: cluster.location,
              cluster_name: cluster.name,
              node_name: node,
            },
            userLabels: { 'cloud.google.com/gke-nodepool': pool.name },
          };
          const peak = (name === 'cpu' ? pool.load.cpuPercent : pool.load.memoryPercent) / 100;
          const signal = (share: number) => () =>
            gaugeSignal({
              key: node,
              metric: name,
              unit: 'Percent',
              runs: lifetime(cluster.createdAt),
              shape: name === 'cpu' ? 'daily' : 'steady',
              mean: peak * share * (name === 'cpu' ? 0.6 : 0.9),
              peak: peak * share,
              decimals: 6,
            });
          if (name === 'cpu') yield { ...labels, metricLabels: {}, signal: signal(1) };
          else {
            yield { ...labels, metricLabels: { memory_type: 'non-evictable', component: '' }, signal: signal(1) };
            yield { ...labels, metricLabels: { memory_type: 'evictable', component: '' }, signal: signal(0.15) };
          }
        }
      }
    },
  };
}

const redisLabels = (redis: GcpEstate['redis'][number]): Labels => ({
  project_id: redis.projectId,
  region: redis.region,
  instance_id: `projects/${redis.projectId}/locations/${redis.region}/instances/${redis.name}`,
  node_id: 'node-0',
});

function redisGauge(
  name: string,
  form: Form,
  peakOf: (redis: GcpEstate['redis'][number]) => number,
  decimals: number,
): MetricSource {
  return metric(
    `redis.googleapis.com/${name}`,
    'redis_instance',
    form,
    (e) => e.redis,
    (redis) => [
      {
        resourceLabels: redisLabels(redis),
        metricLabels: name === 'clients/connected' ? { role: 'primary' } : {},
        signal: () => {
          const peak = peakOf(redis);
          return gaugeSignal({
            key: redis.name,
            metric: name,
            unit: 'Count',
            runs: lifetime(redis.createdAt),
            shape: 'steady',
            mean: peak * 0.85,
            peak,
            decimals,
          });
        },
      },
    ],
  );
}

const runLabels = (service: GcpEstate['runServices'][number]): Labels => ({
  project_id: service.projectId,
  service_name: service.name,
  revision_name: `${service.name}-00007-abc`,
  location: service.region,
  configuration_name: service.name,
});

const runMetrics: readonly MetricSource[] = [
  metric(
    'run.googleapis.com/request_count',
    'cloud_run_revision',
    COUNTED,
    (e) => e.runServices,
    (service) => [
      {
        resourceLabels: runLabels(service),
        metricLabels: { response_code: '200', response_code_class: '2xx' },
        signal: () => counted(service.name, 'requests', service.createdAt, service.requestsPerHour),
      },
    ],
  ),
  metric(
    'run.googleapis.com/container/instance_count',
    'cloud_run_revision',
    LEVEL,
    (e) => e.runServices,
    (service) => {
      const active = service.activeInstances;
      const idle = Math.max(0, service.minInstances - active);
      return [
        { state: 'active', value: active },
        { state: 'idle', value: idle },
      ].map(({ state, value }) => ({
        resourceLabels: runLabels(service),
        metricLabels: { state },
        signal: () => constantSignal({ unit: 'Count', runs: lifetime(service.createdAt) }, value),
      }));
    },
  ),
];

/** What came into each log bucket. The monitored resource is `global`: the bucket is told by labels of the metric. */
const logMetrics: readonly MetricSource[] = [
  metric(
    'logging.googleapis.com/billing/log_bucket_bytes_ingested',
    'global',
    BYTES,
    (e) => e.logBuckets,
    (bucket) => [
      {
        resourceLabels: { project_id: bucket.projectId },
        metricLabels: {
          log_source: bucket.projectId,
          resource_type: 'gce_instance',
          log_bucket_location: bucket.location,
          log_bucket_id: bucket.name,
        },
        signal: () => counted(`${bucket.projectId} ${bucket.name}`, 'ingested', bucket.createdAt, bucket.bytesPerHour),
      },
    ],
  ),
];

function natMetric(direction: 'sent' | 'received'): MetricSource {
  return metric(
    `router.googleapis.com/nat/${direction}_bytes_count`,
    'nat_gateway',
    BYTES,
    (e) => e.routers,
    (router) =>
      router.nats
        .filter(({ bytesPerHour }) => bytesPerHour > 0)
        .map((nat) => ({
          resourceLabels: {
            project_id: router.projectId,
            region: router.region,
            router_id: router.id,
            gateway_name: nat.name,
          },
          metricLabels: { ip_protocol: '6' },
          signal: () => counted(nat.name, direction, router.createdAt, nat.bytesPerHour),
        })),
  );
}

function vpnMetric(direction: 'sent' | 'received'): MetricSource {
  return metric(
    `vpn.googleapis.com/network/${direction}_bytes_count`,
    'vpn_gateway',
    BYTES,
    (e) => e.vpnTunnels,
    (tunnel) => [
      {
        resourceLabels: {
          project_id: tunnel.projectId,
          region: tunnel.region,
          gateway_id: String(BigInt(tunnel.id) + 1n),
        },
        metricLabels: { tunnel_name: tunnel.name, gateway_name: tunnel.gateway },
        signal: () => counted(tunnel.name, direction, tunnel.createdAt, tunnel.bytesPerHour),
      },
    ],
  );
}

const tunnelUp = metric(
  'vpn.googleapis.com/tunnel_established',
  'vpn_gateway',
  LEVEL,
  (e) => e.vpnTunnels,
  (tunnel) => [
    {
      resourceLabels: {
        project_id: tunnel.projectId,
        region: tunnel.region,
        gateway_id: String(BigInt(tunnel.id) + 1n),
      },
      metricLabels: { tunnel_name: tunnel.name, gateway_name: tunnel.gateway },
      signal: () =>
        constantSignal({ unit: 'Count', runs: lifetime(tunnel.createdAt) }, tunnel.status === 'ESTABLISHED' ? 1 : 0),
    },
  ],
);

const reservationMetrics: readonly MetricSource[] = (['used', 'reserved'] as const).map((name) =>
  metric(
    `compute.googleapis.com/reservation/${name}`,
    'compute.googleapis.com/Reservation',
    LEVEL,
    (e) => e.reservations,
    (reservation) => [
      {
        resourceLabels: {
          resource_container: reservation.projectId,
          location: reservation.zone,
          reservation_id: reservation.id,
        },
        metricLabels: {},
        signal: () =>
          constantSignal(
            { unit: 'Count', runs: lifetime(reservation.createdAt) },
            name === 'used' ? reservation.inUse : reservation.count,
          ),
      },
    ],
  ),
);

/** Source: Cloud Monitoring, "Google Cloud metrics" and "GKE system metrics". */
export const otherMetrics: readonly MetricSource[] = [
  ...sqlMetrics,
  ...bucketSizes,
  ...bucketUse,
  nodeMetric('cpu'),
  nodeMetric('memory'),
  redisGauge('clients/connected', LEVEL, ({ clientsPeak }) => clientsPeak, 0),
  redisGauge('stats/memory/usage_ratio', { ...SHARE, unit: '1' }, ({ memoryRatio }) => memoryRatio, 4),
  metric(
    'redis.googleapis.com/stats/evicted_keys',
    'redis_instance',
    COUNTED,
    (e) => e.redis,
    (redis) => [
      {
        resourceLabels: redisLabels(redis),
        metricLabels: { role: 'primary' },
        signal: () => counted(redis.name, 'evicted', redis.createdAt, redis.evictedPerHour),
      },
    ],
  ),
  ...runMetrics,
  ...logMetrics,
  natMetric('sent'),
  natMetric('received'),
  vpnMetric('sent'),
  vpnMetric('received'),
  tunnelUp,
  ...reservationMetrics,
];
