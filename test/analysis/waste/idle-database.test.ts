import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { cluster, database, databaseArn, databaseDigest, member } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-instance-idle';

const batch = (
  change: Partial<Database>,
  connections: number | Partial<MetricDigest> | null,
  iops: number | Partial<MetricDigest> | null,
  more: Parameters<typeof databaseBatch>[2] = {},
) => {
  const told = (
    metric: 'database-connections-maximum' | 'database-iops-maximum',
    of: number | Partial<MetricDigest> | null,
  ) =>
    of === null
      ? []
      : [typeof of === 'number' ? databaseDigest(metric, of) : databaseDigest(metric, 0, databaseArn('shop'), of)];
  return databaseBatch(
    database(change),
    [...told('database-connections-maximum', connections), ...told('database-iops-maximum', iops)],
    more,
  );
};

describe('idle database', () => {
  const denied = unread('denied');
  const replica = known([{ relation: 'replica-of', targetId: databaseArn('main') }]);
  const copy = known([{ relation: 'member-of', targetId: 'arn:aws:rds:us-east-1:111122223333:cluster:x' }]);
  it.each`
    db                                              | connections                                            | iops    | verdict      | because
    ${{}}                                           | ${0}                                                   | ${900}  | ${0.9}       | ${'nobody connected, whatever its disks did'}
    ${{}}                                           | ${1}                                                   | ${19.9} | ${0.7}       | ${'one session that hardly reads is an agent'}
    ${{}}                                           | ${1}                                                   | ${20}   | ${'fine'}    | ${'one session that works'}
    ${{}}                                           | ${2}                                                   | ${0}    | ${'fine'}    | ${'two are more than an agent'}
    ${{}}                                           | ${{ max: 3, sampleCount: 5 }}                          | ${null} | ${'fine'}    | ${'a client that was seen was there'}
    ${{ powerState: 'stopped' }}                    | ${0}                                                   | ${0}    | ${'fine'}    | ${'it does not run'}
    ${{ powerState: 'changing' }}                   | ${0}                                                   | ${0}    | ${'fine'}    | ${'it is on its way'}
    ${{ createdAt: known(daysAgo(13)) }}            | ${0}                                                   | ${0}    | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: known(daysAgo(14)) }}            | ${0}                                                   | ${0}    | ${0.9}       | ${'the window is inclusive'}
    ${{ uses: replica }}                            | ${0}                                                   | ${0}    | ${'fine'}    | ${'replicas are looked at elsewhere'}
    ${{ uses: copy }}                               | ${0}                                                   | ${0}    | ${'fine'}    | ${'one of three copies of a deployment'}
    ${{ uses: denied }}                             | ${0}                                                   | ${0}    | ${'unknown'} | ${'it may be a replica'}
    ${{ name: 'shop-green-a1b2c3' }}                | ${0}                                                   | ${0}    | ${'fine'}    | ${'a blue/green deployment prepares it'}
    ${{ name: 'shop-dr' }}                          | ${0}                                                   | ${0}    | ${'fine'}    | ${'its name says disaster recovery'}
    ${{ tags: known({ purpose: 'warm standby' }) }} | ${0}                                                   | ${0}    | ${'fine'}    | ${'a tag says so'}
    ${{ tags: denied }}                             | ${0}                                                   | ${0}    | ${'unknown'} | ${'a tag could say so'}
    ${{}}                                           | ${null}                                                | ${0}    | ${'unknown'} | ${'connections were not read'}
    ${{}}                                           | ${1}                                                   | ${null} | ${'unknown'} | ${'the one session may work'}
    ${{}}                                           | ${0}                                                   | ${null} | ${0.9}       | ${'nobody can have read anything'}
    ${{}}                                           | ${{ sampleCount: 302 }}                                | ${0}    | ${'unknown'} | ${'a gap could hide a client'}
    ${{}}                                           | ${{ max: Number.NaN }}                                 | ${0}    | ${'unknown'} | ${'NaN is not below the bar'}
    ${{}}                                           | ${{ window: { start: daysAgo(13), end: daysAgo(0) } }} | ${0}    | ${'unknown'} | ${'13 days are not 14'}
  `('is $verdict: $because', ({ db, connections, iops, verdict }) => {
    expect(outcome(CHECK, batch(db, connections, iops))).toBe(verdict);
  });

  it('is fine while a read replica of it may be read', () => {
    expect(outcome(CHECK, batch({}, 0, 0, { users: [{ relation: 'replica-of' }] }))).toBe('fine');
    expect(outcome(CHECK, batch({}, 0, 0, { users: [{ relation: 'has-member' }] }))).toBe(0.9);
    const unreadHere = new Map([['database', 'half of a page'] as const]);
    expect(outcome(CHECK, batch({}, 0, 0, { unread: unreadHere }))).toBe('unknown');
    // Replicas live in the account of their source: what is closed elsewhere does not matter.
    const unreadInRegion = new Map([['database', '222222222222: denied'] as const]);
    expect(outcome(CHECK, batch({}, 0, 0, { unread: new Map(), unreadInRegion }))).toBe(0.9);
  });

  const ofMember = (own: number, all: number | null, estate = [cluster()]) => {
    const id = databaseArn('orders-0');
    const digests = [
      databaseDigest('database-connections-maximum', own, id),
      ...(all === null ? [] : [databaseDigest('cluster-connections-maximum', all, id)]),
      databaseDigest('database-iops-maximum', 0, id),
    ];
    return databaseBatch(member('orders-0'), digests, { estate });
  };
  it.each([
    [0, 0, 0.9],
    [0, 9, 'fine'],
    [5, null, 'fine'],
    [0, null, 'unknown'],
  ])('a member with %s of %s connections of its cluster is %s', (own, all, verdict) => {
    expect(outcome(CHECK, ofMember(own, all))).toBe(verdict);
  });
  it('cannot be told of a member whose cluster was not read', () => {
    expect(outcome(CHECK, ofMember(0, 0, []))).toBe('unknown');
  });
  it('proposes to remove the whole cluster, and counts the machine of each member', () => {
    const finding = findingBy(CHECK, ofMember(0, 0));
    expect(finding?.action.kind).toBe('database-cluster.snapshot-and-delete');
    // 0.26 x 730
    expect(savingText(finding)).toBe('189.80 [189.80 to 189.80] USD price-api');
  });

  it('saves its cost minus a full-size snapshot', () => {
    const finding = findingBy(CHECK, batch({}, 0, 0));
    // 0.225 x 730 + 100 x 0.115 = 175.75; the snapshot at most 100 x 0.095
    expect(savingText(finding)).toBe('166.25 [166.25 to 175.75] USD price-api');
    expect(termSum(finding!)).toBe('166.25');
  });
  it('goes by the bill where that covers it', () => {
    const finding = findingBy(CHECK, batch({}, 0, 0, { billed: billed({ [databaseArn('shop')]: ['72.00', 30] }) }));
    // 72 in 30 days is 73 a month; the snapshot is 9.50 x 73 / 175.75.
    expect(savingText(finding)).toBe('69.054054054 [69.054054054 to 73.00] USD billing');
  });
  it('is unknown, not zero, without a price', () => {
    const prices = new Map(batch({}, 0, 0).prices);
    prices.delete('database/db.r6g.large/postgres/none/none');
    expect(savingText(findingBy(CHECK, batch({}, 0, 0, { prices })))).toBe(
      'unknown: no price for database/db.r6g.large/postgres/none/none in us-east-1',
    );
  });

  it('is never waste unless connections were read, whole and low', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, 2, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (max, iops, sampleCount, expectedCount) => {
        const verdict = outcome(CHECK, batch({}, { max, sampleCount, expectedCount }, { max: iops }));
        const quiet = max === 0 || (max >= 0 && max <= 1 && iops >= 0 && iops < 20);
        return typeof verdict !== 'number' || (quiet && sampleCount / expectedCount >= 0.9);
      }),
    );
  });
});
