import type { Charge } from './model.ts';

/** The one region in which the sandbox has these: the only one whose prices are told by several sources. */
export const HOME = 'us-east-1';

/** A meter of a service, as the bill and the price list have it. */
export interface Rate {
  readonly usageType: string;
  /** USD per unit, decimal text. */
  readonly usd: string;
  readonly per: 'hour' | 'day' | 'month';
  /** The price list's unit. */
  readonly unit: string;
  readonly family: string;
  /** As the bill and the list have it of what is sold ahead; what both have of the rest is not known. */
  readonly operation?: string;
  /** Attributes of the price list that tell what it is. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly source: string;
}

export interface PricedService {
  /** As Cost Explorer spells it. */
  readonly service: string;
  readonly productCode: string;
  readonly rates: readonly Rate[];
}

const golden = (name: string): string => `Infracost, expected output of its test ${name}, 2024-07 to 2024-11`;
const page = (name: string): string => `${name} pricing, US East (N. Virginia), as of 2026-11`;

const table = (
  usageType: string,
  usd: string,
  unit: string,
  per: Rate['per'],
  family: string,
  source: string,
): Rate => ({
  usageType,
  usd,
  per,
  unit,
  family,
  source,
});

const dynamo = page('Amazon DynamoDB');
const iops = 'Provisioned IOPS';
const requests = 'Amazon DynamoDB PayPerRequest Throughput';

/** CPUs and memory of node types: attributes of the price list, in its spelling. */
const machine = (
  instanceType: string,
  vcpu: number,
  memoryGiB: number,
  more: Readonly<Record<string, string>> = {},
) => ({
  instanceType,
  vcpu: String(vcpu),
  memory: `${memoryGiB} GiB`,
  currentGeneration: 'Yes',
  ...more,
});

/** One of each engine. Source: the `operation` of Cache Instance products in the Price List API. */
export const cacheOperations = { Memcached: 'CreateCacheCluster:0001', Redis: 'CreateCacheCluster:0002' } as const;

const cacheNode = (type: string, vcpu: number, memoryGiB: number, usd: string): readonly Rate[] =>
  (['Redis', 'Memcached'] as const).map((cacheEngine) => ({
    usageType: `NodeUsage:${type}`,
    usd,
    per: 'hour',
    unit: 'Hrs',
    family: 'Cache Instance',
    operation: cacheOperations[cacheEngine],
    attributes: machine(type, vcpu, memoryGiB, { cacheEngine }),
    source: `${page('Amazon ElastiCache')}; Infracost has 3.557 for cache.m6g.12xlarge, 24 times as large as cache.m6g.large`,
  }));

const warehouseNode = (type: string, vcpu: number, memoryGiB: number, usd: string): Rate => ({
  usageType: `Node:${type}`,
  usd,
  per: 'hour',
  unit: 'Hrs',
  family: 'Compute Instance',
  operation: 'RunComputeNode:0001',
  attributes: machine(type, vcpu, memoryGiB),
  source: golden('redshift_cluster'),
});

const searchNode = (type: string, vcpu: number, memoryGiB: number, usd: string): Rate => ({
  usageType: `ESInstance:${type}`,
  usd,
  per: 'hour',
  unit: 'Hrs',
  family: 'Amazon OpenSearch Service Instance',
  operation: 'ESDomain',
  attributes: machine(`${type}.search`, vcpu, memoryGiB, { currentGeneration: 'No' }),
  source: golden('opensearch_domain'),
});

const broker = (type: string, vcpu: number, memoryGiB: number, usd: string): Rate => ({
  usageType: `USE1-Kafka.${type}`,
  usd,
  per: 'hour',
  unit: 'hours',
  family: 'Managed Streaming for Apache Kafka (MSK)',
  attributes: { computeFamily: type, group: 'Broker', vcpu: String(vcpu), memory: `${memoryGiB}` },
  source: `${golden('msk_cluster')}: kafka.m5.24xlarge 10.08, in proportion to its vCPUs`,
});

const services = {
  dynamodb: {
    service: 'Amazon DynamoDB',
    productCode: 'AmazonDynamoDB',
    rates: [
      table('ReadCapacityUnit-Hrs', '0.00013', 'ReadCapacityUnit-Hrs', 'hour', iops, golden('dynamodb_table')),
      table('WriteCapacityUnit-Hrs', '0.00065', 'WriteCapacityUnit-Hrs', 'hour', iops, golden('dynamodb_table')),
      table('IA-ReadCapacityUnit-Hrs', '0.00016', 'ReadCapacityUnit-Hrs', 'hour', iops, dynamo),
      table('IA-WriteCapacityUnit-Hrs', '0.00081', 'WriteCapacityUnit-Hrs', 'hour', iops, dynamo),
      table('ReadRequestUnits', '0.000000125', 'ReadRequestUnits', 'day', requests, dynamo),
      table('WriteRequestUnits', '0.000000625', 'WriteRequestUnits', 'day', requests, dynamo),
      table('IA-ReadRequestUnits', '0.000000155', 'ReadRequestUnits', 'day', requests, dynamo),
      table('IA-WriteRequestUnits', '0.00000078', 'WriteRequestUnits', 'day', requests, dynamo),
      table('TimedStorage-ByteHrs', '0.25', 'GB-Mo', 'month', 'Database Storage', golden('dynamodb_table')),
      table('IA-TimedStorage-ByteHrs', '0.1', 'GB-Mo', 'month', 'Database Storage', dynamo),
      table(
        'TimedBackupStorage-ByteHrs',
        '0.1',
        'GB-Mo',
        'month',
        'Amazon DynamoDB On-Demand Backup Storage',
        golden('dynamodb_table'),
      ),
    ],
  },
  elasticache: {
    service: 'Amazon ElastiCache',
    productCode: 'AmazonElastiCache',
    rates: [
      ...cacheNode('cache.m6g.large', 2, 6.38, '0.149'),
      ...cacheNode('cache.r6g.large', 2, 13.07, '0.206'),
      ...cacheNode('cache.r6g.xlarge', 4, 26.32, '0.411'),
      ...cacheNode('cache.r6g.2xlarge', 8, 52.82, '0.821'),
      ...cacheNode('cache.r6gd.xlarge', 4, 26.32, '0.781'),
    ],
  },
  redshift: {
    service: 'Amazon Redshift',
    productCode: 'AmazonRedshift',
    rates: [warehouseNode('ra3.4xlarge', 12, 96, '3.26'), warehouseNode('dc2.large', 2, 15, '0.25')],
  },
  opensearch: {
    service: 'Amazon OpenSearch Service',
    productCode: 'AmazonES',
    rates: [
      searchNode('c4.2xlarge', 8, 15, '0.587'),
      searchNode('c4.8xlarge', 36, 60, '2.347'),
      {
        usageType: 'ES:GP2-Storage',
        usd: '0.135',
        per: 'month',
        unit: 'GB-Mo',
        family: 'Amazon OpenSearch Service Volume',
        attributes: { storageMedia: 'GP2' },
        source: golden('opensearch_domain'),
      },
    ],
  },
  dms: {
    service: 'AWS Database Migration Service',
    productCode: 'AWSDatabaseMigrationSvc',
    rates: [
      {
        usageType: 'InstanceUsg:dms.t2.micro',
        usd: '0.018',
        per: 'hour',
        unit: 'Hrs',
        family: 'Replication Server',
        attributes: machine('t2.micro', 1, 1, { availabilityZone: 'Single' }),
        source: golden('dms'),
      },
      {
        usageType: 'Multi-AZUsg:dms.t2.micro',
        usd: '0.036',
        per: 'hour',
        unit: 'Hrs',
        family: 'Replication Server',
        attributes: machine('t2.micro', 1, 1, { availabilityZone: 'Multiple' }),
        source: golden('dms'),
      },
      {
        usageType: 'Multi-AZStorageUsage',
        usd: '0.23',
        per: 'month',
        unit: 'GB-Mo',
        family: 'Database Storage',
        attributes: { storageMedia: 'SSD', availabilityZone: 'Multiple' },
        source: golden('dms'),
      },
    ],
  },
  kinesis: {
    service: 'Amazon Kinesis',
    productCode: 'AmazonKinesis',
    rates: [
      table('Storage-ShardHour', '0.015', 'ShardHour', 'hour', 'Kinesis Streams', golden('kinesis_stream')),
      table('Extended-ShardHour', '0.02', 'ShardHour', 'hour', 'Kinesis Streams', golden('kinesis_stream')),
      table('OnDemand-StreamHour', '0.04', 'StreamHr', 'hour', 'Kinesis Streams', golden('kinesis_stream')),
    ],
  },
  kafka: {
    service: 'Amazon Managed Streaming for Apache Kafka',
    productCode: 'AmazonMSK',
    rates: [
      broker('m5.large', 2, 8, '0.21'),
      broker('m5.xlarge', 4, 16, '0.42'),
      broker('m5.2xlarge', 8, 32, '0.84'),
      {
        usageType: 'USE1-Kafka.Storage.GP2',
        usd: '0.1',
        per: 'month',
        unit: 'GB-Mo',
        family: 'Managed Streaming for Apache Kafka (MSK)',
        attributes: { storageFamily: 'GP2', group: 'Storage' },
        source: golden('msk_cluster'),
      },
    ],
  },
} as const satisfies Readonly<Record<string, PricedService>>;

export type ServiceName = keyof typeof services;

export const pricedServices: Readonly<Record<ServiceName, PricedService>> = services;

/** Throws a RangeError for a meter that has no price. */
export function rateOf(service: ServiceName, { usageType, operation }: Omit<Charge, 'quantity'>): Rate {
  const rate = pricedServices[service].rates.find(
    (each) => each.usageType === usageType && (operation === undefined || each.operation === operation),
  );
  if (rate === undefined) throw new RangeError(`no price for ${usageType} of ${service}`);
  return rate;
}
