import type { CacheCluster, MessageCluster, NosqlTable, Stream, Warehouse } from '../../../domain/resources.ts';
import { defineMetrics, type Dimensions } from '../define-metrics.ts';

const dynamo = 'AWS/DynamoDB';
const tableAlone = ({ name = '' }: NosqlTable): Dimensions => ({ TableName: name });
/** An index counts what is read of it by itself, and what each write to the table costs it. */
const tableAndIndexes = (table: NosqlTable): readonly Dimensions[] => [
  tableAlone(table),
  ...table.indexes.map((index) => ({ ...tableAlone(table), GlobalSecondaryIndexName: index.name })),
];

/*
 * A sample is the units of the requests of its period (its SampleCount is their number), so a period without requests
 * has none. Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions", ConsumedReadCapacityUnits.
 * Five minutes are what a table may catch up on with capacity that it did not use ("Burst capacity").
 */
const ofTable = (metric: string, dimensions: typeof tableAlone | typeof tableAndIndexes) => ({
  namespace: dynamo,
  metric,
  stat: 'Sum',
  dimensions,
});
const isProvisioned = ({ capacityMode }: NosqlTable): boolean => capacityMode === 'provisioned';

export const nosqlTableMetrics = defineMetrics('aws:dynamodb:table', 'nosql-table', [
  {
    metric: 'read-units',
    periodSeconds: 300,
    lookbackDays: 14,
    series: [ofTable('ConsumedReadCapacityUnits', tableAlone)],
    absentMeansZero: true,
    wants: isProvisioned,
  },
  {
    metric: 'write-units',
    periodSeconds: 300,
    lookbackDays: 14,
    series: [ofTable('ConsumedWriteCapacityUnits', tableAlone)],
    absentMeansZero: true,
    wants: isProvisioned,
  },
  {
    metric: 'read-units-thirty-days',
    periodSeconds: 3600,
    lookbackDays: 30,
    series: [ofTable('ConsumedReadCapacityUnits', tableAndIndexes)],
    absentMeansZero: true,
  },
  {
    metric: 'write-units-thirty-days',
    periodSeconds: 3600,
    lookbackDays: 30,
    series: [ofTable('ConsumedWriteCapacityUnits', tableAndIndexes)],
    absentMeansZero: true,
  },
]);

const cache = 'AWS/ElastiCache';
/** A node of a group is a cluster to CloudWatch; several nodes of one cluster are under its name together. */
const nodes = ({ nodeIds }: CacheCluster): readonly Dimensions[] =>
  [...new Set(nodeIds.map((id) => id.split('/')[0] ?? id))].map((CacheClusterId) => ({ CacheClusterId }));
const isMemcached = ({ engine }: CacheCluster): boolean => engine === 'memcached';
const hasNodes = ({ deployment }: CacheCluster): boolean => deployment === 'nodes';
const isRedis = (of: CacheCluster): boolean => hasNodes(of) && !isMemcached(of);
const ofNodes = (metric: string, stat: string) => ({ namespace: cache, metric, stat, dimensions: nodes });

/** Sent every minute by each node. Source: ElastiCache User Guide, "Metrics for Valkey and Redis OSS" and "Metrics for Memcached". */
const redisMetrics = (type: string) =>
  defineMetrics(type, 'cache-cluster', [
    {
      metric: 'requests',
      periodSeconds: 86_400,
      lookbackDays: 14,
      series: [ofNodes('GetTypeCmds', 'Sum'), ofNodes('SetTypeCmds', 'Sum')],
      daySums: true,
      wants: isRedis,
    },
    {
      metric: 'requests',
      periodSeconds: 86_400,
      lookbackDays: 14,
      series: [ofNodes('CmdGet', 'Sum'), ofNodes('CmdSet', 'Sum')],
      daySums: true,
      wants: (of) => hasNodes(of) && isMemcached(of),
    },
    {
      metric: 'database-connections-maximum',
      periodSeconds: 86_400,
      lookbackDays: 14,
      series: [ofNodes('CurrConnections', 'Maximum')],
      combine: 'maximum',
      wants: hasNodes,
    },
    {
      metric: 'engine-cpu-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [ofNodes('EngineCPUUtilization', 'Maximum')],
      combine: 'maximum',
      wants: isRedis,
    },
    {
      metric: 'cpu-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [ofNodes('CPUUtilization', 'Maximum')],
      combine: 'maximum',
      wants: isRedis,
    },
    {
      metric: 'memory-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [ofNodes('DatabaseMemoryUsagePercentage', 'Maximum')],
      combine: 'maximum',
      wants: isRedis,
    },
    {
      metric: 'evictions',
      periodSeconds: 86_400,
      lookbackDays: 14,
      series: [ofNodes('Evictions', 'Sum')],
      daySums: true,
      wants: isRedis,
    },
  ]);

export const cacheGroupMetrics = redisMetrics('aws:elasticache:replicationgroup');
export const cacheClusterMetrics = redisMetrics('aws:elasticache:cluster');

const ofWarehouse = (metric: string) => ({
  namespace: 'AWS/Redshift',
  metric,
  stat: 'Maximum',
  dimensions: ({ name = '' }: Warehouse): Dimensions => ({ ClusterIdentifier: name }),
});
const runs = ({ powerState }: Warehouse): boolean => powerState === 'running';

/** Sent every minute while a cluster is up. Source: Redshift Management Guide, "Performance data in Amazon Redshift". */
export const warehouseMetrics = defineMetrics('aws:redshift:cluster', 'warehouse', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ofWarehouse('DatabaseConnections')],
    wants: runs,
  },
  {
    metric: 'database-connections-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [ofWarehouse('DatabaseConnections')],
    profile: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ofWarehouse('CPUUtilization')],
    wants: runs,
  },
  {
    metric: 'disk-used-percent-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ofWarehouse('PercentageDiskSpaceUsed')],
    wants: runs,
  },
]);

const ofDomain = (metric: string) =>
  ({
    namespace: 'AWS/ES',
    metric,
    stat: 'Maximum',
    dimensions: ({ name = '', scope }: { readonly name?: string; readonly scope: { readonly accountId: string } }) => ({
      DomainName: name,
      ClientId: scope.accountId,
    }),
  }) as const;

/** Sent every minute. Source: OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
export const searchDomainMetrics = defineMetrics('aws:es:domain', 'search-domain', [
  { metric: 'cpu-percent-maximum', periodSeconds: 3600, lookbackDays: 14, series: [ofDomain('CPUUtilization')] },
  { metric: 'heap-percent-maximum', periodSeconds: 3600, lookbackDays: 14, series: [ofDomain('JVMMemoryPressure')] },
  { metric: 'search-rate-maximum', periodSeconds: 86_400, lookbackDays: 14, series: [ofDomain('SearchRate')] },
  { metric: 'indexing-rate-maximum', periodSeconds: 86_400, lookbackDays: 14, series: [ofDomain('IndexingRate')] },
]);

/** Sent every minute. Source: DMS User Guide, "Replication instance metrics". */
export const replicationInstanceMetrics = defineMetrics('aws:dms:replication-instance', 'replication-instance', [
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      {
        namespace: 'AWS/DMS',
        metric: 'CPUUtilization',
        stat: 'Maximum',
        dimensions: ({ name = '' }) => ({ ReplicationInstanceIdentifier: name }),
      },
    ],
  },
]);

const ofStream = (metric: string) => ({
  namespace: 'AWS/Kinesis',
  metric,
  stat: 'Sum',
  dimensions: ({ name = '' }: Stream): Dimensions => ({ StreamName: name }),
});

/** Counted over successful PutRecord, PutRecords and GetRecords calls: without one there is no sample. Source: Kinesis Data Streams Developer Guide, "Basic stream-level metrics". */
export const streamMetrics = defineMetrics('aws:kinesis:stream', 'stream', [
  {
    metric: 'incoming-bytes',
    periodSeconds: 300,
    lookbackDays: 14,
    series: [ofStream('IncomingBytes')],
    absentMeansZero: true,
  },
  {
    metric: 'incoming-records',
    periodSeconds: 300,
    lookbackDays: 14,
    series: [ofStream('IncomingRecords')],
    absentMeansZero: true,
  },
  {
    metric: 'outgoing-bytes',
    periodSeconds: 300,
    lookbackDays: 14,
    series: [ofStream('GetRecords.Bytes')],
    absentMeansZero: true,
  },
]);

const brokers = ({ name = '', brokerCount }: MessageCluster): readonly Dimensions[] =>
  Array.from({ length: brokerCount }, (_, at) => ({ 'Cluster Name': name, 'Broker ID': String(at + 1) }));
const ofBrokers = (metric: string) => ({ namespace: 'AWS/Kafka', metric, stat: 'Maximum', dimensions: brokers });
const isStandard = ({ deployment }: MessageCluster): boolean => deployment === 'standard';

/** Sent every minute by each broker. Source: MSK Developer Guide, "Metrics for monitoring Standard brokers", level DEFAULT. */
export const messageClusterMetrics = defineMetrics('aws:kafka:cluster', 'message-cluster', [
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ofBrokers('CpuUser')],
    combine: 'maximum',
    wants: isStandard,
  },
  {
    metric: 'system-cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ofBrokers('CpuSystem')],
    combine: 'maximum',
    wants: isStandard,
  },
  {
    // There once a topic was made: before that nothing can come in.
    metric: 'incoming-bytes-per-second-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ofBrokers('BytesInPerSec')],
    absentMeansZero: true,
    wants: isStandard,
  },
  {
    metric: 'partitions-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ofBrokers('PartitionCount')],
    combine: 'maximum',
    wants: isStandard,
  },
  {
    metric: 'disk-used-percent-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ofBrokers('KafkaDataLogsDiskUsed')],
    combine: 'maximum',
    wants: isStandard,
  },
]);
