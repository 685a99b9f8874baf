import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { database, databaseArn } from '../../support/database-builders.ts';
import { billed, findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-extended-support';

const support = (majorVersion: string, end: string) => known({ majorVersion, standardEndsAt: instant(end) });
/** It is 2026-11-24. */
const over = support('13', '2026-02-28T23:59:59Z');
const soon = support('14', '2027-02-22T05:10:00Z');

const batch = (change: Partial<Database>, more = {}) => databaseBatch(database({ support: over, ...change }), [], more);

describe('extended support', () => {
  it.each`
    change                                                             | verdict      | because
    ${{}}                                                              | ${0.95}      | ${'standard support is over'}
    ${{ support: soon }}                                               | ${0.9}       | ${'90 days are left'}
    ${{ support: support('14', '2027-02-23T05:10:00Z') }}              | ${'fine'}    | ${'91 are'}
    ${{ support: support('13', '2026-11-24T05:09:59Z') }}              | ${0.95}      | ${'it ended a second ago'}
    ${{ support: known(null) }}                                        | ${'fine'}    | ${'its engine has no such thing'}
    ${{ paysForExtendedSupport: known(false) }}                        | ${'fine'}    | ${'it will be upgraded'}
    ${{ support: unread('denied') }}                                   | ${'unknown'} | ${'the dates were not read'}
    ${{ paysForExtendedSupport: unread('denied') }}                    | ${'unknown'} | ${'it may be set to be upgraded'}
    ${{ support: unread('no'), paysForExtendedSupport: known(false) }} | ${'fine'}    | ${'whenever that is'}
    ${{ powerState: 'stopped' }}                                       | ${'fine'}    | ${'it does not run'}
    ${{ tags: unread('denied') }}                                      | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(change))).toBe(verdict);
  });

  it.each`
    change                                                | year | saves
    ${{}}                                                 | ${1} | ${'146.00 [146.00 to 146.00] USD price-api'}
    ${{ redundancy: 'standby' }}                          | ${1} | ${'292.00 [292.00 to 292.00] USD price-api'}
    ${{ support: support('13', '2025-02-28T23:59:59Z') }} | ${2} | ${'146.00 [146.00 to 146.00] USD price-api'}
    ${{ support: support('11', '2024-02-29T23:59:59Z') }} | ${3} | ${'292.00 [292.00 to 292.00] USD price-api'}
    ${{ support: support('9', '2026-02-28T23:59:59Z') }}  | ${1} | ${'unknown: no price for extended-support/postgres/9/years-1-2 in us-east-1'}
  `('$change is in year $year and saves $saves', ({ change, year, saves }) => {
    // Two vCPUs x 730 hours x 0.10 or 0.20; a standby has two more.
    const finding = findingBy(CHECK, batch(change));
    expect(finding?.evidence['year']).toBe(year);
    expect(savingText(finding)).toBe(saves);
  });

  it('takes its share of what the bill shows', () => {
    // Of 164.25 + 11.50 + 146.00 at list price; 73 a month are billed.
    const bill = billed({ [databaseArn('shop')]: ['72.00', 30] });
    const [amount] = savingText(findingBy(CHECK, batch({}, { billed: bill }))).split(' ');
    expect(Number(amount)).toBeCloseTo((73 * 146) / 321.75, 6);
  });

  it('promises nothing yet where standard support still runs, and says what will come', () => {
    const finding = findingBy(CHECK, batch({ support: soon }));
    expect(savingText(finding)).toBe('0.00 [0.00 to 0.00] USD price-api');
    expect(finding?.evidence).toMatchObject({ daysLeft: 90, year: null, comingMonthlyCharge: '146.00' });
  });

  it('is never waste when the dates were not read', () => {
    fc.assert(fc.property(fc.string(), (reason) => outcome(CHECK, batch({ support: unread(reason) })) === 'unknown'));
  });
});
