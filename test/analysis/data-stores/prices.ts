import type { Price } from '../../../src/domain/prices.ts';
import { price, priceBook } from '../price-book.ts';

/** us-east-1: Infracost's test data of 2024-07 to 2024-11; Amazon DynamoDB and ElastiCache pricing for the other class, requests and cache nodes. */
const PRICES: readonly (readonly [item: string, amount: string, unit: string])[] = [
  ['table-capacity/standard/read', '0.00013', 'unit-hour'],
  ['table-capacity/standard/write', '0.00065', 'unit-hour'],
  ['table-capacity/infrequent-access/read', '0.00016', 'unit-hour'],
  ['table-capacity/infrequent-access/write', '0.00081', 'unit-hour'],
  ['table-request/standard/read', '0.000000125', 'request'],
  ['table-request/standard/write', '0.000000625', 'request'],
  ['table-request/infrequent-access/read', '0.000000155', 'request'],
  ['table-request/infrequent-access/write', '0.00000078', 'request'],
  ['table-storage/standard', '0.25', 'GiB-month'],
  ['table-storage/infrequent-access', '0.1', 'GiB-month'],
  ['table-backup', '0.1', 'GiB-month'],
  ['cache-node/cache.m6g.large/redis', '0.149', 'hour'],
  ['cache-node/cache.r6g.large/redis', '0.206', 'hour'],
  ['cache-node/cache.r6g.xlarge/redis', '0.411', 'hour'],
  ['cache-node/cache.r6g.2xlarge/redis', '0.821', 'hour'],
  ['warehouse-node/dc2.large', '0.25', 'hour'],
  ['search-node/c4.2xlarge.search', '0.587', 'hour'],
  ['search-node/c4.8xlarge.search', '2.347', 'hour'],
  ['search-storage/gp2', '0.135', 'GiB-month'],
  ['replication-instance/t2.micro/none', '0.018', 'hour'],
  ['replication-storage/none', '0.115', 'GiB-month'],
  ['stream-shard/hour', '0.015', 'hour'],
  ['stream-shard/extended-retention', '0.02', 'hour'],
  ['stream-on-demand/hour', '0.04', 'hour'],
  ['broker/kafka.m5.xlarge', '0.42', 'hour'],
  ['broker/kafka.m5.2xlarge', '0.84', 'hour'],
  ['broker-storage/gp2', '0.1', 'GiB-month'],
];

export const dataStorePrices = (without: readonly string[] = []): Map<string, Price> =>
  new Map([
    ...priceBook(without),
    ...PRICES.filter(([item]) => !without.includes(item)).map(([item, amount, unit]): [string, Price] => [
      item,
      price(item, amount, unit),
    ]),
  ]);
