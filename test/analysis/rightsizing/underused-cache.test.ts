import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { CacheCluster } from '../../../src/domain/resources.ts';
import { AZURE, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { cacheCluster } from '../../support/data-store-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'azure-redis-underused';

/** A Standard C3 with its pair of nodes. */
const cache = (change: Partial<CacheCluster> = {}): CacheCluster =>
  cacheCluster({
    type: 'azure:cache:redis',
    resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.cache/redis/sessions',
    scope: AZURE,
    createdAt: known(daysAgo(90)),
    sizeName: 'Standard_C3',
    nodeIds: ['sessions-0', 'sessions-1'],
    ...change,
  });

const prices = cloudPrices(AZURE, [
  ['cache/standard_c1', '0.138', 'hour'],
  ['cache/standard_c2', '0.225', 'hour'],
  ['cache/standard_c3', '0.45', 'hour'],
  ['cache/premium_p1', '0.554', 'hour'],
  ['cache/premium_p2', '1.11', 'hour'],
]);

interface Use {
  readonly clients?: number;
  readonly load?: number;
  readonly memory?: number;
  readonly traffic?: number;
  readonly evicted?: number;
  readonly without?: MetricName;
}

function batch(of: CacheCluster, use: Use = {}, change: Parameters<typeof batchOf>[1] = {}) {
  const { clients = 20, load = 5, memory = 20, traffic = 1e6, evicted = 0, without } = use;
  const digests = [
    windowOf('database-connections-maximum', clients, of.resourceId, { daily: true }),
    windowOf('engine-cpu-percent-maximum', load, of.resourceId),
    windowOf('memory-percent-maximum', memory, of.resourceId),
    windowOf('network-bytes-per-second-maximum', traffic, of.resourceId),
    windowOf('evictions', evicted, of.resourceId),
  ].filter(({ metric }) => metric !== without);
  // Watched for three days: too short to tell an age by.
  return batchOf([stored(of, { firstSeen: daysAgo(3) })], {
    scope: AZURE,
    prices,
    digests: digestsOf(...digests),
    ...change,
  });
}

describe('an underused cache', () => {
  it.each`
    change                               | use                                                      | verdict      | because
    ${{}}                                | ${{ clients: 0 }}                                        | ${0.9}       | ${'nobody connects'}
    ${{}}                                | ${{ clients: 0, without: 'memory-percent-maximum' }}     | ${0.9}       | ${'nobody connects, whatever it holds'}
    ${{}}                                | ${{}}                                                    | ${0.75}      | ${'a C2 carries it'}
    ${{}}                                | ${{ load: 20 }}                                          | ${0.75}      | ${'twice 20 % is below 70 %'}
    ${{}}                                | ${{ load: 21 }}                                          | ${'fine'}    | ${'it works'}
    ${{}}                                | ${{ memory: 33 }}                                        | ${0.75}      | ${'2 of 2.5 GiB'}
    ${{}}                                | ${{ memory: 34 }}                                        | ${'fine'}    | ${'more than 80 % of 2.5 GiB'}
    ${{}}                                | ${{ clients: 1600 }}                                     | ${0.75}      | ${'a C2 takes 2,000 clients'}
    ${{}}                                | ${{ clients: 1601 }}                                     | ${'fine'}    | ${'too many clients for a C2'}
    ${{}}                                | ${{ traffic: 21e6 }}                                     | ${'fine'}    | ${'168 of the 200 Mbps of a C2'}
    ${{}}                                | ${{ evicted: 1 }}                                        | ${'fine'}    | ${'it wants more memory'}
    ${{ sizeName: 'Standard_C2' }}       | ${{}}                                                    | ${'fine'}    | ${'a C1 has one core'}
    ${{ sizeName: 'Premium_P1' }}        | ${{}}                                                    | ${'fine'}    | ${'there is no smaller one of its tier'}
    ${{ sizeName: 'Premium_P5' }}        | ${{}}                                                    | ${'unknown'} | ${'what it can do is not known'}
    ${{ global: true }}                  | ${{ clients: 0 }}                                        | ${'fine'}    | ${'its clients may be in the other region'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{ clients: 0 }}                                        | ${'fine'}    | ${'it is young'}
    ${{ createdAt: unread('denied') }}   | ${{ clients: 0 }}                                        | ${'unknown'} | ${'it may be young'}
    ${{}}                                | ${{ without: 'network-bytes-per-second-maximum' }}       | ${'unknown'} | ${'its traffic was not read'}
    ${{}}                                | ${{ load: 90, without: 'database-connections-maximum' }} | ${'fine'}    | ${'it works, whoever is connected'}
    ${{ sizeName: 'Standard_C1' }}       | ${{ without: 'database-connections-maximum' }}           | ${'unknown'} | ${'nobody may be connected'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, batch(cache(change as Partial<CacheCluster>), use as Use))).toBe(verdict);
  });

  it('saves its whole price without clients: 730 x 0.45', () => {
    const finding = findingBy(CHECK, batch(cache(), { clients: 0 }))!;
    expect(savingText(finding)).toBe('328.50 [328.50 to 328.50] USD price-api');
    expect([finding.action.kind, finding.risk]).toEqual(['cache-cluster.backup-and-delete', 'high']);
  });

  it('saves the difference of sizes: 730 x (0.45 - 0.225), of each shard', () => {
    const finding = findingBy(CHECK, batch(cache()))!;
    expect(savingText(finding)).toBe('164.25 [164.25 to 164.25] USD price-api');
    expect([finding.action.kind, finding.action.params]).toEqual([
      'cache-cluster.change-size',
      { sizeName: 'Standard_C2' },
    ]);
    const sharded = cache({ sizeName: 'Premium_P2', shards: 3, nodeIds: ['0', '1', '2', '3', '4', '5'] });
    expect(savingText(findingBy(CHECK, batch(sharded)))).toBe('1217.64 [1217.64 to 1217.64] USD price-api');
  });

  it('takes the bill before the list: half of 300', () => {
    const of = cache();
    const finding = findingBy(CHECK, batch(of, {}, { billed: billed({ [of.resourceId]: ['295.89', 30] }) }))!;
    expect(finding.monthlySavings.known && finding.monthlySavings.value.basis).toBe('billing');
    expect(savingText(finding)).toMatch(/^149\.9997/);
    expect(termSum(finding)).toBe(savingText(finding).split(' ')[0]);
  });

  it('does not price further replicas', () => {
    const replicated = cache({ nodeIds: ['0', '1', '2'] });
    expect(savingText(findingBy(CHECK, batch(replicated)))).toBe(
      'unknown: prices of further replicas are not collected',
    );
  });

  it('is never waste when its clients were not read', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (load, memory) => {
        const verdict = outcome(CHECK, batch(cache(), { load, memory, without: 'database-connections-maximum' }));
        return verdict === 'unknown' || verdict === 'fine';
      }),
    );
  });
});
