import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { Desktop } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { desktop } from '../../support/serverless-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-workspaces-idle';
const denied: Fact<never> = unread('denied');

/** So many of the 720 hours of 30 days with somebody connected. */
const used = (hours: number, change: Exclude<Told, number | null> = {}): Told => ({
  window: { start: daysAgo(30), end: daysAgo(0) },
  sampleCount: 720,
  expectedCount: 720,
  mean: hours / 720,
  max: hours > 0 ? 1 : 0,
  ...change,
});

const batch = (change: Partial<Desktop>, connected: Told, more: Parameters<typeof measured>[2] = {}) =>
  measured(desktop(change), { 'user-connected-maximum': connected }, more);

const never = { lastConnectedAt: known(null) };
const autoStop = { runningMode: 'auto-stop', autoStopMinutes: 60 };

describe('desktop that nobody uses', () => {
  it.each`
    change                                                            | connected  | verdict      | because
    ${{ lastConnectedAt: known(daysAgo(30)) }}                        | ${used(0)} | ${0.8}       | ${'a month without a login'}
    ${{ lastConnectedAt: known(daysAgo(30)), ...autoStop }}           | ${null}    | ${0.8}       | ${'its fee is paid all the same'}
    ${{ lastConnectedAt: known(daysAgo(29)), ...autoStop }}           | ${null}    | ${'fine'}    | ${'a day short'}
    ${{ lastConnectedAt: known(daysAgo(40)), standby: true }}         | ${used(0)} | ${'fine'}    | ${'it stands by'}
    ${{ lastConnectedAt: known(daysAgo(40)), state: 'REBUILDING' }}   | ${used(0)} | ${'fine'}    | ${'it is being rebuilt'}
    ${{ lastConnectedAt: known(daysAgo(40)), runningMode: 'manual' }} | ${used(0)} | ${'fine'}    | ${'how it is billed is not modelled'}
    ${{ ...never, ...autoStop }}                                      | ${null}    | ${0.85}      | ${'never, and known for 90 days'}
    ${{ lastConnectedAt: denied, ...autoStop }}                       | ${used(0)} | ${'unknown'} | ${'somebody may have logged in'}
    ${{ lastConnectedAt: denied, ...autoStop }}                       | ${used(1)} | ${'fine'}    | ${'somebody was seen'}
    ${{ ...never, ...autoStop }}                                      | ${used(1)} | ${'fine'}    | ${'somebody was seen'}
  `('is $verdict: $because', ({ change, connected, verdict }) => {
    expect(outcome(CHECK, batch(change, connected))).toBe(verdict);
  });

  it('that was never used may be new, unless a month of hours says otherwise', () => {
    const firstSeen = daysAgo(10);
    expect(outcome(CHECK, batch(never, null, { firstSeen }))).toBe('unknown');
    expect(outcome(CHECK, batch(never, used(0, { sampleCount: 600 }), { firstSeen }))).toBe('unknown');
    expect(outcome(CHECK, batch(never, used(0), { firstSeen }))).toBe(0.85);
  });

  it('saves its monthly price, and takes its disk with it', () => {
    const whole = findingBy(CHECK, batch(never, null));
    expect(whole).toMatchObject({ risk: 'high', action: { kind: 'desktop.terminate' } });
    expect(savingText(whole)).toBe('35.00 [35.00 to 35.00] USD price-api');
    expect(savingText(findingBy(CHECK, batch({ ...never, ...(autoStop as Partial<Desktop>) }, null)))).toBe(
      '9.75 [9.75 to 9.75] USD price-api',
    );
  });
});

describe('desktop that is paid by the month for a few hours', () => {
  it.each`
    hours   | verdict   | because
    ${8}    | ${0.85}   | ${'cheaper even with an hour on top of each'}
    ${41.8} | ${0.6}    | ${'cheaper unless each hour is one by itself'}
    ${52}   | ${'fine'} | ${'less than a tenth would be saved'}
    ${160}  | ${'fine'} | ${'a working month'}
  `('is $verdict at $hours hours: $because', ({ hours, verdict }) => {
    expect(outcome(CHECK, batch({}, used(hours)))).toBe(verdict);
  });

  it.each`
    change                 | connected                        | because
    ${{}}                  | ${null}                          | ${'hours were not read'}
    ${{}}                  | ${used(8, { sampleCount: 600 })} | ${'a gap could hide days of work'}
    ${{}}                  | ${used(8, { max: Number.NaN })}  | ${'NaN is no hour'}
    ${{ bundle: 'power' }} | ${used(8)}                       | ${'which mode is cheaper is what prices tell'}
  `('cannot be told: $because', ({ change, connected }) => {
    expect(outcome(CHECK, batch(change, connected))).toBe('unknown');
  });

  it('saves the fixed price minus fee and hours', () => {
    const finding = findingBy(CHECK, batch({}, used(7.2)));
    expect(finding).toMatchObject({ risk: 'medium', action: { kind: 'desktop.change-running-mode' } });
    // 7.2 of 720 hours are 7.3 a month; 35 - 9.75 - 14.5 x 0.3; at least the 7.25 hours themselves
    expect(savingText(finding)).toBe('20.90 [20.90 to 23.075] USD price-api');
    expect(termSum(finding!)).toBe('20.90');
  });

  it('is never waste unless hours were read, whole and few', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, (mean, max, sampleCount) => {
        const verdict = outcome(CHECK, batch({}, used(0, { mean, max, sampleCount })));
        return typeof verdict !== 'number' || (mean >= 0 && mean < 0.2 && sampleCount / 720 >= 0.9);
      }),
    );
  });
});
