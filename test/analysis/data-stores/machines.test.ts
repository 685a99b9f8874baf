import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import {
  cacheCluster,
  messageCluster,
  replicationInstance,
  searchDomain,
  stream,
  warehouse,
} from '../../support/data-store-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { batchFor, type Measured, type Windows } from './judge.ts';
import { dataStorePrices } from './prices.ts';

const denied = unread('denied');
const hourly: Windows = {
  'cpu-percent-maximum': { days: 14, periodSeconds: 3600 },
  'system-cpu-percent-maximum': { days: 14, periodSeconds: 3600 },
  'engine-cpu-percent-maximum': { days: 14, periodSeconds: 3600 },
  'memory-percent-maximum': { days: 14, periodSeconds: 3600 },
  'heap-percent-maximum': { days: 14, periodSeconds: 3600 },
  'incoming-bytes': { days: 14, periodSeconds: 300 },
  'incoming-records': { days: 14, periodSeconds: 300 },
  'outgoing-bytes': { days: 14, periodSeconds: 300 },
  'database-connections-four-weeks': { days: 28, periodSeconds: 3600 },
};

/** What a check says of a resource with what was measured. */
const judge = (checkId: string, resource: Parameters<typeof batchFor>[0], measured: Measured) =>
  outcome(checkId, batchFor(resource, measured, hourly));
const saving = (
  checkId: string,
  resource: Parameters<typeof batchFor>[0],
  measured: Measured,
  change: Parameters<typeof batchFor>[3] = {},
) => {
  const found = findingBy(checkId, batchFor(resource, measured, hourly, change));
  if (found?.monthlySavings.known) expect(savingText(found).startsWith(termSum(found) ?? '?')).toBe(true);
  return savingText(found);
};
const young = { createdAt: known(daysAgo(3)) };

describe('cache that nobody uses', () => {
  const CHECK = 'aws-elasticache-idle';
  const idle: Measured = { requests: 0, 'database-connections-maximum': 3 };
  it.each`
    cache                                        | measured                                                 | verdict      | because
    ${{}}                                        | ${idle}                                                  | ${0.9}       | ${'no command, and only the connections of the service'}
    ${{}}                                        | ${{ ...idle, 'database-connections-maximum': 4 }}        | ${0.9}       | ${'the service may hold four'}
    ${{}}                                        | ${{ ...idle, 'database-connections-maximum': 5 }}        | ${'fine'}    | ${'one of them is a client'}
    ${{}}                                        | ${{ ...idle, requests: 1 }}                              | ${'fine'}    | ${'one command is use'}
    ${{}}                                        | ${{ requests: null, 'database-connections-maximum': 9 }} | ${'fine'}    | ${'clients are use, whatever they ask'}
    ${{}}                                        | ${{ ...idle, requests: null }}                           | ${'unknown'} | ${'commands were not read'}
    ${{}}                                        | ${{ ...idle, 'database-connections-maximum': null }}     | ${'unknown'} | ${'connections were not read'}
    ${{}}                                        | ${{ ...idle, requests: { sampleCount: 13 } }}            | ${'unknown'} | ${'a day is missing'}
    ${young}                                     | ${idle}                                                  | ${'fine'}    | ${'it is younger than the window'}
    ${{ global: true }}                          | ${idle}                                                  | ${'fine'}    | ${'its clients are elsewhere'}
    ${{ deployment: 'serverless', nodeIds: [] }} | ${idle}                                                  | ${'fine'}    | ${'it has no nodes'}
    ${{ createdAt: denied }}                     | ${idle}                                                  | ${'unknown'} | ${'it may be new'}
    ${{ tags: denied }}                          | ${idle}                                                  | ${'unknown'} | ${'its tags may exempt it'}
  `('is $verdict: $because', ({ cache, measured, verdict }) => {
    expect(judge(CHECK, cacheCluster(cache), measured)).toBe(verdict);
  });
  it('saves all of its nodes', () => {
    expect(saving(CHECK, cacheCluster(), idle)).toBe('1198.66 [1198.66 to 1198.66] USD price-api');
    const prices = dataStorePrices(['cache-node/cache.r6g.2xlarge/redis']);
    expect(saving(CHECK, cacheCluster(), idle, { prices })).toMatch(/^unknown: no price/);
  });
});

describe('cache with large nodes', () => {
  const CHECK = 'aws-elasticache-rightsize';
  const little: Measured = {
    'engine-cpu-percent-maximum': 10,
    'cpu-percent-maximum': 12,
    'memory-percent-maximum': 15,
    evictions: 0,
  };
  it.each`
    cache                              | measured                                           | verdict      | because
    ${{}}                              | ${little}                                          | ${'waste'}   | ${'little of all is used'}
    ${{}}                              | ${{ ...little, 'memory-percent-maximum': 41 }}     | ${'fine'}    | ${'half of the memory would be too little'}
    ${{}}                              | ${{ ...little, 'engine-cpu-percent-maximum': 41 }} | ${'fine'}    | ${'its core is busy'}
    ${{}}                              | ${{ ...little, 'cpu-percent-maximum': 41 }}        | ${'fine'}    | ${'its node is busy'}
    ${{}}                              | ${{ ...little, evictions: 1 }}                     | ${'fine'}    | ${'it wants more memory'}
    ${{ engine: 'memcached' }}         | ${little}                                          | ${'fine'}    | ${'it fills whatever it has'}
    ${{ tiered: true }}                | ${little}                                          | ${'fine'}    | ${'its disks hold data'}
    ${{ sizeName: 'cache.m6g.large' }} | ${little}                                          | ${'fine'}    | ${'there is no smaller node'}
    ${young}                           | ${little}                                          | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                              | ${{ ...little, evictions: null }}                  | ${'unknown'} | ${'evictions were not read'}
    ${{}}                              | ${{ ...little, 'memory-percent-maximum': null }}   | ${'unknown'} | ${'memory was not read'}
    ${{ sizeName: 'cache.r9x.large' }} | ${little}                                          | ${'unknown'} | ${'its memory is not known'}
    ${{ createdAt: denied }}           | ${little}                                          | ${'unknown'} | ${'it may be new'}
  `('is $verdict: $because', ({ cache, measured, verdict }) => {
    const said = judge(CHECK, cacheCluster(cache), measured);
    expect(typeof said === 'number' ? 'waste' : said).toBe(verdict);
  });
  it('proposes the cheapest node that its data fits', () => {
    const found = findingBy(CHECK, batchFor(cacheCluster(), little, hourly));
    // 15 % of 52.8 GiB are 7.9 GiB: too much for 6.4 GiB, 61 % of 13.1 GiB.
    expect(found?.evidence).toMatchObject({ proposedSize: 'cache.r6g.large', projectedMemoryPercent: 60.6 });
    expect(saving(CHECK, cacheCluster(), little)).toBe('897.90 [897.90 to 897.90] USD price-api');
  });
});

describe('warehouse', () => {
  const IDLE = 'aws-redshift-idle';
  const SIZE = 'aws-redshift-rightsize';
  const idle: Measured = { 'database-connections-maximum': 0, 'cpu-percent-maximum': 2 };
  it.each`
    cluster                             | measured                                                                                               | verdict      | because
    ${{}}                               | ${idle}                                                                                                | ${0.9}       | ${'nobody connects'}
    ${{ powerState: 'stopped' }}        | ${idle}                                                                                                | ${'fine'}    | ${'it is paused'}
    ${{}}                               | ${{ ...idle, 'database-connections-maximum': 1 }}                                                      | ${'fine'}    | ${'somebody connects'}
    ${{}}                               | ${{ ...idle, 'cpu-percent-maximum': 5 }}                                                               | ${'fine'}    | ${'it works'}
    ${young}                            | ${idle}                                                                                                | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                               | ${{ ...idle, 'cpu-percent-maximum': null }}                                                            | ${'unknown'} | ${'its CPU was not read'}
    ${{}}                               | ${{ ...idle, 'database-connections-maximum': { sampleCount: 11 } }}                                    | ${'unknown'} | ${'days are missing'}
    ${{ createdAt: known(daysAgo(9)) }} | ${{ 'database-connections-maximum': { sampleCount: 9 }, 'cpu-percent-maximum': { sampleCount: 200 } }} | ${0.9}       | ${'nine days are more than a week'}
    ${{ tags: denied }}                 | ${idle}                                                                                                | ${'unknown'} | ${'its tags may exempt it'}
  `('idle is $verdict: $because', ({ cluster, measured, verdict }) => {
    expect(judge(IDLE, warehouse(cluster), measured)).toBe(verdict);
  });

  const little: Measured = {
    'cpu-percent-maximum': 15,
    'disk-used-percent-maximum': 20,
    'database-connections-maximum': 4,
  };
  it.each`
    cluster             | measured                                               | verdict      | because
    ${{}}               | ${little}                                              | ${0.7}       | ${'half of it would do'}
    ${{ nodeCount: 2 }} | ${little}                                              | ${'fine'}    | ${'two is the least'}
    ${{}}               | ${{ ...little, 'cpu-percent-maximum': 31 }}            | ${'fine'}    | ${'it is busy'}
    ${{}}               | ${{ ...little, 'disk-used-percent-maximum': 51 }}      | ${'fine'}    | ${'its disks are half full'}
    ${{}}               | ${{ ...little, 'database-connections-maximum': 0 }}    | ${'fine'}    | ${'it is idle, which is another check'}
    ${{}}               | ${{ ...little, 'disk-used-percent-maximum': null }}    | ${'unknown'} | ${'its disks were not read'}
    ${{}}               | ${{ ...little, 'database-connections-maximum': null }} | ${'unknown'} | ${'it may be idle'}
  `('size is $verdict: $because', ({ cluster, measured, verdict }) => {
    expect(judge(SIZE, warehouse(cluster), measured)).toBe(verdict);
  });
  it('saves nodes, by its share of the bill', () => {
    expect(saving(SIZE, warehouse(), little)).toBe('547.50 [547.50 to 547.50] USD price-api');
    const bill = { billed: billed({ 'warehouse-1': ['540.00', 30] }) };
    expect(saving(SIZE, warehouse(), little, bill)).toMatch(/^27\d.* billing$/);
  });

  const PAUSE = 'aws-redshift-pause-schedule';
  /** In use from 8 to 18 on weekdays. */
  const office = Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= 8 && hour % 24 < 18 ? 5 : 0));
  const week = (hourOfWeek: readonly (number | null)[]): Measured => ({
    'database-connections-four-weeks': { max: 5, hourOfWeek },
  });
  it.each`
    cluster                              | measured                                                                                                | verdict      | because
    ${{}}                                | ${week(office)}                                                                                         | ${0.7}       | ${'nights and weekends are quiet'}
    ${{ pauseSchedules: known(2) }}      | ${week(office)}                                                                                         | ${'fine'}    | ${'a schedule pauses it'}
    ${{ multiZone: true }}               | ${week(office)}                                                                                         | ${'fine'}    | ${'it cannot be paused'}
    ${{}}                                | ${week(office.map(() => 3))}                                                                            | ${'fine'}    | ${'it is never quiet'}
    ${{}}                                | ${{ 'database-connections-four-weeks': { max: 0, hourOfWeek: office.map(() => 0) } }}                   | ${'fine'}    | ${'it is idle, which is another check'}
    ${{}}                                | ${week(office.map((value, hour) => (hour % 24 === 2 ? 1 : hour >= 120 && hour % 4 === 0 ? 1 : value)))} | ${0.7}       | ${'what is left of the nights is enough'}
    ${{ pauseSchedules: denied }}        | ${week(office)}                                                                                         | ${'unknown'} | ${'schedules were not read'}
    ${{ createdAt: known(daysAgo(20)) }} | ${week(office)}                                                                                         | ${'fine'}    | ${'it is younger than four weeks'}
    ${{}}                                | ${{ 'database-connections-four-weeks': { max: 5 } }}                                                    | ${'unknown'} | ${'there is no profile'}
    ${{}}                                | ${{}}                                                                                                   | ${'unknown'} | ${'nothing was read'}
    ${{}}                                | ${{ 'database-connections-four-weeks': { max: 5, hourOfWeek: office, sampleCount: 500 } }}              | ${'unknown'} | ${'hours are missing'}
  `('schedule is $verdict: $because', ({ cluster, measured, verdict }) => {
    expect(judge(PAUSE, warehouse(cluster), measured)).toBe(verdict);
  });
  it('saves the hours in which it can be off', () => {
    const found = findingBy(PAUSE, batchFor(warehouse(), week(office), hourly));
    // Four nights of 14 hours and a weekend of 62, each up an hour early.
    expect(found?.evidence).toMatchObject({ offHoursPerWeek: 113, quietHoursPerWeek: 118 });
    expect(savingText(found)).toMatch(/^736\.5/);
  });
});

describe('search domain', () => {
  const CHECK = 'aws-opensearch-underused';
  const idle: Measured = {
    'search-rate-maximum': 0,
    'indexing-rate-maximum': 0,
    'cpu-percent-maximum': 3,
    'heap-percent-maximum': 10,
  };
  const little: Measured = { ...idle, 'search-rate-maximum': 40, 'indexing-rate-maximum': 9 };
  it.each`
    domain                                        | measured                                                   | verdict      | because
    ${{}}                                         | ${idle}                                                    | ${0.9}       | ${'nothing is searched or written'}
    ${{}}                                         | ${little}                                                  | ${'waste'}   | ${'smaller nodes would do'}
    ${{}}                                         | ${{ ...little, 'cpu-percent-maximum': 31 }}                | ${'fine'}    | ${'its nodes are busy'}
    ${{}}                                         | ${{ ...little, 'heap-percent-maximum': 51 }}               | ${'fine'}    | ${'its memory is used'}
    ${{}}                                         | ${{ ...little, 'heap-percent-maximum': 30 }}               | ${'fine'}    | ${'no smaller node has as much memory'}
    ${{ storage: { tier: 'gp2', sizeGiB: 257 } }} | ${little}                                                  | ${'fine'}    | ${'a small node may not take so much'}
    ${{ state: 'processing' }}                    | ${idle}                                                    | ${'fine'}    | ${'it is being changed'}
    ${{ sizeName: 'c4.2xlarge.search' }}          | ${little}                                                  | ${'fine'}    | ${'there is no smaller node'}
    ${{}}                                         | ${{ ...idle, 'indexing-rate-maximum': null }}              | ${'unknown'} | ${'writes were not read'}
    ${{}}                                         | ${{ ...idle, 'search-rate-maximum': { sampleCount: 12 } }} | ${'unknown'} | ${'it may be younger than the window'}
    ${{}}                                         | ${{ ...little, 'heap-percent-maximum': null }}             | ${'unknown'} | ${'memory was not read'}
    ${{ tags: denied }}                           | ${idle}                                                    | ${'unknown'} | ${'its tags may exempt it'}
  `('is $verdict: $because', ({ domain, measured, verdict }) => {
    const said = judge(CHECK, searchDomain(domain), measured);
    expect(verdict === 'waste' ? typeof said : said).toBe(verdict === 'waste' ? 'number' : verdict);
  });
  it('saves all of it, or the difference of its nodes', () => {
    expect(saving(CHECK, searchDomain(), idle)).toBe('5180.43 [5180.43 to 5180.43] USD price-api');
    expect(saving(CHECK, searchDomain(), little)).toBe('3854.40 [3854.40 to 3854.40] USD price-api');
  });
});

describe('replication instance', () => {
  const CHECK = 'aws-dms-idle';
  const rest: Measured = { 'cpu-percent-maximum': 4 };
  const task = (state: string, change = {}) => ({ name: 'a', state, createdAt: known(daysAgo(60)), ...change });
  it.each`
    instance                                                               | measured                         | verdict      | because
    ${{}}                                                                  | ${rest}                          | ${0.9}       | ${'its task stopped 30 days ago'}
    ${{ tasks: known([]) }}                                                | ${rest}                          | ${0.9}       | ${'it has no task'}
    ${{ tasks: known([task('active')]) }}                                  | ${rest}                          | ${'fine'}    | ${'a task runs'}
    ${{ tasks: known([task('stopped', { stoppedAt: daysAgo(13) })]) }}     | ${rest}                          | ${'fine'}    | ${'a task stopped lately'}
    ${{ tasks: known([task('stopped', { stoppedAt: daysAgo(14) })]) }}     | ${rest}                          | ${0.9}       | ${'the window is inclusive'}
    ${{ tasks: known([task('ready', { createdAt: known(daysAgo(2)) })]) }} | ${rest}                          | ${'fine'}    | ${'a task is about to start'}
    ${{ tasks: known([task('ready', { createdAt: denied })]) }}            | ${rest}                          | ${'unknown'} | ${'when it was made was not read'}
    ${{}}                                                                  | ${{ 'cpu-percent-maximum': 21 }} | ${'fine'}    | ${'a task that is gone was there'}
    ${{}}                                                                  | ${{}}                            | ${'unknown'} | ${'its CPU was not read'}
    ${{ tasks: denied }}                                                   | ${rest}                          | ${'unknown'} | ${'its tasks were not read'}
    ${young}                                                               | ${rest}                          | ${'fine'}    | ${'it is younger than the window'}
  `('is $verdict: $because', ({ instance, measured, verdict }) => {
    expect(judge(CHECK, replicationInstance(instance), measured)).toBe(verdict);
  });
  it('saves the instance, and storage beyond what is included', () => {
    expect(saving(CHECK, replicationInstance(), rest)).toBe('13.14 [13.14 to 13.14] USD price-api');
    expect(saving(CHECK, replicationInstance({ storageGiB: 70 }), rest)).toBe('15.44 [15.44 to 15.44] USD price-api');
  });
});

describe('stream', () => {
  const CHECK = 'aws-kinesis-stream-underused';
  const idle: Measured = { 'incoming-bytes': 0, 'incoming-records': 0, 'outgoing-bytes': 0 };
  /** Of what twenty shards take in five minutes. */
  const share = (part: number): Measured => ({
    'incoming-bytes': part * 20 * 2 ** 20 * 300,
    'incoming-records': part * 20 * 1000 * 300,
    'outgoing-bytes': part * 20 * 2 ** 21 * 300,
  });
  it.each`
    stream                           | measured                                                  | verdict      | because
    ${{}}                            | ${idle}                                                   | ${0.9}       | ${'nothing passes'}
    ${{ consumers: 1 }}              | ${idle}                                                   | ${0.6}       | ${'somebody waits for records'}
    ${{ capacityMode: 'on-demand' }} | ${idle}                                                   | ${0.9}       | ${'it bills by the hour too'}
    ${{ retentionHours: 8760 }}      | ${idle}                                                   | ${'fine'}    | ${'it may hold records'}
    ${{}}                            | ${{ ...idle, 'outgoing-bytes': 1 }}                       | ${0.7}       | ${'it is read, and needs one shard'}
    ${{}}                            | ${share(0.1)}                                             | ${0.7}       | ${'a tenth is used'}
    ${{}}                            | ${share(0.3)}                                             | ${'fine'}    | ${'nearly a third is used'}
    ${{}}                            | ${{ ...idle, 'incoming-records': 20 * 1000 * 300 * 0.4 }} | ${'fine'}    | ${'so many records need the shards'}
    ${{ capacityMode: 'on-demand' }} | ${share(0.1)}                                             | ${'fine'}    | ${'its shards follow'}
    ${{ shards: 1 }}                 | ${{ ...idle, 'outgoing-bytes': 1 }}                       | ${'fine'}    | ${'one is the least'}
    ${young}                         | ${idle}                                                   | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                            | ${{ ...idle, 'outgoing-bytes': null }}                    | ${'unknown'} | ${'reads were not read'}
    ${{ createdAt: denied }}         | ${idle}                                                   | ${'unknown'} | ${'it may be new'}
  `('is $verdict: $because', ({ stream: change, measured, verdict }) => {
    expect(judge(CHECK, stream(change), measured)).toBe(verdict);
  });
  it('saves shards, and what longer retention costs for each', () => {
    expect(saving(CHECK, stream(), idle)).toBe('219.00 [219.00 to 219.00] USD price-api');
    // A tenth of twenty at half full: four are needed.
    expect(saving(CHECK, stream(), share(0.1))).toBe('175.20 [175.20 to 175.20] USD price-api');
    expect(saving(CHECK, stream({ retentionHours: 48 }), share(0.1))).toBe('408.80 [408.80 to 408.80] USD price-api');
  });
});

describe('message cluster', () => {
  const CHECK = 'aws-msk-underused';
  const little: Measured = {
    'cpu-percent-maximum': 6,
    'system-cpu-percent-maximum': 4,
    'incoming-bytes-per-second-maximum': 90_000,
    'partitions-maximum': 300,
    'disk-used-percent-maximum': 20,
  };
  const idle = { ...little, 'incoming-bytes-per-second-maximum': 6 };
  it.each`
    cluster                           | measured                                                  | verdict      | because
    ${{}}                             | ${idle}                                                   | ${0.8}       | ${'only the service itself writes'}
    ${{}}                             | ${little}                                                 | ${0.65}      | ${'half of the CPU would do'}
    ${{}}                             | ${{ ...little, 'cpu-percent-maximum': 16 }}               | ${'fine'}    | ${'user and system together are a fifth'}
    ${{}}                             | ${{ ...little, 'partitions-maximum': 1001 }}              | ${'fine'}    | ${'a smaller broker should not hold so many'}
    ${{ sizeName: 'kafka.m5.large' }} | ${little}                                                 | ${'fine'}    | ${'there is no smaller size'}
    ${{ deployment: 'express' }}      | ${idle}                                                   | ${'fine'}    | ${'its brokers are of another kind'}
    ${young}                          | ${idle}                                                   | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                             | ${{ ...idle, 'cpu-percent-maximum': null }}               | ${'unknown'} | ${'it may not report at all'}
    ${{}}                             | ${{ ...idle, 'incoming-bytes-per-second-maximum': null }} | ${'unknown'} | ${'what comes in was not read'}
    ${{}}                             | ${{ ...little, 'partitions-maximum': null }}              | ${'unknown'} | ${'partitions were not read'}
    ${{ createdAt: denied }}          | ${idle}                                                   | ${'unknown'} | ${'it may be new'}
  `('is $verdict: $because', ({ cluster, measured, verdict }) => {
    expect(judge(CHECK, messageCluster(cluster), measured)).toBe(verdict);
  });
  it('saves all of it, or the difference of its brokers', () => {
    expect(saving(CHECK, messageCluster(), idle)).toBe('1869.60 [1869.60 to 1869.60] USD price-api');
    expect(saving(CHECK, messageCluster(), little)).toBe('919.80 [919.80 to 919.80] USD price-api');
  });
});

describe('what was not measured', () => {
  const subjects = {
    'aws-elasticache-idle': cacheCluster(),
    'aws-elasticache-rightsize': cacheCluster(),
    'aws-redshift-idle': warehouse(),
    'aws-redshift-rightsize': warehouse(),
    'aws-redshift-pause-schedule': warehouse(),
    'aws-opensearch-underused': searchDomain(),
    'aws-dms-idle': replicationInstance(),
    'aws-kinesis-stream-underused': stream(),
    'aws-msk-underused': messageCluster(),
  } as const;
  it.each(Object.keys(subjects) as (keyof typeof subjects)[])('is never waste: %s', (checkId) => {
    const metrics = [
      'requests',
      'database-connections-maximum',
      'cpu-percent-maximum',
      'memory-percent-maximum',
      'search-rate-maximum',
      'incoming-bytes',
      'system-cpu-percent-maximum',
      'disk-used-percent-maximum',
    ] as const;
    fc.assert(
      fc.property(fc.subarray([...metrics], { maxLength: 1 }), fc.integer({ min: 0, max: 4 }), (read, value) => {
        // One metric alone is enough for one check only.
        if (checkId === 'aws-dms-idle' && read.includes('cpu-percent-maximum')) return;
        const measured = Object.fromEntries(read.map((metric) => [metric, value]));
        expect(['fine', 'unknown']).toContain(judge(checkId, subjects[checkId], measured));
      }),
      { numRuns: 40 },
    );
  });
});
