import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { DatabaseCluster } from '../../../src/domain/resources.ts';
import { cluster, clusterArn, databaseDigest, member } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const GIB = 2 ** 30;
const ID = clusterArn('orders');
const days = {
  window: { start: daysAgo(30), end: daysAgo(0) },
  periodSeconds: 86_400,
  sampleCount: 30,
  expectedCount: 30,
};

describe('I/O billing of a cluster', () => {
  const CHECK = 'aws-aurora-io-mode';
  const members = [member('orders-0'), member('orders-1')];

  /** `millions` of requests a month of 730 hours, over 100 GiB. */
  const batch = (
    change: Partial<DatabaseCluster>,
    millions: number | null,
    {
      gib = 100,
      estate = members,
      of = {},
    }: { gib?: number | null; estate?: typeof members; of?: Partial<MetricDigest> } = {},
  ) =>
    databaseBatch(
      cluster(change),
      [
        ...(millions === null
          ? []
          : [databaseDigest('cluster-io-requests', (millions * 1e6 * 24) / 730, ID, { ...days, ...of })]),
        ...(gib === null ? [] : [databaseDigest('cluster-storage-bytes', gib * GIB, ID, days)]),
      ],
      { estate },
    );
  const included = { ioBilling: 'included' as const };
  // Two db.r6g.large and 100 GiB cost 2 x 189.80 + 10.00 = 389.60; a million requests 0.20.
  it.each`
    change                                          | millions | verdict          | because
    ${{}}                                           | ${700}   | ${'included'}    | ${'140 of 529.60 is 26 %'}
    ${{}}                                           | ${640}   | ${'fine'}        | ${'128 of 517.60 is less than a quarter'}
    ${{}}                                           | ${0}     | ${'fine'}        | ${'no I/O at all'}
    ${included}                                     | ${300}   | ${'per-request'} | ${'60 of 449.60 is 13 %'}
    ${included}                                     | ${400}   | ${'fine'}        | ${'80 of 469.60 is 17 %'}
    ${included}                                     | ${2000}  | ${'fine'}        | ${'it has the right mode'}
    ${{ ioBilling: 'other' }}                       | ${2000}  | ${'fine'}        | ${'no Aurora'}
    ${{ engineVersion: '5.7.mysql_aurora.2.12.5' }} | ${2000}  | ${'fine'}        | ${'its version has no such mode'}
    ${{ createdAt: known(daysAgo(29)) }}            | ${2000}  | ${'fine'}        | ${'younger than the window'}
    ${{ powerState: 'stopped' }}                    | ${2000}  | ${'fine'}        | ${'it does not run'}
    ${{}}                                           | ${null}  | ${'unknown'}     | ${'its requests were not read'}
  `('$change with $millions million requests is $verdict: $because', ({ change, millions, verdict }) => {
    const finding = findingBy(CHECK, batch(change, millions));
    expect(
      finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['ioBilling'] : 'unknown',
    ).toBe(verdict);
  });

  it('wants all members, the storage, and nearly every day', () => {
    expect(outcome(CHECK, batch({}, 2000, { estate: members.slice(0, 1) }))).toBe('unknown');
    expect(outcome(CHECK, batch({}, 2000, { gib: null }))).toBe('unknown');
    expect(outcome(CHECK, batch({}, 2000, { of: { sampleCount: 26 } }))).toBe('unknown');
    expect(outcome(CHECK, batch({}, 2000, { of: { sampleCount: 27 } }))).toBe(0.85);
  });

  it('computes both modes from the same use', () => {
    const finding = findingBy(CHECK, batch({}, 2000));
    // 389.60 + 400.00 against 2 x 0.338 x 730 + 22.50 = 515.98
    expect(savingText(finding)).toBe('273.62 [273.62 to 273.62] USD price-api');
    expect(termSum(finding!)).toBe('273.62');
    expect(finding?.evidence).toMatchObject({ monthlyRequests: 2_000_000_000, ioSharePercent: 50.659 });
    expect(savingText(findingBy(CHECK, batch(included, 100)))).toBe('106.38 [106.38 to 106.38] USD price-api');
  });

  it('is never waste when the requests were not read', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (gib) => typeof outcome(CHECK, batch({}, null, { gib })) !== 'number',
      ),
    );
  });
});

describe('minimum capacity of a serverless cluster', () => {
  const CHECK = 'aws-aurora-serverless-floor';
  const serverless = member('orders-0', { sizeName: 'db.serverless' });

  const batch = (
    change: Partial<DatabaseCluster>,
    units: Partial<MetricDigest> | null,
    cpu: Partial<MetricDigest> | null,
    estate = [serverless],
  ) =>
    databaseBatch(
      cluster({
        capacity: { min: 8, max: 32 },
        members: [{ resourceId: serverless.resourceId, writer: true }],
        ...change,
      }),
      [
        ...(units === null ? [] : [databaseDigest('capacity-units-average', 8, ID, units)]),
        ...(cpu === null ? [] : [databaseDigest('cpu-percent-average', 12, ID, cpu)]),
      ],
      { estate },
    );
  const capacity = (min: number) => ({ capacity: { min, max: 32 } });
  it.each`
    change                               | units                   | cpu              | verdict      | because
    ${{}}                                | ${{}}                   | ${{}}            | ${2}         | ${'12 % of 8 units are 50 % of 2'}
    ${{}}                                | ${{}}                   | ${{ p95: 25 }}   | ${4}         | ${'25 % of 8 units are 50 % of 4'}
    ${{}}                                | ${{}}                   | ${{ p95: 25.1 }} | ${'fine'}    | ${'its CPU is in use'}
    ${{}}                                | ${{ p50: 8.2 }}         | ${{}}            | ${'fine'}    | ${'mostly above the minimum'}
    ${capacity(0.5)}                     | ${{ p50: 0.5 }}         | ${{}}            | ${'fine'}    | ${'it can go no lower'}
    ${capacity(0)}                       | ${{ p50: 0 }}           | ${{}}            | ${'fine'}    | ${'it may pause'}
    ${{ capacity: undefined }}           | ${{}}                   | ${{}}            | ${'fine'}    | ${'no member without a fixed size'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{}}                   | ${{}}            | ${'fine'}    | ${'younger than the window'}
    ${{}}                                | ${null}                 | ${{}}            | ${'unknown'} | ${'its capacity was not read'}
    ${{}}                                | ${{}}                   | ${null}          | ${'unknown'} | ${'its CPU was not read'}
    ${{}}                                | ${{ sampleCount: 300 }} | ${{}}            | ${'unknown'} | ${'a gap could hide the load'}
  `('$change is $verdict: $because', ({ change, units, cpu, verdict }) => {
    const finding = findingBy(CHECK, batch(change, units, cpu));
    expect(
      finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['minUnits'] : 'unknown',
    ).toBe(verdict);
  });

  it('saves the units above the need for the time at the minimum, as far as that is known', () => {
    // 6 units x 730 x 0.12
    expect(savingText(findingBy(CHECK, batch({}, {}, {})))).toBe('525.60 [525.60 to 525.60] USD price-api');
    const busyNow = { p95: 20, p99: 20, max: 24 };
    expect(savingText(findingBy(CHECK, batch({}, busyNow, {})))).toBe('262.80 [262.80 to 499.32] USD price-api');
  });

  it('cannot be told when a member was not read', () => {
    expect(outcome(CHECK, batch({}, {}, {}, []))).toBe('unknown');
  });
  it('is never waste when CPU was not read', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (p50) => typeof outcome(CHECK, batch({}, { p50 }, null)) !== 'number'),
    );
  });
  it('leaves tags that were not read to be told', () => {
    expect(outcome(CHECK, batch({ tags: unread('denied') }, {}, {}))).toBe('unknown');
  });
});
