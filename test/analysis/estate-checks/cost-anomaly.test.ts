import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costAnomaly } from '../../../src/analysis/estate-checks/cost-anomaly.ts';
import type { Day } from '../../../src/domain/instant.ts';
import type { CostSeries } from '../../../src/domain/ports/cost-store.ts';
import {
  accountFacts,
  type AccountSpec,
  accountVerdicts,
  costSeries,
  daysOf,
  onlyWaste,
  outcomes,
  PAYER,
  savingText,
  settled,
} from './estate-facts-builders.ts';

const DAYS = daysOf(settled(60));
const judge = (series: readonly CostSeries[], more: AccountSpec = {}) =>
  accountVerdicts(costAnomaly, accountFacts({ series, ...more }));

/** 100 a day, but on some days (0 is the first of 60, 59 the last) something else. */
const except = (changes: Readonly<Record<number, number>>): readonly number[] =>
  DAYS.map((_, at) => changes[at] ?? 100);

/** 100 from Monday to Friday, 20 on weekends; something else on some days. */
const weekly = (changes: Readonly<Record<number, number>> = {}): readonly number[] =>
  DAYS.map((day, at) => changes[at] ?? ([0, 6].includes(new Date(day).getUTCDay()) ? 20 : 100));

const lastWeekend = DAYS.findLastIndex((day) => new Date(day).getUTCDay() === 0);

describe('cost that leaves its band', () => {
  it.each`
    daily                                                                                        | found           | because
    ${except({})}                                                                                | ${'none'}       | ${'every day is like the others'}
    ${except({ 59: 200 })}                                                                       | ${'spike'}      | ${'the last day is twice as much'}
    ${except({ 53: 200 })}                                                                       | ${'spike'}      | ${'the first of the seven recent days'}
    ${except({ 52: 200 })}                                                                       | ${'none'}       | ${'a week ago has been looked at'}
    ${except({ 59: 40 })}                                                                        | ${'drop'}       | ${'something does not run any more'}
    ${except({ 59: 120 })}                                                                       | ${'none'}       | ${'20 a day itself is below the floor amount'}
    ${except({ 59: 120.01 })}                                                                    | ${'spike'}      | ${'it is above the floor amount and five spreads away'}
    ${weekly()}                                                                                  | ${'none'}       | ${'weekends are compared with weekends'}
    ${weekly({ [lastWeekend]: 100 })}                                                            | ${'spike'}      | ${'a Sunday like a weekday'}
    ${DAYS.map((_, at) => (at < 53 ? 0 : 50))}                                                   | ${'new-region'} | ${'nothing was there before'}
    ${DAYS.map((_, at) => (at < 53 ? 0 : 15))}                                                   | ${'none'}       | ${'it is new and small'}
    ${DAYS.map((_, at) => (at < 20 ? 100 : 200))}                                                | ${'none'}       | ${'it has been so for long'}
    ${DAYS.map((_, at) => 10_000 + (at % 2) * 3_000 + (at % 5) * 1_500 + (at === 59 ? 900 : 0))} | ${'none'}       | ${'a tenth or its own noise is nothing'}
  `('is $found: $because', ({ daily, found }) => {
    const verdicts = judge([costSeries(daily)]);
    expect(verdicts.length === 0 ? 'none' : onlyWaste(verdicts).verdict.evidence['pattern']).toBe(found);
  });

  it('says what was expected, what it cost and what the days cost more', () => {
    const found = onlyWaste(judge([costSeries(except({ 57: 160, 58: 130.5, 59: 110 }))]));
    // The median of each weekday is 100; the spread is 4 % of it: (160 - 100) / 4 = 15. 60 + 30.50 = 90.50.
    expect(found.verdict.evidence).toEqual({
      pattern: 'spike',
      day: DAYS[57],
      expected: '100.00 USD',
      actual: '160.00 USD',
      zScore: 15,
      anomalousDays: 2,
      impact: '90.50 USD',
    });
    expect(savingText(found)).toBe('0.00 [0.00 to 0.00] USD');
    expect(found.counts).toBe(false);
  });

  it('is new in a region only where nothing else was there', () => {
    const fresh = DAYS.map((_, at) => (at < 53 ? 0 : 50));
    const other = costSeries(100, { serviceName: 'Amazon Simple Storage Service' });
    expect(onlyWaste(judge([costSeries(fresh), other])).verdict.evidence['pattern']).toBe('new-service');
    const elsewhere = costSeries(100, { regionId: 'eu-west-1' });
    expect(onlyWaste(judge([costSeries(fresh), elsewhere])).verdict.evidence['pattern']).toBe('new-region');
  });

  it('has an id by account, region and service, and by currency where there are several', () => {
    const spike = except({ 59: 500 });
    const idsOf = (...series: readonly CostSeries[]) => judge(series).map(({ subject }) => subject.id);
    const name = 'Amazon Elastic Compute Cloud - Compute';
    expect(idsOf(costSeries(spike))).toEqual([`${PAYER}/us-east-1/${name}`]);
    expect(idsOf(costSeries(spike, { regionId: null }))).toEqual([`${PAYER}/global/${name}`]);
    expect(idsOf(costSeries(spike), costSeries(spike, { currency: 'EUR' }))).toEqual([
      `${PAYER}/us-east-1/${name} (USD)`,
      `${PAYER}/us-east-1/${name} (EUR)`,
    ]);
  });
});

describe('cost of days that were not read', () => {
  const charged = (isCharged: (at: number) => boolean): ReadonlySet<Day> =>
    new Set(DAYS.filter((_, at) => isCharged(at)));
  it.each`
    chargedDays                   | daily                                       | verdict   | because
    ${charged((at) => at !== 59)} | ${except({ 59: 0 })}                        | ${'fine'} | ${'a day without charges is not a day without cost'}
    ${charged(() => true)}        | ${except({ 59: 0 })}                        | ${0.95}   | ${'this one was read and cost nothing'}
    ${charged((at) => at >= 25)}  | ${except({ 59: 300 })}                      | ${0.95}   | ${'28 days are a baseline'}
    ${charged((at) => at >= 26)}  | ${except({ 59: 300 })}                      | ${'fine'} | ${'27 are none'}
    ${charged((at) => at >= 25)}  | ${DAYS.map((_, at) => (at < 25 ? 0 : 100))} | ${'fine'} | ${'what was not read lowers no baseline'}
  `('is $verdict: $because', ({ chargedDays, daily, verdict }) => {
    expect(outcomes(judge([costSeries(daily)], { chargedDays }))).toBe(verdict);
  });

  it('is compared with all days where a weekday has too few', () => {
    // Every fourth week only is charged for the last weekday.
    const weekday = 59 % 7;
    const chargedDays = charged((at) => at % 7 !== weekday || at > 52 || at < 8);
    expect(outcomes(judge([costSeries(except({ 59: 300 }))], { chargedDays }))).toBe(0.95);
    expect(outcomes(judge([costSeries(except({}))], { chargedDays }))).toBe('fine');
  });
});

describe('laws of anomalies', () => {
  const dailies = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 60, maxLength: 60 });

  it('are never found in a series that repeats week by week', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 7, maxLength: 7 }), (week) => {
        expect(judge([costSeries(DAYS.map((_, at) => week[at % 7]!))])).toEqual([]);
      }),
    );
  });

  it('of one series do not depend on the others, nor on their order', () => {
    fc.assert(
      fc.property(dailies, dailies, (a, b) => {
        const [one, two] = [costSeries(a), costSeries(b, { serviceName: 'AWS Lambda', regionId: 'eu-west-1' })];
        const textOf = (series: readonly CostSeries[]) =>
          judge(series)
            .map(({ subject, verdict }) => `${subject.id} ${JSON.stringify(verdict.evidence)}`)
            .toSorted();
        const alone = [...textOf([one]), ...textOf([two])].toSorted();
        expect(textOf([one, two])).toEqual(alone);
        expect(textOf([two, one])).toEqual(alone);
      }),
    );
  });

  it('differ from what was expected by more than the floor amount and a tenth', () => {
    fc.assert(
      fc.property(dailies, (daily) => {
        for (const { verdict } of judge([costSeries(daily)])) {
          const { expected, actual } = verdict.evidence;
          const [usual, cost] = [Number.parseFloat(String(expected)), Number.parseFloat(String(actual))];
          expect(Math.abs(cost - usual)).toBeGreaterThan(Math.max(20, 0.1 * usual) - 0.011);
        }
      }),
    );
  });
});
