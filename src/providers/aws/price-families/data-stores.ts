import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { managedSizeOf } from '../managed-sizes.ts';
import { itemPrice, type ItemPrice, type ListedProduct } from '../price-items.ts';

/** What is free of each month is for one account and region together: the price is that of the first unit after it. */
function afterFree(product: ListedProduct): Pick<ListedProduct, 'amount' | 'unit'> {
  const paid = product.steps.find(({ amount }) => Number(amount) > 0);
  return paid === undefined ? product : { amount: paid.amount, unit: product.unit };
}

const tableUsages: readonly (readonly [
  RegExp,
  item: (classOf: string) => string,
  unit: 'unit-hour' | 'request' | 'GiB-month',
])[] = [
  [/^ReadCapacityUnit-Hrs$/, (of) => `table-capacity/${of}/read`, 'unit-hour'],
  [/^WriteCapacityUnit-Hrs$/, (of) => `table-capacity/${of}/write`, 'unit-hour'],
  [/^ReadRequestUnits$/, (of) => `table-request/${of}/read`, 'request'],
  [/^WriteRequestUnits$/, (of) => `table-request/${of}/write`, 'request'],
  [/^TimedStorage-ByteHrs$/, (of) => `table-storage/${of}`, 'GiB-month'],
];

/**
 * Amazon DynamoDB: `table-capacity/<class>/<read|write>` per unit-hour, `table-request/<class>/<read|write>` per
 * request, `table-storage/<class>` and `table-backup` per GiB-month. What is free of each month is not counted.
 */
export const nosqlTablePrices: PriceFamily = {
  name: 'nosql-tables',
  kinds: ['nosql-table'],
  *questions() {
    const families = ['Provisioned IOPS', 'Amazon DynamoDB PayPerRequest Throughput', 'Database Storage'];
    for (const family of [...families, 'Amazon DynamoDB On-Demand Backup Storage']) {
      yield { serviceCode: 'AmazonDynamoDB', filters: [is('productFamily', family)] };
    }
  },
  items(product) {
    const usage = product.attributes['usagetype'] ?? '';
    if (/(^|-)TimedBackupStorage-ByteHrs$/.test(usage))
      return itemPrice('table-backup', product, { unit: 'GiB-month' });
    // `EUC1-IA-ReadCapacityUnit-Hrs`: the region's code, then the class.
    const [, ia, what = ''] = /^(?:[A-Z]+\d*-)??(IA-)?((?:Read|Write|Timed)[\w]+(?:-\w+)?)$/.exec(usage) ?? [];
    const found = tableUsages.find(([pattern]) => pattern.test(what));
    if (found === undefined) return [];
    const [, item, unit] = found;
    return itemPrice(item(ia === undefined ? 'standard' : 'infrequent-access'), afterFree(product), { unit });
  },
};

/** `cache-node/<type>/<engine>` per hour; node types, their memory and vCPUs come from here too. */
export const cachePrices: PriceFamily = {
  name: 'caches',
  kinds: ['cache-cluster'],
  questions: () => [{ serviceCode: 'AmazonElastiCache', filters: [is('productFamily', 'Cache Instance')] }],
  items(product) {
    const { instanceType, cacheEngine = '', usagetype = '' } = product.attributes;
    // Extended support and Outposts have usage types of their own at other prices.
    const usual = /^(?:[A-Z]+\d*-)?NodeUsage:cache\./.test(usagetype);
    return usual && instanceType && cacheEngine
      ? itemPrice(`cache-node/${instanceType}/${cacheEngine.toLowerCase()}`, product)
      : [];
  },
  size: (product) =>
    product.productFamily === 'Cache Instance'
      ? managedSizeOf('cache', product.attributes['instanceType'] ?? '', product)
      : undefined,
};

/** `warehouse-node/<type>` per hour. What RA3 nodes store bills apart and is not asked for: no call tells how much it is. */
export const warehousePrices: PriceFamily = {
  name: 'warehouses',
  kinds: ['warehouse'],
  questions: () => [{ serviceCode: 'AmazonRedshift', filters: [is('productFamily', 'Compute Instance')] }],
  items(product) {
    const { instanceType, usagetype = '' } = product.attributes;
    return instanceType && /(^|-)Node:/.test(usagetype)
      ? itemPrice(`warehouse-node/${instanceType.toLowerCase()}`, product)
      : [];
  },
};

const searchVolumes: Readonly<Record<string, string>> = {
  'ES:GP2-Storage': 'gp2',
  'ES:GP3-Storage': 'gp3',
  'ES:Magnetic-Storage': 'standard',
};

/** `search-node/<type>` per hour (`r6g.large.search`), `search-storage/<tier>` per GiB-month. */
export const searchPrices: PriceFamily = {
  name: 'search-domains',
  kinds: ['search-domain'],
  questions: () =>
    ['Amazon OpenSearch Service Instance', 'Amazon OpenSearch Service Volume'].map((family) => ({
      serviceCode: 'AmazonES',
      filters: [is('productFamily', family)],
    })),
  items(product) {
    const { instanceType, usagetype = '' } = product.attributes;
    const volume = searchVolumes[usagetype.replace(/^[A-Z]+\d*-/, '')];
    if (volume !== undefined) return itemPrice(`search-storage/${volume}`, product);
    return instanceType && /(^|-)ESInstance:/.test(usagetype)
      ? itemPrice(`search-node/${searchName(instanceType)}`, product)
      : [];
  },
  size: (product) =>
    product.productFamily === 'Amazon OpenSearch Service Instance'
      ? managedSizeOf('search', searchName(product.attributes['instanceType'] ?? ''), product)
      : undefined,
};

/** The list still calls some by their older name. */
const searchName = (instanceType: string): string => instanceType.replace(/\.elasticsearch$/, '.search');

const zones: Readonly<Record<string, string>> = { Single: 'none', Multiple: 'standby' };

/** `replication-instance/<class>/<none|standby>` per hour, `replication-storage/<none|standby>` per GiB-month. */
export const replicationPrices: PriceFamily = {
  name: 'replication-instances',
  kinds: ['replication-instance'],
  questions: () => [
    { serviceCode: 'AWSDatabaseMigrationSvc', filters: [isOneOf('availabilityZone', Object.keys(zones))] },
  ],
  items(product): readonly ItemPrice[] {
    const { instanceType, availabilityZone = '', storageMedia } = product.attributes;
    const redundancy = zones[availabilityZone];
    if (redundancy === undefined) return [];
    if (instanceType)
      return itemPrice(`replication-instance/${instanceType.replace(/^dms\./, '')}/${redundancy}`, product);
    return storageMedia === 'SSD' ? itemPrice(`replication-storage/${redundancy}`, product) : [];
  },
};

const streamUsages: Readonly<Record<string, string>> = {
  'Storage-ShardHour': 'stream-shard/hour',
  'Extended-ShardHour': 'stream-shard/extended-retention',
  'OnDemand-StreamHour': 'stream-on-demand/hour',
};

/** `stream-shard/hour`, `stream-shard/extended-retention` and `stream-on-demand/hour`, each per hour. */
export const streamPrices: PriceFamily = {
  name: 'streams',
  kinds: ['stream'],
  questions: () => [{ serviceCode: 'AmazonKinesis', filters: [is('productFamily', 'Kinesis Streams')] }],
  items(product) {
    const usage = (product.attributes['usagetype'] ?? '').replace(/^[A-Z]+\d*-/, '');
    const item = Object.hasOwn(streamUsages, usage) ? streamUsages[usage] : undefined;
    return item === undefined ? [] : itemPrice(item, product, { unit: 'hour' });
  },
};

/** `broker/<type>` per hour (`kafka.m5.large`), `broker-storage/gp2` per GiB-month. */
export const messageClusterPrices: PriceFamily = {
  name: 'message-clusters',
  kinds: ['message-cluster'],
  questions: () => [
    { serviceCode: 'AmazonMSK', filters: [is('productFamily', 'Managed Streaming for Apache Kafka (MSK)')] },
  ],
  items(product) {
    const { usagetype = '', storageFamily } = product.attributes;
    const broker = brokerOf(usagetype);
    if (broker !== undefined) return itemPrice(`broker/${broker}`, product);
    return storageFamily === 'GP2' ? itemPrice('broker-storage/gp2', product) : [];
  },
  size(product) {
    const broker = brokerOf(product.attributes['usagetype'] ?? '');
    return broker === undefined ? undefined : managedSizeOf('kafka', broker, product);
  },
};

/** `USE1-Kafka.m5.large`: its own spelling of `kafka.m5.large`. */
const brokerOf = (usage: string): string | undefined =>
  /(?:^|-)(kafka\.[a-z]+\d+[a-z]*\.\w+)$/i.exec(usage)?.[1]?.toLowerCase();
