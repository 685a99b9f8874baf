import { type Fact, known, unread } from '../../domain/fact.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type {
  CacheCluster,
  MessageCluster,
  NosqlTable,
  ReplicationInstance,
  SearchDomain,
  Stream,
  TableCapacity,
  Warehouse,
} from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import { cacheMemoryComponents } from './cache-memory.ts';
import { azureCacheComponents } from './managed-caches.ts';

/** What data stores bill for, per month of 730 hours. */
export type Components = Fact<readonly CostComponent[]>;

const GIB = 2 ** 30;

type StorageClass = Exclude<NosqlTable['storageClass'], 'other'>;

/** Components of the quantities above zero: a part that is not there bills nothing. */
const present = (...parts: readonly (readonly [quantity: number, of: () => Fact<CostComponent>])[]): Components =>
  all(parts.flatMap(([quantity, of]) => (quantity === 0 ? [] : [of()])));

/** The right to so many reads and writes a second, for the whole month. */
export function capacityComponents({ readUnits, writeUnits }: TableCapacity, of: StorageClass): Components {
  const hours = (units: number): number => Math.round(units * HOURS_PER_MONTH * 1e6) / 1e6;
  return present(
    [readUnits, () => component('read capacity', `table-capacity/${of}/read`, hours(readUnits), 'unit-hour')],
    [writeUnits, () => component('write capacity', `table-capacity/${of}/write`, hours(writeUnits), 'unit-hour')],
  );
}

/** Reads and writes of a month, each paid. */
export function requestComponents(units: MonthlyUnits, of: StorageClass): Components {
  const [reads, writes] = [Math.round(units.reads), Math.round(units.writes)];
  return present(
    [reads, () => component('reads', `table-request/${of}/read`, reads, 'request')],
    [writes, () => component('writes', `table-request/${of}/write`, writes, 'request')],
  );
}

export const tableStorage = ({ storedBytes }: Pick<NosqlTable, 'storedBytes'>, of: StorageClass): Components =>
  present([storedBytes, () => component('storage', `table-storage/${of}`, storedBytes / GIB, 'GiB-month')]);

/** A full backup that is kept. */
export const tableBackup = ({ storedBytes }: Pick<NosqlTable, 'storedBytes'>): Components =>
  present([storedBytes, () => component('backup kept, full size', 'table-backup', storedBytes / GIB, 'GiB-month')]);

export interface MonthlyUnits {
  readonly reads: number;
  readonly writes: number;
}

/** The units of a window, of a month of 730 hours. */
export const monthlyUnits = (reads: MetricDigest, writes: MetricDigest): MonthlyUnits => ({
  reads: perMonth(reads),
  writes: perMonth(writes),
});

const perMonth = (digest: MetricDigest): number =>
  digest.sampleCount === 0
    ? 0
    : (digestSum(digest) / (digest.sampleCount * digest.periodSeconds)) * HOURS_PER_MONTH * 3600;

/** The capacity of a table and of all its indexes. */
export const wholeCapacity = ({ capacity, indexes }: Pick<NosqlTable, 'capacity' | 'indexes'>): TableCapacity =>
  [capacity, ...indexes].reduce((sum, { readUnits, writeUnits }) => ({
    readUnits: sum.readUnits + readUnits,
    writeUnits: sum.writeUnits + writeUnits,
  }));

/** Those of several parts, or the reason of the first that is not known. */
export function together(...parts: readonly Components[]): Components {
  const lists = all(parts);
  return lists.known ? known(lists.value.flat()) : lists;
}

const hourly = (label: string, item: string, count = 1): Fact<CostComponent> =>
  component(label, item, count * HOURS_PER_MONTH, 'hour');

export function cacheComponents(cache: CacheCluster, size = cache.sizeName): Components {
  const { engine, nodeIds, scope } = cache;
  if (size === undefined) return unread('what a cache without nodes bills for is not collected');
  if (scope.provider === 'azure') return azureCacheComponents(cache, size);
  if (scope.provider === 'gcp') return cacheMemoryComponents(cache, size);
  return all([hourly(`${nodeIds.length} x ${size}`, `cache-node/${size}/${engine}`, nodeIds.length)]);
}

/** Nodes alone; in two zones there are as many again. */
export function warehouseComponents({ sizeName, multiZone }: Warehouse, nodeCount: number): Components {
  const count = multiZone ? 2 * nodeCount : nodeCount;
  return all([hourly(`${count} x ${sizeName}`, `warehouse-node/${sizeName}`, count)]);
}

export function searchComponents(domain: SearchDomain, sizeName = domain.sizeName): Components {
  const { nodeCount, masters, warmNodes, storage } = domain;
  const nodes = (label: string, count: number, size: string) =>
    hourly(`${label}, ${count} x ${size}`, `search-node/${size}`, count);
  if (storage !== undefined && !['gp2', 'gp3', 'standard'].includes(storage.tier)) {
    return unread(`prices of ${storage.tier} storage of search domains are not collected`);
  }
  return all([
    nodes('data nodes', nodeCount, sizeName),
    ...(masters === undefined ? [] : [nodes('master nodes', masters.count, masters.sizeName)]),
    ...(warmNodes === undefined ? [] : [nodes('warm nodes', warmNodes.count, warmNodes.sizeName)]),
    ...(storage === undefined
      ? []
      : [
          component(
            `${storage.tier} storage`,
            `search-storage/${storage.tier}`,
            storage.sizeGiB * nodeCount,
            'GiB-month',
          ),
        ]),
  ]);
}

/** Storage that the price of an instance includes. Source: AWS DMS pricing, "Storage": 50 GB with T, 100 GB with C and R classes. */
const includedGiB = (className: string): number => (className.startsWith('t') ? 50 : 100);

export function replicationComponents({ sizeName, redundancy, storageGiB }: ReplicationInstance): Components {
  const className = sizeName.replace(/^dms\./, '');
  const beyond = Math.max(0, storageGiB - includedGiB(className));
  return all([
    hourly(`replication instance ${sizeName}`, `replication-instance/${className}/${redundancy}`),
    ...(beyond === 0
      ? []
      : [component('storage beyond what is included', `replication-storage/${redundancy}`, beyond, 'GiB-month')]),
  ]);
}

/** A day is kept in the price of a shard; up to a week each shard pays by the hour. Source: Kinesis Data Streams pricing. */
const INCLUDED_HOURS = 24;

/** Without puts and bytes: of a stream that is idle there are none, and fewer shards change nothing of them. */
export function streamComponents({ capacityMode, retentionHours }: Stream, shards: number): Components {
  if (capacityMode === 'on-demand') return all([hourly('stream on demand', 'stream-on-demand/hour')]);
  return all([
    hourly(`${shards} shards`, 'stream-shard/hour', shards),
    ...(retentionHours > INCLUDED_HOURS
      ? [hourly(`kept for more than a day, ${shards} shards`, 'stream-shard/extended-retention', shards)]
      : []),
  ]);
}

export function brokerComponents(cluster: MessageCluster, sizeName = cluster.sizeName): Components {
  const { brokerCount, storageGiBPerBroker = 0 } = cluster;
  if (sizeName === undefined) return unread('what a cluster without brokers bills for is not collected');
  const stored = brokerCount * storageGiBPerBroker;
  return all([
    hourly(`${brokerCount} x ${sizeName}`, `broker/${sizeName}`, brokerCount),
    ...(stored === 0 ? [] : [component('broker storage', 'broker-storage/gp2', stored, 'GiB-month')]),
  ]);
}
