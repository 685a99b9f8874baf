import {
  cacheCluster,
  flat,
  nodeSizes,
  nosqlTable,
  replicationInstance,
  searchDomain,
  stream,
  warehouse,
} from '../../support/data-store-builders.ts';
import { priced, type PricedFinding } from './case.ts';
import { fiveMinutes, hours, hoursOfThirtyDays, steady } from './steady.ts';

const GIB = 2 ** 30;
const HOUR = 3600;

const onDemandTable = nosqlTable({
  capacityMode: 'on-demand',
  capacity: { readUnits: 0, writeUnits: 0 },
  storedBytes: 0,
});
const smallTable = nosqlTable({ storedBytes: GIB });
const officeWeek = Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= 8 && hour % 24 < 18 ? 5 : 0));
const bigCache = cacheCluster({ sizeName: 'cache.m6g.12xlarge', nodeIds: ['cache-1-001'] });

/** Data stores other than relational ones. */
export const dataStoreFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-dynamodb-idle',
    of: '100 reads and 100 writes a second and 20 GiB of a table that nobody uses; a backup is kept',
    facts: priced(
      nosqlTable(),
      steady(nosqlTable(), { 'read-units-thirty-days': 0, 'write-units-thirty-days': 0 }, hoursOfThirtyDays),
    ),
    saves: ['100 x 730 x 0.00013 + 100 x 730 x 0.00065 + 20 x 0.25 - 20 x 0.10', '59.94'],
  },
  {
    checkId: 'aws-dynamodb-provisioned-overcapacity',
    of: '100 reads and 100 writes a second, of which 20 each are used: 29 leave three tenths free',
    facts: priced(smallTable, [
      ...steady(smallTable, { 'read-units': 20 * 300, 'write-units': 20 * 300 }, fiveMinutes),
      ...steady(
        smallTable,
        { 'read-units-thirty-days': 20 * HOUR, 'write-units-thirty-days': 20 * HOUR },
        hoursOfThirtyDays,
      ),
    ]),
    saves: ['(100 - 29) x 730 x 0.00013 + (100 - 29) x 730 x 0.00065', '40.4274'],
  },
  {
    checkId: 'aws-dynamodb-ondemand-steady',
    of: '300 reads a second on demand, 600 at most, and no write: capacity that is used by 70 %, and one unit for writes',
    facts: priced(onDemandTable, [
      flat('table-1', 'read-units-thirty-days', 600 * HOUR, {
        ...hoursOfThirtyDays,
        mean: 300 * HOUR,
        p99: 300 * HOUR,
      }),
      flat('table-1', 'write-units-thirty-days', 0, hoursOfThirtyDays),
    ]),
    saves: ['300 x 3,600 x 730 x 0.000000125 - 300 / 0.7 x 730 x 0.00013 - 1 x 730 x 0.00065', '57.40'],
    // Capacity that stays at what the peak needs: 600 / 0.7, whole units.
    low: ['300 x 3,600 x 730 x 0.000000125 - 858 x 730 x 0.00013 - 1 x 730 x 0.00065', '16.6513'],
  },
  {
    checkId: 'aws-dynamodb-standard-ia',
    of: '600 GiB with 100 reads and 100 writes a second: storage costs less in the other class, capacity more',
    facts: priced(nosqlTable({ storedBytes: 600 * GIB })),
    saves: ['600 x (0.25 - 0.10) - 100 x 730 x (0.00016 - 0.00013) - 100 x 730 x (0.00081 - 0.00065)', '76.13'],
  },
  {
    checkId: 'aws-elasticache-idle',
    of: 'one cache.m6g.12xlarge that nobody asks',
    facts: priced(bigCache, steady(bigCache, { requests: 0, 'database-connections-maximum': 3 })),
    saves: ['3.557 x 730', '2596.61'],
  },
  {
    checkId: 'aws-redshift-rightsize',
    of: 'six dc2.large, of which three would do',
    facts: priced(
      warehouse(),
      steady(
        warehouse(),
        {
          'cpu-percent-maximum': 15,
          'disk-used-percent-maximum': 20,
          'database-connections-maximum': 4,
        },
        hours,
      ),
    ),
    saves: ['(6 - 3) x 0.25 x 730', '547.50'],
  },
  {
    checkId: 'aws-redshift-pause-schedule',
    of: 'six dc2.large in use from 8 to 18 on five days, up an hour before: 4 x (14 - 1) + 62 - 1 = 113 of 168 hours off',
    facts: priced(warehouse(), [
      flat('warehouse-1', 'database-connections-four-weeks', 5, { days: 28, ...hours, hourOfWeek: officeWeek }),
    ]),
    saves: ['6 x 0.25 x 730 x 113 / 168', '736.52'],
  },
  {
    checkId: 'aws-opensearch-underused',
    of: 'three data nodes c4.8xlarge.search to c4.2xlarge.search; storage stays',
    facts: priced(
      searchDomain(),
      [
        ...steady(searchDomain(), { 'search-rate-maximum': 40, 'indexing-rate-maximum': 9 }),
        ...steady(searchDomain(), { 'cpu-percent-maximum': 3, 'heap-percent-maximum': 10 }, hours),
      ],
      { sizes: nodeSizes() },
    ),
    saves: ['3 x (2.347 - 0.587) x 730', '3854.40'],
  },
  {
    checkId: 'aws-kinesis-stream-underused',
    of: 'twenty shards of which a tenth is used: four are needed at half full',
    facts: priced(
      stream(),
      steady(
        stream(),
        {
          'incoming-bytes': 0.1 * 20 * 2 ** 20 * 300,
          'incoming-records': 0.1 * 20 * 1000 * 300,
          'outgoing-bytes': 0.1 * 20 * 2 ** 21 * 300,
        },
        fiveMinutes,
      ),
    ),
    saves: ['(20 - 4) x 0.015 x 730', '175.20'],
  },
  {
    checkId: 'aws-dms-idle',
    of: 'a dms.t2.micro with a standby and 70 GiB, of which 50 are included',
    facts: priced(
      replicationInstance({ redundancy: 'standby', storageGiB: 70 }),
      steady(replicationInstance(), { 'cpu-percent-maximum': 4 }, hours),
    ),
    saves: ['0.036 x 730 + (70 - 50) x 0.23', '30.88'],
  },
];
