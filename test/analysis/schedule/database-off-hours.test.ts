import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { cluster, database, databaseArn, databaseDigest, member } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { billed, findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-schedule';

type Week = (number | null)[];
const week = (connections: (day: number, hour: number) => number | null): Week =>
  Array.from({ length: 168 }, (_, at) => connections(Math.floor(at / 24), at % 24));

/** Monday to Friday, 7 to 19. */
const office = week((day, hour) => (day < 5 && hour >= 7 && hour < 19 ? 8 : 0));

const digestOf = (hourOfWeek: Week, change: Partial<MetricDigest> = {}, id = databaseArn('shop')) =>
  databaseDigest('database-connections-four-weeks', 8, id, {
    window: { start: daysAgo(28), end: daysAgo(0) },
    sampleCount: 672,
    expectedCount: 672,
    hourOfWeek,
    ...change,
  });

const batch = (
  change: Partial<Database>,
  hours: Week | null = office,
  more: Parameters<typeof databaseBatch>[2] = {},
  digest: Partial<MetricDigest> = {},
) =>
  databaseBatch(
    database({ tags: known({ env: 'dev' }), ...change }),
    hours === null ? [] : [digestOf(hours, digest)],
    more,
  );

describe('database off hours', () => {
  const jobs = week((_, hour) => (hour % 3 === 0 ? 1 : 0));
  const weekend = week((day) => (day < 5 ? 1 : 0));
  const shortNights = week((_, hour) => (hour >= 4 ? 1 : 0));
  const already = week((day, hour) => (day < 5 && hour >= 7 && hour < 19 ? 8 : null));
  const replica = known([{ relation: 'replica-of' as const, targetId: databaseArn('main') }]);
  it.each`
    db                                                   | hours            | verdict      | because
    ${{}}                                                | ${office}        | ${0.75}      | ${'nobody connects at night or on weekends'}
    ${{ tags: known({ stage: 'Staging' }) }}             | ${office}        | ${0.75}      | ${'staging sleeps as well'}
    ${{ tags: known({}), name: 'shop-test' }}            | ${office}        | ${0.75}      | ${'its name says what it is for'}
    ${{ tags: known({ env: 'prod' }) }}                  | ${office}        | ${'fine'}    | ${'production'}
    ${{ tags: known({}), name: 'shop' }}                 | ${office}        | ${'fine'}    | ${'nothing says what it is for'}
    ${{ tags: known({ env: 'blue' }), name: 'a-dev' }}   | ${office}        | ${'fine'}    | ${'a tag that says something else wins over the name'}
    ${{ tags: unread('denied') }}                        | ${office}        | ${'unknown'} | ${'it may be production'}
    ${{}}                                                | ${weekend}       | ${0.75}      | ${'47 hours of the weekend'}
    ${{}}                                                | ${jobs}          | ${'fine'}    | ${'two hours are no pause'}
    ${{}}                                                | ${shortNights}   | ${'fine'}    | ${'21 hours in all'}
    ${{}}                                                | ${already}       | ${'fine'}    | ${'a schedule stops it already'}
    ${{}}                                                | ${week(() => 0)} | ${'fine'}    | ${'never used: another check'}
    ${{}}                                                | ${null}          | ${'unknown'} | ${'connections were not read'}
    ${{ powerState: 'stopped' }}                         | ${office}        | ${'fine'}    | ${'it does not run'}
    ${{ uses: replica }}                                 | ${office}        | ${'fine'}    | ${'a read replica cannot be stopped'}
    ${{ engine: 'sqlserver-se', redundancy: 'standby' }} | ${office}        | ${'fine'}    | ${'nor SQL Server with a standby'}
    ${{ sizeName: 'db.serverless' }}                     | ${office}        | ${'fine'}    | ${'it scales down by itself'}
    ${{ createdAt: known(daysAgo(27)) }}                 | ${office}        | ${'fine'}    | ${'younger than the window'}
  `('is $verdict: $because', ({ db, hours, verdict }) => {
    expect(outcome(CHECK, batch(db, hours))).toBe(verdict);
  });

  it('wants most of the samples, and a profile', () => {
    expect(outcome(CHECK, batch({}, office, {}, { sampleCount: 604 }))).toBe('unknown');
    expect(outcome(CHECK, batch({}, office, {}, { sampleCount: 605 }))).toBe(0.75);
    expect(outcome(CHECK, batch({}, office.slice(1)))).toBe('unknown');
  });

  it('leaves alone what has read replicas, and global databases', () => {
    expect(outcome(CHECK, batch({}, office, { users: [{ relation: 'replica-of' }] }))).toBe('fine');
    const of = (global: boolean) =>
      databaseBatch(
        member('orders-0', { tags: known({ env: 'dev' }) }),
        [digestOf(office, {}, databaseArn('orders-0'))],
        {
          estate: [cluster({ global })],
        },
      );
    expect(outcome(CHECK, of(true))).toBe('fine');
    expect(outcome(CHECK, of(false))).toBe(0.75);
  });

  it('saves the machine’s cost of the hours off, and names them', () => {
    const finding = findingBy(CHECK, batch({}));
    // Nights of 12 hours and a weekend of 60, each an hour less: 4 x 11 + 59 = 103 of 168 hours of 0.225 x 730,
    // the share to nine decimals.
    expect(finding?.evidence).toMatchObject({ offHoursPerWeek: 103, quietHoursPerWeek: 108 });
    expect(finding?.evidence['offHours']).toBe(
      'Mon 19-24, Tue 00-06, Tue 19-24, Wed 00-06, Wed 19-24, Thu 00-06, Thu 19-24, Fri 00-06, Fri 19-24, Sat 00-24, Sun 00-24, Mon 00-06'
        .split(', ')
        .sort((a, b) => order(a) - order(b))
        .join(', '),
    );
    expect(savingText(finding)).toBe('100.700892842 [100.700892842 to 100.700892842] USD price-api');
  });
  it('leaves storage out of what the bill shows', () => {
    // Of 73 a month the machine is 164.25 / 175.75.
    const bill = billed({ [databaseArn('shop')]: ['72.00', 30] });
    const finding = findingBy(CHECK, batch({}, office, { billed: bill }));
    const machine = (73 * 164.25) / 175.75;
    const [amount] = savingText(finding).split(' ');
    expect(Number(amount)).toBeCloseTo((machine * 103) / 168, 3);
    expect(savingText(finding)).toContain('billing');
  });

  it('is never waste when tags were not read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2), { minLength: 168, maxLength: 168 }),
        fc.string(),
        (hours, reason) => typeof outcome(CHECK, batch({ tags: unread(reason) }, hours)) !== 'number',
      ),
    );
  });
  it('never counts an hour in which somebody was connected', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { minLength: 168, maxLength: 168 }), (hours) => {
        const evidence = findingBy(CHECK, batch({}, hours))?.evidence;
        const quiet = hours.filter((connections) => connections === 0).length;
        return evidence === undefined || Number(evidence['offHoursPerWeek']) < quiet;
      }),
    );
  });
});

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const order = (range: string): number => days.indexOf(range.slice(0, 3)) * 24 + Number(range.slice(4, 6));
