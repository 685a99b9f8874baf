import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { evaluateBatch } from '../../../src/analysis/evaluate.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import type {
  Bucket,
  CacheCluster,
  Database,
  LifecycleRule,
  NodeDatabase,
  RequestService,
  Resource,
} from '../../../src/domain/resources.ts';
import { cloudPrices, cloudSql, GCP, windowOf } from '../../support/cloud-builders.ts';
import { cacheCluster } from '../../support/data-store-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { bucket } from '../../support/storage-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const GIB = 2 ** 30;

const prices = cloudPrices(GCP, [
  ['storage/standard', '0.02', 'GiB-month'],
  ['storage/nearline', '0.01', 'GiB-month'],
  ['storage/coldline', '0.004', 'GiB-month'],
  ['storage/archive', '0.0012', 'GiB-month'],
  ['cache-memory/redis/basic/m1', '0.049', 'GiB-hour'],
  ['cache-memory/redis/basic/m2', '0.027', 'GiB-hour'],
  ['cache-memory/redis/basic/m3', '0.023', 'GiB-hour'],
  ['database-vcpu/postgres/enterprise/zonal', '0.0413', 'vCPU-hour'],
  ['database-memory/postgres/enterprise/zonal', '0.007', 'GiB-hour'],
  ['database-storage/ssd/zonal', '0.17', 'GiB-month'],
  ['database-backup/standard', '0.08', 'GiB-month'],
  ['database-address/idle/zonal', '0.01', 'hour'],
  ['database-extended-support/postgres/enterprise/zonal/13', '0.05', 'vCPU-hour'],
  ['database-node/spanner/enterprise', '0.41', 'hour'],
  ['container-service/vcpu-idle', '0.009', 'vCPU-hour'],
  ['container-service/memory-idle', '0.009', 'GiB-hour'],
]);

const batch = (resource: Resource, change: Partial<AnalysisBatch> = {}) =>
  batchOf([stored(resource)], { scope: GCP, prices, ...change });

describe('buckets of Cloud Storage', () => {
  const gcs = (change: Partial<Bucket> = {}) =>
    bucket({ scope: GCP, type: 'gcp:storage:bucket', countsRequests: known(true), ...change });

  const holding = (of: {
    readonly standard?: number;
    readonly cool?: number;
    readonly cold?: number;
    readonly noncurrent?: number;
    readonly deleted?: number;
    readonly uploads?: number;
    readonly requests?: number;
  }) => {
    const { standard = 0, cool = 0, cold = 0, noncurrent = 0, deleted = 0, uploads = 0, requests = 0 } = of;
    const bytes = (metric: Parameters<typeof windowOf>[0], gib: number) =>
      windowOf(metric, gib * GIB, 'reports', { daily: true, days: 4 });
    return {
      digests: digestsOf(
        bytes('bucket-standard-bytes', standard),
        bytes('bucket-cool-bytes', cool),
        bytes('bucket-cold-bytes', cold),
        bytes('bucket-noncurrent-bytes', noncurrent),
        bytes('bucket-soft-deleted-bytes', deleted),
        bytes('bucket-unfinished-upload-bytes', uploads),
        windowOf('bucket-requests', requests, 'reports', { daily: true, days: 30, mean: requests / 30 }),
      ),
    };
  };

  it.each`
    of                                            | saving                                    | because
    ${{ standard: 1000 }}                         | ${'18.80 [18.80 to 18.80] USD price-api'} | ${'1000 x (0.02 - 0.0012)'}
    ${{ cool: 1000 }}                             | ${'8.80 [8.80 to 8.80] USD price-api'}    | ${'1000 x (0.01 - 0.0012)'}
    ${{ standard: 1000, cool: 1000, cold: 1000 }} | ${'30.40 [30.40 to 30.40] USD price-api'} | ${'34 - 3000 x 0.0012'}
    ${{ standard: 4, cool: 4, cold: 1 }}          | ${'no finding'}                           | ${'it holds less than 10 GiB'}
    ${{ standard: 1000, requests: 101 }}          | ${'no finding'}                           | ${'somebody asks'}
  `('that nobody asks for save $saving: $because', ({ of, saving }) => {
    expect(savingText(findingBy('gcp-gcs-bucket-abandoned', batch(gcs(), holding(of))))).toBe(saving);
  });

  const rule = (change: Partial<LifecycleRule>): LifecycleRule => ({
    enabled: true,
    holdsForAll: true,
    transitions: false,
    expires: false,
    expiresNoncurrent: false,
    transitionsNoncurrent: false,
    ...change,
  });
  const ruled = (change: Partial<LifecycleRule>) => ({ lifecycleRules: known([rule(change)]) });

  it.each`
    change                                  | of                                    | verdict      | because
    ${{}}                                   | ${{ standard: 900, noncurrent: 100 }} | ${0.7}       | ${'a tenth are replaced versions'}
    ${{}}                                   | ${{ standard: 950, noncurrent: 100 }} | ${'fine'}    | ${'less than a tenth'}
    ${{}}                                   | ${{ noncurrent: 9 }}                  | ${'fine'}    | ${'a few cents'}
    ${ruled({ expiresNoncurrent: true })}   | ${{ standard: 100, noncurrent: 99 }}  | ${'fine'}    | ${'a rule removes them'}
    ${ruled({ transitions: true })}         | ${{ standard: 100, noncurrent: 99 }}  | ${0.7}       | ${'its rule is for live objects alone'}
    ${ruled({ expiresNoncurrent: true })}   | ${{ standard: 100, deleted: 99 }}     | ${0.7}       | ${'no rule holds for what was deleted'}
    ${{}}                                   | ${{ standard: 100, uploads: 99 }}     | ${0.7}       | ${'nobody gives the uploads up'}
    ${ruled({ abortsUploadsAfterDays: 7 })} | ${{ standard: 100, uploads: 99 }}     | ${'fine'}    | ${'a rule gives them up'}
    ${{ lifecycleRules: unread('denied') }} | ${{ standard: 100, noncurrent: 99 }}  | ${'unknown'} | ${'a rule may be there'}
  `('with leftovers are $verdict: $because', ({ change, of, verdict }) => {
    expect(outcome('gcp-gcs-noncurrent-softdelete', batch(gcs(change), holding(of)))).toBe(verdict);
  });

  it('price leftovers by the default class, and promise nothing: 100 x 0.01', () => {
    const finding = findingBy(
      'gcp-gcs-noncurrent-softdelete',
      batch(gcs({ defaultClass: 'NEARLINE', softDeleteSeconds: 604_800 }), holding({ cool: 100, deleted: 100 })),
    );
    expect(savingText(finding)).toBe('0.00 [0.00 to 1.00] USD price-api');
    expect(finding?.evidence).toMatchObject({ softDeletedGiB: 100, share: 0.5, softDeleteDays: 7 });
  });

  it('are unknown without metrics', () => {
    expect(outcome('gcp-gcs-noncurrent-softdelete', batch(gcs()))).toBe('unknown');
    expect(outcome('gcp-gcs-bucket-abandoned', batch(gcs()))).toBe('unknown');
  });
});

describe('Memorystore for Redis', () => {
  const ID = 'redis-1';
  const redis = (change: Partial<CacheCluster> = {}) =>
    cacheCluster({
      scope: GCP,
      type: 'gcp:redis:instance',
      resourceId: ID,
      sizeName: 'basic/m3/16',
      nodeIds: ['node-0'],
      ...change,
    });
  const load = (clients: number, memory: number, evicted = 0) => ({
    digests: digestsOf(
      windowOf('database-connections-maximum', clients, ID, { daily: true }),
      windowOf('memory-percent-maximum', memory, ID),
      windowOf('evictions', evicted, ID),
    ),
  });
  const CHECK = 'gcp-memorystore-underused';

  it.each`
    change                              | with              | verdict      | because
    ${{}}                               | ${load(0, 90, 9)} | ${0.85}      | ${'nobody connects, whatever it holds'}
    ${{}}                               | ${load(1, 40)}    | ${0.7}       | ${'16 GiB hold 6.4'}
    ${{}}                               | ${load(1, 41)}    | ${'fine'}    | ${'it needs its memory'}
    ${{}}                               | ${load(1, 10, 1)} | ${'fine'}    | ${'it evicted something'}
    ${{ sizeName: 'basic/m1/1' }}       | ${load(1, 10)}    | ${'fine'}    | ${'there is none smaller'}
    ${{ createdAt: known(daysAgo(9)) }} | ${load(0, 0)}     | ${'fine'}    | ${'it is new'}
    ${{ createdAt: unread('no') }}      | ${load(0, 0)}     | ${0.85}      | ${'it was seen long ago'}
    ${{ sizeName: 'other' }}            | ${load(1, 10)}    | ${'unknown'} | ${'its memory is not known'}
    ${{}}                               | ${{}}             | ${'unknown'} | ${'silence has to be measured'}
  `('is $verdict: $because', ({ change, with: given, verdict }) => {
    expect(outcome(CHECK, batch(redis(change), given))).toBe(verdict);
  });

  it.each`
    memory | proposed         | saving                                       | because
    ${18}  | ${'basic/m2/5'}  | ${'170.09 [170.09 to 170.09] USD price-api'} | ${'5 GiB of M2 cost less than 4.1 of M1 would'}
    ${8}   | ${'basic/m1/2'}  | ${'197.10 [197.10 to 197.10] USD price-api'} | ${'two of M1 cost less than five of M2'}
    ${16}  | ${'basic/m2/5'}  | ${'170.09 [170.09 to 170.09] USD price-api'} | ${'four of M1 would be dearer'}
    ${40}  | ${'basic/m3/11'} | ${'83.95 [83.95 to 83.95] USD price-api'}    | ${'16 x 40 / 70, and eleven of M3 cost less than ten of M2'}
  `('shrinks to $proposed at $memory %: $because', ({ memory, proposed, saving }) => {
    const finding = findingBy(CHECK, batch(redis(), load(9, memory)));
    expect(finding?.evidence['proposedSize']).toBe(proposed);
    expect(savingText(finding)).toBe(saving);
  });

  it('saves all of what it costs without clients: 16 x 0.023 x 730', () => {
    const finding = findingBy(CHECK, batch(redis(), load(0, 60)));
    expect(savingText(finding)).toBe('268.64 [268.64 to 268.64] USD price-api');
    expect(finding?.action.kind).toBe('cache-cluster.backup-and-delete');
  });

  it('keeps five GiB for read replicas, and has no price of them', () => {
    const replicated = redis({ sizeName: 'standard-node/m2/8', nodeIds: ['a', 'b', 'c'] });
    const finding = findingBy(CHECK, batch(replicated, load(9, 5)));
    expect(finding?.evidence['proposedSize']).toBe('standard-node/m2/5');
    expect(finding?.monthlySavings).toEqual(unread('no price for cache-memory/redis/standard-node/m2 in us-central1'));
  });
});

describe('storage of Cloud SQL', () => {
  const CHECK = 'gcp-sql-stopped-or-storage';
  const stopped = (change: Partial<Database> = {}) => cloudSql({ powerState: 'stopped', state: 'RUNNABLE', ...change });
  const ID = cloudSql().resourceId;
  const up = (value: number) => ({
    digests: digestsOf(windowOf('database-up-maximum', value, ID, { daily: true, days: 30 })),
  });

  it.each`
    change                               | with     | verdict      | because
    ${{}}                                | ${up(0)} | ${0.8}       | ${'no server for a month'}
    ${{}}                                | ${up(1)} | ${'fine'}    | ${'it ran within the month'}
    ${{}}                                | ${{}}    | ${'unknown'} | ${'when it was stopped is not known'}
    ${{ state: 'SUSPENDED' }}            | ${up(0)} | ${'fine'}    | ${'the cloud suspended it'}
    ${{ createdAt: known(daysAgo(29)) }} | ${up(0)} | ${'fine'}    | ${'it is younger than the window'}
  `('of a stopped one is $verdict: $because', ({ change, with: given, verdict }) => {
    expect(outcome(CHECK, batch(stopped(change), given))).toBe(verdict);
  });

  it.each`
    hasPublicAddress | saving                                    | because
    ${undefined}     | ${'9.00 [9.00 to 17.00] USD price-api'}   | ${'100 x (0.17 - 0.08)'}
    ${true}          | ${'16.30 [16.30 to 24.30] USD price-api'} | ${'its address bills 7.30 on top'}
  `('saves $saving when it goes: $because', ({ hasPublicAddress, saving }) => {
    const one = stopped({ ...(hasPublicAddress !== undefined && { hasPublicAddress }) });
    expect(savingText(findingBy(CHECK, batch(one, up(0))))).toBe(saving);
  });

  const filled = (percent: number, iops = 10) => ({
    digests: digestsOf(
      windowOf('disk-used-percent-maximum', percent, ID, { daily: true, days: 30 }),
      windowOf('database-iops-maximum', iops, ID),
    ),
  });
  const large = (change: Partial<Database> = {}) => cloudSql({ storage: { tier: 'ssd', sizeGiB: 1000 }, ...change });

  it.each`
    change                                               | with                  | verdict      | because
    ${{}}                                                | ${filled(20)}         | ${0.75}      | ${'a fifth is in use'}
    ${{}}                                                | ${filled(41)}         | ${'fine'}    | ${'it needs its storage'}
    ${{ storage: { tier: 'ssd', sizeGiB: 100 } }}        | ${filled(5)}          | ${'fine'}    | ${'the reserve takes as much'}
    ${{ storage: { tier: 'ssd', sizeGiB: 160 } }}        | ${filled(39)}         | ${'fine'}    | ${'62 in use and 100 kept free'}
    ${{}}                                                | ${filled(20, 10_000)} | ${'fine'}    | ${'its reads and writes need the size'}
    ${{ isReplica: true }}                               | ${filled(20)}         | ${'fine'}    | ${'its primary decides'}
    ${{ sizeName: 'db-g1-small' }}                       | ${filled(20)}         | ${'fine'}    | ${'shared cores cannot be shrunk'}
    ${{ storage: { tier: 'hyperdisk', sizeGiB: 1000 } }} | ${filled(20)}         | ${'unknown'} | ${'its performance is set by itself'}
    ${{}}                                                | ${{}}                 | ${'unknown'} | ${'not read is not empty'}
  `('that is mostly empty is $verdict: $because', ({ change, with: given, verdict }) => {
    expect(outcome(CHECK, batch(large(change), given))).toBe(verdict);
  });

  it.each`
    percent | iops    | target | saving
    ${20}   | ${10}   | ${300} | ${'119.00 [119.00 to 119.00] USD price-api'}
    ${20}   | ${5000} | ${500} | ${'85.00 [85.00 to 85.00] USD price-api'}
  `('shrinks to $target GiB at $percent % and $iops IOPS', ({ percent, iops, target, saving }) => {
    const finding = findingBy(CHECK, batch(large(), filled(percent, iops)));
    expect(finding?.evidence['targetGiB']).toBe(target);
    expect(savingText(finding)).toBe(saving);
    expect(finding?.action).toMatchObject({ kind: 'database.change-storage', params: { sizeGiB: target } });
  });
});

describe('extended support of Cloud SQL', () => {
  const CHECK = 'gcp-sql-extended-support';
  const ended = known({
    majorVersion: '13',
    standardEndsAt: instant('2026-02-01T00:00:00Z'),
    extendedEndsAt: instant('2029-02-01T00:00:00Z'),
  });
  const old = (change: Partial<Database> = {}) =>
    cloudSql({ engineVersion: '13', support: ended, paysForExtendedSupport: known(true), ...change });

  it('costs 4 x 730 x 0.05, and never more than the bill says of all', () => {
    expect(savingText(findingBy(CHECK, batch(old())))).toBe('146.00 [146.00 to 146.00] USD price-api');
    const cheap = { billed: billed({ [old().resourceId]: ['60.00', 30] }) };
    expect(savingText(findingBy(CHECK, batch(old(), cheap)))).toMatch(/^60\.83/);
  });

  it.each`
    change                            | verdict      | because
    ${{}}                             | ${0.95}      | ${'it is paid'}
    ${{ support: known(null) }}       | ${'fine'}    | ${'nothing is paid after its end'}
    ${{ powerState: 'stopped' }}      | ${'fine'}    | ${'it has no vCPUs to pay for'}
    ${{ support: unread('no date') }} | ${'unknown'} | ${'when support ends is not known'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(old(change)))).toBe(verdict);
  });

  it('is told a quarter ahead, with what it will cost and nothing saved yet', () => {
    const soon = known({ majorVersion: '13', standardEndsAt: instant(daysAgo(-60)) });
    const finding = findingBy(CHECK, batch(old({ support: soon })));
    expect(finding).toMatchObject({ confidence: 0.9, evidence: { daysLeft: 60, comingMonthlyCharge: '146.00' } });
    expect(savingText(finding)).toMatch(/^0\.00 /);
    const later = known({ majorVersion: '13', standardEndsAt: instant(daysAgo(-100)) });
    expect(outcome(CHECK, batch(old({ support: later })))).toBe('fine');
  });

  it('is told without a saving where the price list has none', () => {
    const regional = findingBy(CHECK, batch(old({ redundancy: 'standby' })));
    expect(regional?.monthlySavings).toEqual(
      unread('no price for database-extended-support/postgres/enterprise/regional/13 in us-central1'),
    );
  });
});

describe('minimum instances of Cloud Run', () => {
  const CHECK = 'gcp-run-functions-min-instances';
  const ID = '//run.googleapis.com/projects/shop-prod/locations/us-central1/services/api';
  const service = (change: Partial<RequestService> = {}): RequestService => ({
    kind: 'request-service',
    type: 'gcp:run:service',
    resourceId: ID,
    scope: GCP,
    name: 'api',
    state: 'active',
    createdAt: known(daysAgo(90)),
    tags: known({}),
    minInstances: 2,
    vcpus: 1,
    memoryMiB: 512,
    cpuAllocation: 'requests',
    accelerated: false,
    ...change,
  });
  const load = (requests: number, active: number) => ({
    digests: digestsOf(
      windowOf('requests', requests, ID, { daily: true }),
      windowOf('active-instances-average', active, ID, { daily: true }),
    ),
  });

  it.each`
    change                               | with              | verdict      | because
    ${{}}                                | ${load(100, 0.1)} | ${0.8}       | ${'they wait'}
    ${{}}                                | ${load(101, 0)}   | ${'fine'}    | ${'somebody asks'}
    ${{}}                                | ${load(3, 0.2)}   | ${'fine'}    | ${'a stream keeps one busy'}
    ${{ minInstances: 0 }}               | ${{}}             | ${'fine'}    | ${'it scales to zero'}
    ${{ cpuAllocation: 'always' }}       | ${load(0, 0)}     | ${'fine'}    | ${'it may work between requests'}
    ${{ accelerated: true }}             | ${load(0, 0)}     | ${'fine'}    | ${'its prices are others'}
    ${{ createdAt: known(daysAgo(13)) }} | ${load(0, 0)}     | ${'fine'}    | ${'it is new'}
    ${{}}                                | ${{}}             | ${'unknown'} | ${'silence has to be measured'}
  `('are $verdict: $because', ({ change, with: given, verdict }) => {
    expect(outcome(CHECK, batch(service(change), given))).toBe(verdict);
  });

  it('save 2 x 730 x (1 + 0.5) x 0.009', () => {
    expect(savingText(findingBy(CHECK, batch(service(), load(9, 0))))).toBe('19.71 [19.71 to 19.71] USD price-api');
  });

  it('is never waste while a fact or a metric is missing', () => {
    const all: readonly Resource[] = [service(), cacheCluster({ scope: GCP, sizeName: 'basic/m3/16' })];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.string({ minLength: 1 }), (resource, reason) => {
        const blind = { ...resource, createdAt: unread(reason), tags: unread(reason) } as Resource;
        return evaluateBatch(batch(blind)).every(({ verdict }) => verdict === 'cannot-tell');
      }),
    );
  });
});

describe('Spanner and Bigtable', () => {
  const CHECK = 'gcp-spanner-bigtable-alloydb-underused';
  const spanner = (change: Partial<NodeDatabase> = {}): NodeDatabase => ({
    kind: 'node-database',
    type: 'gcp:spanner:instance',
    resourceId: 'orders',
    scope: GCP,
    name: 'orders',
    state: 'READY',
    createdAt: known(daysAgo(90)),
    tags: known({}),
    engine: 'spanner',
    nodes: 4,
    nodeStep: 1,
    partStep: 0.1,
    scalesItself: false,
    placement: 'alone',
    tier: 'enterprise',
    replicas: 3,
    ...change,
  });
  /** Whole nodes alone. */
  const wide = (change: Partial<NodeDatabase> & { readonly whole?: boolean }): NodeDatabase => {
    const { whole, ...rest } = change;
    const { partStep: _, ...made } = spanner(rest);
    return whole === true ? made : spanner(rest);
  };
  const bigtable = { engine: 'bigtable', tier: 'ssd', whole: true, replicas: 1 };
  const load = (cpu: number, storage: number) => ({
    digests: digestsOf(
      windowOf('cpu-percent-maximum', cpu, 'orders', { p99: cpu }),
      windowOf('disk-used-percent-maximum', storage, 'orders'),
    ),
  });

  it.each`
    change                                    | with            | nodes  | because
    ${{}}                                     | ${load(20, 10)} | ${2}   | ${'4 x 20 / 60'}
    ${{}}                                     | ${load(15, 10)} | ${1}   | ${'4 x 15 / 60'}
    ${{}}                                     | ${load(3, 2)}   | ${0.2} | ${'parts of a node'}
    ${{ nodes: 1 }}                           | ${load(29, 2)}  | ${0.5} | ${'29 / 60'}
    ${{ placement: 'shared' }}                | ${load(20, 10)} | ${3}   | ${'4 x 20 / 35'}
    ${{}}                                     | ${load(5, 40)}  | ${3}   | ${'4 x 40 / 60 for its data'}
    ${{ ...bigtable }}                        | ${load(3, 2)}   | ${1}   | ${'whole nodes'}
    ${{ ...bigtable, nodes: 8, nodeStep: 2 }} | ${load(20, 2)}  | ${4}   | ${'8 x 20 / 60, in twos'}
  `('need $nodes nodes: $because', ({ change, with: given, nodes }) => {
    const finding = findingBy(CHECK, batch(wide(change), given));
    expect([finding?.verdict, finding?.evidence['proposedNodes']]).toEqual(['waste', nodes]);
  });

  it.each`
    change                               | with            | verdict      | because
    ${{}}                                | ${load(30, 10)} | ${'fine'}    | ${'its CPU is in use'}
    ${{}}                                | ${load(10, 61)} | ${'fine'}    | ${'its data needs the nodes'}
    ${{}}                                | ${load(10, 50)} | ${'fine'}    | ${'4 x 50 / 60 are four'}
    ${{ scalesItself: true }}            | ${load(1, 1)}   | ${'fine'}    | ${'it scales by itself'}
    ${{ nodes: 0.1 }}                    | ${load(1, 1)}   | ${'fine'}    | ${'there is none smaller'}
    ${{ ...bigtable, nodes: 1 }}         | ${load(1, 1)}   | ${'fine'}    | ${'nor here'}
    ${{ createdAt: known(daysAgo(13)) }} | ${load(1, 1)}   | ${'fine'}    | ${'it is new'}
    ${{}}                                | ${{}}           | ${'unknown'} | ${'not read is not idle'}
    ${{ tags: unread('denied') }}        | ${load(1, 1)}   | ${'unknown'} | ${'a label may protect it'}
  `('are $verdict: $because', ({ change, with: given, verdict }) => {
    expect(outcome(CHECK, batch(wide(change), given))).toBe(verdict);
  });

  it('save two nodes of three replicas: 2 x 3 x 730 x 0.41; nothing is said where there is no price', () => {
    const saving = (change: Partial<NodeDatabase>) =>
      findingBy(CHECK, batch(spanner(change), load(20, 10)))?.monthlySavings;
    expect(savingText(findingBy(CHECK, batch(spanner(), load(20, 10))))).toBe(
      '1795.80 [1795.80 to 1795.80] USD price-api',
    );
    const { replicas: _, ...overRegions } = spanner({ placement: 'shared' });
    expect(findingBy(CHECK, batch(overRegions, load(20, 10)))?.monthlySavings).toEqual(
      unread('prices of spanner over several regions are not collected'),
    );
    expect(saving({ engine: 'bigtable', tier: 'ssd', replicas: 1 })).toEqual(
      unread('no price for database-node/bigtable/ssd in us-central1'),
    );
  });
});
