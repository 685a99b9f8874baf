import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/analysis/estate-checks/estate-facts.ts';
import { savingsPlanPurchase } from '../../../src/analysis/estate-checks/savings-plan-purchase.ts';
import type { CommitmentCoverage, CommitmentOffer, OnDemandUsage } from '../../../src/domain/cost-facts.ts';
import { known } from '../../../src/domain/fact.ts';
import { exactAmount, money } from '../../../src/domain/money.ts';
import { daysAgo, SCOPE } from '../../support/resource-builders.ts';
import {
  compute,
  type EstateSpec,
  estateFacts,
  estateVerdicts,
  estimateOf,
  hourly,
  offer,
  onDemand,
  onlyWaste,
  OTHER_PAYER,
  outcomes,
  PAYER,
  plan,
  planned,
  planOffer,
  reasonsOf,
  savingText,
  settled,
} from './estate-facts-builders.ts';

/** Cost facts that refine the answer are there, and empty. */
const refined: EstateSpec['costs'] = {
  'hourly-on-demand-cost': [],
  'commitment-coverage': [],
  'purchase-advice': [],
  'purchase-type-cost': [],
};

const judge = (
  usage: readonly OnDemandUsage[] = [compute()],
  offers: readonly CommitmentOffer[] = [planOffer()],
  more: EstateSpec = {},
) =>
  estateVerdicts(
    savingsPlanPurchase,
    estateFacts({
      ...more,
      costs: { ...refined, 'on-demand-usage': usage, 'commitment-offers': offers, ...more.costs },
    }),
  );

/** Per hour, in thousandths of the currency; 0 where nothing should be bought. */
const commitmentOf = (verdicts: ReturnType<typeof judge>): number =>
  verdicts.reduce(
    (total, { verdict }) => total + Math.round(Number(verdict.evidence['hourlyCommitment'] ?? 0) * 1000),
    0,
  );

const lastDay = (count: number): readonly number[] => [...Array.from({ length: 29 }, () => 10), count];

const covered = (coveredCost: string, change: Partial<CommitmentCoverage> = {}): CommitmentCoverage => ({
  category: 'spend',
  serviceName: 'Amazon Elastic Compute Cloud - Compute',
  regionId: 'us-east-1',
  window: settled(30),
  currency: null,
  coveredCost,
  onDemandCost: '720',
  coverage: 0.5,
  ...change,
});

const removal = (change: Partial<PlannedChange> = {}): PlannedChange =>
  planned({
    kind: 'instance',
    resourceId: 'i-1',
    machines: [{ items: [], sizeName: 'm5.large', count: 1 }],
    ...change,
  });

describe('plan for steady spend', () => {
  it('commits to four fifths of what runs day and night', () => {
    // 10 x 0.10 = 1.00 an hour on demand; 0.8 of it is covered; x 0.07 / 0.10 = 0.56 to promise.
    // 0.80 x 730 = 584 on demand, 0.56 x 730 = 408.80 promised: saves 175.20.
    // A fifth of the usage gone: 0.64 x 730 - 408.80 = 467.20 - 408.80 = 58.40.
    const found = onlyWaste(judge());
    expect(savingText(found)).toBe('175.20 [58.40 to 175.20] USD');
    expect(found.verdict.evidence).toMatchObject({
      hourlyCommitment: '0.56',
      firstStep: '0.186',
      baseHourlyOnDemand: '1',
      plannedHourly: '0',
      coverage: 0.8,
      discount: 0.3,
      // 0.07 x 12 months of the term cost as much as 0.10 x 8.4.
      breakEvenMonths: 9,
      windowDays: 30,
    });
    expect(found.subject).toMatchObject({ kind: 'purchase', id: 'Compute' });
  });

  it('ends at three years paid ahead', () => {
    // 584 - 0.80 x 0.05 / 0.10 x 730 = 584 - 292 = 292
    const offers = [planOffer(), planOffer({ termYears: 3, payment: 'all', hourlyRate: '0.05' })];
    expect(savingText(onlyWaste(judge(undefined, offers)))).toBe('175.20 [58.40 to 292.00] USD');
  });

  it.each`
    machines       | commitment | because
    ${10}          | ${560}     | ${'0.8 of ten'}
    ${lastDay(5)}  | ${350}     | ${'never above the least that was seen: five x 0.07'}
    ${lastDay(99)} | ${560}     | ${'a peak adds nothing to the least, and little room: ten is all there is below it'}
    ${lastDay(0)}  | ${0}       | ${'on one day nothing ran'}
  `('commits to $commitment thousandths: $because', ({ machines, commitment }) => {
    const found = commitmentOf(judge([compute({ machines })]));
    expect(found).toBeLessThanOrEqual(700);
    if (Array.isArray(machines) && machines[29] === 99) expect(found).toBeGreaterThanOrEqual(commitment);
    else expect(found).toBe(commitment);
  });

  it.each`
    usage                                          | offers                                  | because
    ${[compute()]}                                 | ${[]}                                   | ${'no plan is offered'}
    ${[compute()]}                                 | ${[planOffer({ hourlyRate: '0.1' })]}   | ${'the plan costs what it costs now'}
    ${[compute()]}                                 | ${[planOffer({ hourlyRate: '0.2' })]}   | ${'the plan is dearer'}
    ${[compute()]}                                 | ${[planOffer({ plan: 'EC2Instance' })]} | ${'that plan is bound to a family'}
    ${[compute()]}                                 | ${[planOffer({ termYears: 3 })]}        | ${'three years alone are too long'}
    ${[compute()]}                                 | ${[planOffer({ currency: 'EUR' })]}     | ${'its price is in another currency'}
    ${[compute()]}                                 | ${[planOffer({ category: 'usage' })]}   | ${'that is a reservation'}
    ${[]}                                          | ${[planOffer()]}                        | ${'nothing runs on demand'}
    ${[compute({ costs: Array(30).fill('-24') })]} | ${[planOffer()]}                        | ${'all of it was given back'}
    ${[compute({ machines: 1, cents: 4 })]}        | ${[planOffer({ hourlyRate: '0.03' })]}  | ${'5.84 a month are not worth an approval'}
  `('is not bought when $because', ({ usage, offers }) => {
    expect(outcomes(judge(usage, offers))).toBe('fine');
  });

  it('of SageMaker and of databases are plans of their own', () => {
    const usage = [
      compute(),
      compute({ serviceCode: 'AmazonSageMaker', serviceName: 'Amazon SageMaker', usageType: 'Host:ml.m5.large' }),
    ];
    const offers = [
      planOffer(),
      planOffer({ serviceCode: 'AmazonSageMaker', usageType: 'Host:ml.m5.large', plan: 'SageMaker' }),
    ];
    expect(judge(usage, offers).map(({ subject }) => subject.id)).toEqual(['Compute', 'SageMaker']);
  });

  it('leaves to reservations what these cover', () => {
    const databasePlan = planOffer({
      plan: 'Database',
      serviceCode: 'AmazonRDS',
      usageType: 'InstanceUsage:db.r6g.large',
      operation: 'CreateDBInstance:0014',
      hourlyRate: '0.16',
    });
    // Three machines at 0.20: 0.60 an hour, 0.8 of it at 0.16 / 0.20 is 0.384. With an offer, all three are reserved.
    expect(commitmentOf(judge([onDemand()], [databasePlan]))).toBe(384);
    expect(commitmentOf(judge([onDemand()], [databasePlan, offer()]))).toBe(0);
  });
});

describe('plan beside what is there or planned', () => {
  it.each`
    rows                                                     | commitment | because
    ${[]}                                                    | ${560}     | ${'nothing is covered yet'}
    ${[covered('720')]}                                      | ${420}     | ${'1.00 is covered: 0.8 x 2.00 - 1.00 = 0.60 are left'}
    ${[covered('2880')]}                                     | ${0}       | ${'4.00 of 5.00 are covered: that is the target'}
    ${[covered('720', { category: 'usage' })]}               | ${560}     | ${'reservations are no part of this spend'}
    ${[covered('720', { serviceName: 'Amazon SageMaker' })]} | ${560}     | ${'that is another service'}
  `('commits to $commitment thousandths where $because', ({ rows, commitment }) => {
    expect(commitmentOf(judge(undefined, undefined, { costs: { 'commitment-coverage': rows } }))).toBe(commitment);
  });

  const queued = (amount: string, change = {}) =>
    plan({ phase: 'queued', startsAt: known(daysAgo(-3)), hourlyCommitment: { amount, currency: 'USD' }, ...change });
  it.each`
    commitments                                  | commitment | because
    ${[queued('0.28')]}                          | ${280}     | ${'0.28 buys 0.40 on demand: 0.80 - 0.40 are left'}
    ${[queued('0.56')]}                          | ${0}       | ${'all of it is queued'}
    ${[queued('0.28', { phase: 'pending' })]}    | ${280}     | ${'it is being paid for'}
    ${[queued('0.28', { phase: 'active' })]}     | ${560}     | ${'what is active is in the bill already'}
    ${[queued('0.28', { phase: 'void' })]}       | ${560}     | ${'it was given back'}
    ${[queued('0.28', { covers: 'SageMaker' })]} | ${560}     | ${'it covers something else'}
  `('commits to $commitment thousandths beside a plan: $because', ({ commitments, commitment }) => {
    expect(commitmentOf(judge(undefined, undefined, { commitments }))).toBe(commitment);
  });

  it('takes a queued plan from the least that was seen, too', () => {
    // Five of ten on one day: 0.50; 0.40 of it is queued: 0.10 x 0.7. The target leaves more: 0.8 x 0.983 - 0.40.
    const usage = [compute({ machines: lastDay(5) })];
    const settings = { params: { 'spend-commitment-purchase': { minMonthlySavings: 0 } } };
    expect(commitmentOf(judge(usage, undefined, { commitments: [queued('0.28')], settings }))).toBe(70);
  });

  it.each`
    change                                                                  | commitment | because
    ${{}}                                                                   | ${504}     | ${'0.90 are left: x 0.8 x 0.7'}
    ${{ effect: 'schedule' }}                                               | ${504}     | ${'it will not run day and night'}
    ${{ effect: 'resize', monthlySavings: money(36_500_000_000n, 'USD') }}  | ${532}     | ${'half of 0.10 stays: 0.95 x 0.8 x 0.7'}
    ${{ effect: 'resize', monthlySavings: money(999_000_000_000n, 'USD') }} | ${504}     | ${'no more goes than it costs'}
    ${{ effect: 'commit' }}                                                 | ${504}     | ${'no plan covers spot capacity'}
    ${{ effect: 'advise' }}                                                 | ${560}     | ${'advice changes no bill'}
    ${{ scope: { ...SCOPE, regionId: 'eu-west-1' } }}                       | ${560}     | ${'that is another region'}
    ${{ scope: { ...SCOPE, accountId: '999' } }}                            | ${504}     | ${'plans are shared among accounts'}
    ${{ machines: [{ items: [], sizeName: 'm5.large', count: 99 }] }}       | ${0}       | ${'more goes than is there'}
  `('commits to $commitment thousandths beside another finding: $because', ({ change, commitment }) => {
    expect(commitmentOf(judge(undefined, undefined, { planned: [removal(change)] }))).toBe(commitment);
  });
});

describe('plan with hourly data', () => {
  /** Twelve days: so many of the machines at night, all of them by day. */
  const days = (night: number) => Array.from({ length: 12 * 24 }, (_, hour) => (hour % 24 < 12 ? night : 2 - night));
  it.each`
    costs        | commitment | because
    ${days(1)}   | ${560}     | ${'there is no valley'}
    ${days(0.5)} | ${350}     | ${'half of it runs at night: 0.50 x 0.7'}
    ${days(0)}   | ${0}       | ${'nothing runs at night'}
  `('commits to $commitment thousandths: $because', ({ costs, commitment }) => {
    const verdicts = judge(undefined, undefined, { costs: { 'hourly-on-demand-cost': [hourly(costs)] } });
    expect(commitmentOf(verdicts)).toBe(commitment);
    for (const { verdict } of verdicts) expect(verdict.evidence['hourlyData']).toBe(true);
  });

  it('that lacks one of the services says nothing, and the answer is less sure', () => {
    const costs = { 'hourly-on-demand-cost': [hourly(days(0), { serviceName: 'AWS Lambda' })] };
    const found = onlyWaste(judge(undefined, undefined, { costs }));
    expect(found.verdict.evidence['hourlyData']).toBe(false);
    const read = onlyWaste(judge(undefined, undefined, { costs: { 'hourly-on-demand-cost': [hourly(days(1))] } }));
    expect(found.verdict.confidence).toBeLessThan(read.verdict.confidence);
  });
});

describe('plan where something was not read', () => {
  it.each`
    spec                                               | reason
    ${{ costs: { 'on-demand-usage': 'denied' } }}      | ${'on-demand usage, prices and commitments: denied'}
    ${{ costs: { 'commitment-offers': 'throttled' } }} | ${'on-demand usage, prices and commitments: throttled'}
    ${{ commitments: 'not whole' }}                    | ${'on-demand usage, prices and commitments: not whole'}
  `('cannot be told: $reason', ({ spec, reason }) => {
    const verdicts = judge(undefined, undefined, spec);
    expect(outcomes(verdicts)).toBe('unknown');
    expect(reasonsOf(verdicts)).toEqual([reason]);
  });
});

describe('plan of several lines, payers and currencies', () => {
  const databasePlan = (change: Partial<CommitmentOffer> = {}) =>
    planOffer({
      plan: 'Database',
      serviceCode: 'AmazonRDS',
      usageType: 'InstanceUsage:db.r6g.large',
      operation: 'CreateDBInstance:0014',
      ...change,
    });

  it('takes its discount from what reservations leave, not from what they take', () => {
    // Three db.r6g.large are reserved. Of three db.t3.large at 0.20, 0.80 x 0.60 = 0.48 an hour is covered at 0.19 / 0.20:
    // 0.456 to promise, and 0.024 x 730 = 17.52 saved.
    const usage = [onDemand(), onDemand({ usageType: 'InstanceUsage:db.t3.large' })];
    const offers = [
      offer(),
      databasePlan({ hourlyRate: '0.14' }),
      databasePlan({ hourlyRate: '0.19', usageType: 'InstanceUsage:db.t3.large' }),
    ];
    const found = onlyWaste(judge(usage, offers));
    expect(found.verdict.evidence).toMatchObject({ hourlyCommitment: '0.456', discount: 0.05 });
    expect(savingText(found)).toContain('17.52 [');
  });

  it('is of one payer, and cannot be told of another of whom nothing was read', () => {
    const costs = (subject: 'on-demand-usage' | 'commitment-offers') => ({
      'on-demand-usage': { [PAYER]: [compute()], [OTHER_PAYER]: [compute()] },
      'commitment-offers': { [PAYER]: [planOffer()], [OTHER_PAYER]: [planOffer()] },
      [subject]: { [PAYER]: subject === 'on-demand-usage' ? [compute()] : [planOffer()] },
    });
    for (const subject of ['on-demand-usage', 'commitment-offers'] as const) {
      const verdicts = judge(undefined, undefined, { payers: [PAYER, OTHER_PAYER], costs: costs(subject) });
      expect(verdicts.map(({ subject: { scope }, verdict }) => [scope.accountId, verdict.verdict])).toEqual([
        [PAYER, 'waste'],
        [OTHER_PAYER, 'cannot-tell'],
      ]);
    }
  });

  it('is of one currency', () => {
    const usage = [compute(), compute({ currency: 'EUR' })];
    const verdicts = judge(usage, [planOffer(), planOffer({ currency: 'EUR' })]);
    expect(verdicts.map(({ subject, verdict }) => [subject.id, verdict.evidence['hourlyCommitment']])).toEqual([
      ['Compute (USD)', '0.56'],
      ['Compute (EUR)', '0.56'],
    ]);
  });

  it('cannot be told where plans are there and what they cover was not read', () => {
    const denied = { 'commitment-coverage': 'denied' } as const;
    const verdicts = judge(undefined, undefined, { costs: denied, commitments: [plan()] });
    expect(reasonsOf(verdicts)).toEqual(['what plans cover already: denied']);
    // Nothing is covered where there was never a plan.
    expect(commitmentOf(judge(undefined, undefined, { costs: denied }))).toBe(560);
  });

  it('takes a machine away once that two findings speak of', () => {
    const half = { effect: 'resize', monthlySavings: money(36_500_000_000n, 'USD') } as const;
    expect(commitmentOf(judge(undefined, undefined, { planned: [removal(half), removal()] }))).toBe(504);
  });
});

describe('laws of plans', () => {
  const settings = { params: { 'spend-commitment-purchase': { minMonthlySavings: 0 } } };
  const estates = fc
    .record({
      lines: fc.array(
        fc.record({
          machines: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 30, maxLength: 30 }),
          cents: fc.integer({ min: 1, max: 300 }),
          rate: fc.integer({ min: 1, max: 30_000 }),
          best: fc.integer({ min: 1, max: 30_000 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      coveredCents: fc.integer({ min: 0, max: 500_000 }),
    })
    .map(({ lines, coveredCents }) => ({
      usage: lines.map(({ machines, cents }, at) => compute({ machines, cents, operation: `RunInstances:${at}` })),
      offers: lines.flatMap(({ rate, best }, at) => {
        const operation = `RunInstances:${at}`;
        return [
          planOffer({ operation, hourlyRate: String(rate / 10_000) }),
          planOffer({ operation, hourlyRate: String(best / 10_000), termYears: 3, payment: 'all' }),
        ];
      }),
      coverage: [covered(String(coveredCents / 100))],
    }));
  type Drawn = Parameters<Parameters<typeof estates.map>[0]>[0];
  const judged = ({ usage, offers, coverage }: Drawn, changes: readonly PlannedChange[] = []) =>
    judge(usage, offers, { settings, planned: changes, costs: { 'commitment-coverage': coverage } });

  it('save nothing below zero, and never more than the on-demand cost that they replace', () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        for (const each of judged(drawn)) {
          const { amount, high, low, terms } = estimateOf(each);
          const [onDemandTerm, paid] = terms;
          expect(amount.nanos >= 0n && low.nanos <= amount.nanos && amount.nanos <= high.nanos).toBe(true);
          expect(high.nanos <= onDemandTerm!.amount.nanos).toBe(true);
          expect(onDemandTerm!.amount.nanos + paid!.amount.nanos).toBe(amount.nanos);
          expect(exactAmount(paid!.amount).startsWith('-')).toBe(true);
        }
      }),
    );
  });

  it('never promise more than the least spend of any day', () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        const least = Math.min(
          ...Array.from({ length: 30 }, (_, day) =>
            drawn.usage.reduce((total, { costs }) => total + Number(costs[day]) / 24, 0),
          ),
        );
        expect(commitmentOf(judged(drawn)) / 1000).toBeLessThanOrEqual(least + 1e-9);
      }),
    );
  });

  const changes = fc.array(
    fc.record({
      effect: fc.constantFrom('remove', 'resize', 'schedule', 'rebuild', 'commit', 'advise'),
      count: fc.integer({ min: 0, max: 5 }),
      saved: fc.integer({ min: 0, max: 500 }),
    }),
    { maxLength: 4 },
  );
  it('never promise more when more is planned to go', () => {
    const plannedOf = (drawn: readonly { effect: string; count: number; saved: number }[]): readonly PlannedChange[] =>
      drawn.map(({ effect, count, saved }, at) =>
        removal({
          resourceId: `i-${at}`,
          effect: effect as PlannedChange['effect'],
          machines: [{ items: [], sizeName: 'm5.large', count }],
          monthlySavings: money(BigInt(saved) * 1_000_000_000n, 'USD'),
        }),
      );
    fc.assert(
      fc.property(estates, changes, changes, (drawn, some, more) => {
        expect(commitmentOf(judged(drawn, plannedOf([...some, ...more])))).toBeLessThanOrEqual(
          commitmentOf(judged(drawn, plannedOf(some))),
        );
      }),
    );
  });

  it('are the same in whatever order the lines come', () => {
    fc.assert(
      fc.property(
        estates.chain((drawn) =>
          fc.record({
            drawn: fc.constant(drawn),
            usage: fc.shuffledSubarray([...drawn.usage], { minLength: drawn.usage.length }),
            offers: fc.shuffledSubarray([...drawn.offers], { minLength: drawn.offers.length }),
          }),
        ),
        ({ drawn, usage, offers }) => {
          // Sums of numbers differ in their last digits with the order; a thousandth is what is promised.
          const [a, b] = [commitmentOf(judged(drawn)), commitmentOf(judged({ ...drawn, usage, offers }))];
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
