import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { database } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-stopped';

/** Stopped so many days ago: RDS starts it again seven days after. */
const batch = (days: number, change: Partial<Database> = {}) =>
  databaseBatch(database({ powerState: 'stopped', state: 'stopped', restartsAt: daysAgo(days - 7), ...change }), []);

describe('stopped database', () => {
  const denied = unread('denied: rds:DescribeEvents');
  it.each`
    days   | change                                        | verdict      | because
    ${4}   | ${{}}                                         | ${0.7}       | ${'longer than a long weekend'}
    ${3.9} | ${{}}                                         | ${'fine'}    | ${'a long weekend'}
    ${1}   | ${{ automaticRestarts: known(2) }}            | ${0.85}      | ${'the cloud started it twice, and nobody wanted it'}
    ${1}   | ${{ automaticRestarts: known(1) }}            | ${'fine'}    | ${'once may be an oversight'}
    ${6}   | ${{ automaticRestarts: denied }}              | ${0.7}       | ${'the time alone says enough'}
    ${1}   | ${{ automaticRestarts: denied }}              | ${'unknown'} | ${'it may have been restarted often'}
    ${1}   | ${{ restartsAt: undefined }}                  | ${'unknown'} | ${'since when was not told'}
    ${6}   | ${{ powerState: 'running' }}                  | ${'fine'}    | ${'it runs'}
    ${6}   | ${{ storage: undefined }}                     | ${'fine'}    | ${'its storage is its cluster’s'}
    ${6}   | ${{ tags: known({ 'ballast:keep': 'yes' }) }} | ${'fine'}    | ${'it is exempt'}
    ${6}   | ${{ tags: unread('denied') }}                 | ${'unknown'} | ${'it may be exempt'}
  `('stopped $days days ago is $verdict: $because', ({ days, change, verdict }) => {
    expect(outcome(CHECK, batch(days, change))).toBe(verdict);
  });

  it.each([
    // gp3: 100 x (0.115 - 0.095); io1: 100 x 0.125 + 2,000 x 0.10 - 9.50
    [{}, '2.00 [2.00 to 11.50] USD price-api'],
    [{ storage: { tier: 'io1', sizeGiB: 100, iops: 2000 } }, '203.00 [203.00 to 212.50] USD price-api'],
    [{ storage: { tier: 'io1', sizeGiB: 100 } }, 'unknown: the provisioned IOPS of io1 storage were not read'],
    [{ storage: { tier: 'later', sizeGiB: 100 } }, 'unknown: how storage of type later is billed is not known'],
  ] as const)('%o saves %s', (change, expected) => {
    const finding = findingBy(CHECK, batch(6, change));
    expect(savingText(finding)).toBe(expected);
    if (finding?.monthlySavings.known) expect(termSum(finding)).toBe(expected.split(' ')[0]);
  });

  it('is never waste when neither time nor restarts were read', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (reason) =>
          outcome(CHECK, batch(6, { restartsAt: undefined as never, automaticRestarts: unread(reason) })) === 'unknown',
      ),
    );
  });
});
