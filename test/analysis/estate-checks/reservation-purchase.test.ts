import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/analysis/estate-checks/estate-facts.ts';
import { reservationPurchase } from '../../../src/analysis/estate-checks/reservation-purchase.ts';
import type { CommitmentOffer, OnDemandUsage } from '../../../src/domain/cost-facts.ts';
import { money } from '../../../src/domain/money.ts';
import { SCOPE } from '../../support/resource-builders.ts';
import {
  compute,
  type EstateSpec,
  estateFacts,
  estateVerdicts,
  estimateOf,
  offer,
  onDemand,
  onlyWaste,
  OTHER_PAYER,
  outcomes,
  PAYER,
  planned,
  planOffer,
  reasonsOf,
  savingText,
  type UsageSpec,
} from './estate-facts-builders.ts';

const judge = (
  usage: readonly OnDemandUsage[],
  offers: readonly CommitmentOffer[] = [offer()],
  more: EstateSpec = {},
) =>
  estateVerdicts(
    reservationPurchase,
    estateFacts({
      ...more,
      costs: { 'on-demand-usage': usage, 'commitment-offers': offers, 'purchase-advice': [], ...more.costs },
    }),
  );

const unitsOf = (verdicts: ReturnType<typeof judge>): number =>
  verdicts.reduce((total, { verdict }) => total + Number(verdict.evidence['units'] ?? 0), 0);

/** Three machines, but on the last day so many. */
const lastDay = (count: number): readonly number[] => [...Array.from({ length: 29 }, () => 3), count];

describe('reservation for several payers and currencies', () => {
  it('cannot be told of a payer of whom nothing was read', () => {
    const verdicts = judge([], [], {
      payers: [PAYER, OTHER_PAYER],
      costs: {
        'on-demand-usage': { [PAYER]: [onDemand()], [OTHER_PAYER]: [onDemand()] },
        'commitment-offers': { [PAYER]: [offer()] },
      },
    });
    expect(verdicts.map(({ subject: { scope }, verdict }) => [scope.accountId, verdict.verdict])).toEqual([
      [PAYER, 'waste'],
      [OTHER_PAYER, 'cannot-tell'],
    ]);
  });

  it('has an id of its own in each currency', () => {
    const verdicts = judge([onDemand(), onDemand({ currency: 'EUR' })], [offer(), offer({ currency: 'EUR' })]);
    expect(verdicts.map(({ subject }) => subject.id)).toEqual([
      'InstanceUsage:db.r6g.large CreateDBInstance:0014 (USD)',
      'InstanceUsage:db.r6g.large CreateDBInstance:0014 (EUR)',
    ]);
  });

  it('says null of advice that was not read, and nought where there was none', () => {
    const advised = (costs: EstateSpec['costs']) =>
      onlyWaste(judge([onDemand()], undefined, { ...(costs && { costs }) })).verdict.evidence['awsRecommendedUnits'];
    expect(advised({})).toBe(0);
    expect(advised({ 'purchase-advice': 'denied' })).toBeNull();
  });

  it('takes a machine away once that two findings speak of', () => {
    const changes = [planned(), planned({ effect: 'resize' })];
    expect(unitsOf(judge([onDemand()], undefined, { planned: changes }))).toBe(2);
  });
});

describe('reservation of steady usage', () => {
  it('saves on-demand cost minus the reservation’s, of every hour', () => {
    // 3 machines x 730 h: 3 x 730 x 0.20 = 438 on demand, 3 x 730 x 0.13 = 284.70 reserved; 438 - 284.70 = 153.30.
    const found = onlyWaste(judge([onDemand()]));
    expect(savingText(found)).toBe('153.30 [153.30 to 153.30] USD');
    expect(found.subject).toMatchObject({
      id: 'InstanceUsage:db.r6g.large CreateDBInstance:0014',
      name: '3 x InstanceUsage:db.r6g.large',
      scope: { accountId: PAYER, regionId: 'us-east-1' },
    });
    expect(found.verdict.evidence).toMatchObject({
      units: 3,
      leastUnits: 3,
      plannedUnits: 0,
      discount: 0.35,
      // 0.13 x 12 months of the term cost as much as 0.20 x 7.8.
      breakEvenMonths: 8,
      windowDays: 30,
    });
    expect(
      estimateOf(found).terms.map(({ quantity, unitPrice, amount }) => [quantity, unitPrice, amount.nanos]),
    ).toEqual([
      ['2190', '0.2', 438_000_000_000n],
      ['2190', '0.13', -284_700_000_000n],
    ]);
  });

  it('begins at the least risk and ends at the cheapest of all terms and payments', () => {
    const offers = [
      offer({ termYears: 3, payment: 'all', hourlyRate: '0.08', upfront: '2102.4' }),
      offer({ payment: 'all', hourlyRate: '0.12', upfront: '1051.2' }),
      offer({ termYears: 3, hourlyRate: '0.1' }),
      offer(),
    ];
    // 438 - 3 x 730 x 0.08 = 438 - 175.20 = 262.80
    const found = onlyWaste(judge([onDemand()], offers));
    expect(savingText(found)).toBe('153.30 [153.30 to 262.80] USD');
    expect(found.verdict.evidence).toMatchObject({ termYears: 1, payment: 'none', upfront: '0' });
  });

  it('is paid ahead where nothing else is offered for a year', () => {
    const offers = [offer({ payment: 'all', hourlyRate: '0.12' }), offer({ payment: 'partial', hourlyRate: '0.125' })];
    expect(onlyWaste(judge([onDemand()], offers)).verdict.evidence).toMatchObject({
      payment: 'partial',
      // 0.125 / 0.20 x 12 = 7.5
      breakEvenMonths: 8,
    });
  });

  it.each`
    machines          | units | because
    ${3}              | ${3}  | ${'three ran day and night'}
    ${lastDay(2)}     | ${2}  | ${'on one day there were two'}
    ${lastDay(9)}     | ${3}  | ${'a peak is cheaper on demand'}
    ${lastDay(2.995)} | ${3}  | ${'a bill that rounds is no machine less'}
    ${lastDay(2.5)}   | ${2}  | ${'half a day is not reserved'}
    ${lastDay(0)}     | ${0}  | ${'it comes and goes'}
    ${0.9}            | ${0}  | ${'not one ran all of the time'}
    ${1}              | ${1}  | ${'one did'}
  `('reserves $units of $machines: $because', ({ machines, units }) => {
    expect(unitsOf(judge([onDemand({ machines })]))).toBe(units);
  });

  it.each`
    usage                                 | offers                                             | verdict   | because
    ${{}}                                 | ${[]}                                              | ${'fine'} | ${'nothing is offered for it'}
    ${{}}                                 | ${[offer({ hourlyRate: '0.2' })]}                  | ${'fine'} | ${'the offer costs what it costs now'}
    ${{}}                                 | ${[offer({ hourlyRate: '0.25' })]}                 | ${'fine'} | ${'the offer is dearer: a private price is lower'}
    ${{}}                                 | ${[offer({ termYears: 3 })]}                       | ${'fine'} | ${'three years alone are too long to begin with'}
    ${{}}                                 | ${[offer({ plan: 'convertible' })]}                | ${'fine'} | ${'convertible ones are for who means to exchange them'}
    ${{}}                                 | ${[offer({ currency: 'EUR' })]}                    | ${'fine'} | ${'its price is in another currency'}
    ${{}}                                 | ${[offer({ operation: 'CreateDBInstance:0002' })]} | ${'fine'} | ${'that is another engine'}
    ${{}}                                 | ${[offer({ serviceCode: 'AmazonElastiCache' })]}   | ${'fine'} | ${'that is another service'}
    ${{ unit: 'ACU-Hr' }}                 | ${[offer()]}                                       | ${'fine'} | ${'capacity units are sold otherwise'}
    ${{ unit: 'N/A' }}                    | ${[offer()]}                                       | ${'fine'} | ${'what is counted is mixed'}
    ${{ cents: 0 }}                       | ${[offer()]}                                       | ${'fine'} | ${'it is free'}
    ${{ costs: Array(30).fill('-14.4') }} | ${[offer()]}                                       | ${'fine'} | ${'it was given back'}
    ${{ quantities: Array(30).fill(0) }}  | ${[offer()]}                                       | ${'fine'} | ${'no use was counted'}
    ${{ machines: 1, cents: 2 }}          | ${[offer({ hourlyRate: '0.0131' })]}               | ${0.7}    | ${'it saves 5.04 a month'}
    ${{ machines: 1, cents: 2 }}          | ${[offer({ hourlyRate: '0.0132' })]}               | ${'fine'} | ${'it saves 4.96 a month'}
  `('is $verdict: $because', ({ usage, offers, verdict }) => {
    expect(outcomes(judge([onDemand(usage)], offers))).toBe(verdict);
  });

  it.each`
    planRate    | verdict   | because
    ${'0.07'}   | ${'fine'} | ${'a plan costs the same and binds less'}
    ${'0.069'}  | ${'fine'} | ${'a plan costs less'}
    ${'0.0701'} | ${0.7}    | ${'the reservation costs less than the plan'}
  `('of EC2 is $verdict beside a plan at $planRate: $because', ({ planRate, verdict }) => {
    const reserved = { ...planOffer(), category: 'usage', plan: 'standard', hourlyRate: '0.07' } as const;
    expect(outcomes(judge([compute()], [reserved, planOffer({ hourlyRate: planRate })]))).toBe(verdict);
  });

  it('of each size, engine and region is one of its own', () => {
    const usage = [
      onDemand(),
      onDemand({ operation: 'CreateDBInstance:0002', machines: 2 }),
      onDemand({ usageType: 'EUW1-InstanceUsage:db.r6g.large', regionId: 'eu-west-1', machines: 1 }),
    ];
    const offers = usage.map(({ usageType, operation, regionId }) => offer({ usageType, operation, regionId }));
    expect(
      judge(usage, offers).map(({ subject, verdict }) => [
        subject.id,
        subject.scope.regionId,
        verdict.evidence['units'],
      ]),
    ).toEqual([
      ['InstanceUsage:db.r6g.large CreateDBInstance:0014', 'us-east-1', 3],
      ['InstanceUsage:db.r6g.large CreateDBInstance:0002', 'us-east-1', 2],
      ['EUW1-InstanceUsage:db.r6g.large CreateDBInstance:0014', 'eu-west-1', 1],
    ]);
  });

  it('stands beside what AWS recommends for the service', () => {
    const advice = {
      category: 'usage',
      subject: 'Amazon Relational Database Service',
      detail: 'db.r6g.large',
      termYears: 1,
      payment: 'none',
      lookbackDays: 30,
      currency: 'USD',
      hourlyCommitment: null,
      units: 2,
      monthlySavings: '100',
      upfront: '0',
    } as const;
    const costs = { 'purchase-advice': [advice, { ...advice, subject: 'Amazon ElastiCache' }] };
    expect(onlyWaste(judge([onDemand()], undefined, { costs })).verdict.evidence['awsRecommendedUnits']).toBe(2);
  });
});

describe('reservation beside other findings', () => {
  it.each`
    change                                                                | units | because
    ${{ effect: 'remove' }}                                               | ${2}  | ${'one of them is removed'}
    ${{ effect: 'resize' }}                                               | ${2}  | ${'one of them becomes another size'}
    ${{ effect: 'schedule' }}                                             | ${2}  | ${'one of them will be off at night'}
    ${{ effect: 'rebuild' }}                                              | ${2}  | ${'one of them moves to another processor'}
    ${{ effect: 'commit' }}                                               | ${2}  | ${'no commitment covers spot capacity'}
    ${{ effect: 'advise' }}                                               | ${3}  | ${'advice changes no bill'}
    ${{ scope: { ...SCOPE, accountId: '999' } }}                          | ${2}  | ${'commitments are shared among accounts'}
    ${{ scope: { ...SCOPE, regionId: 'eu-west-1' } }}                     | ${3}  | ${'that is another region'}
    ${{ machines: [{ items: [], sizeName: 'db.r6g.xlarge', count: 1 }] }} | ${3}  | ${'that is another size'}
    ${{ machines: [] }}                                                   | ${3}  | ${'it has no machines'}
    ${{ machines: [{ items: [], sizeName: 'DB.R6G.LARGE', count: 2 }] }}  | ${1}  | ${'two nodes of one cluster'}
    ${{ machines: [{ items: [], sizeName: 'db.r6g.large', count: 7 }] }}  | ${0}  | ${'more goes than is there'}
  `('leaves $units of 3: $because', ({ change, units }) => {
    expect(unitsOf(judge([onDemand()], undefined, { planned: [planned(change)] }))).toBe(units);
  });

  const POSTGRES = 'database/db.r6g.large/postgresql/single-az';
  it.each`
    items                                                      | units | because
    ${[POSTGRES]}                                              | ${2}  | ${'it is billed as the line'}
    ${['database/db.r6g.large/mysql/single-az']}               | ${3}  | ${'it is another engine of the same size'}
    ${['database-io-included/db.r6g.large/aurora-postgresql']} | ${3}  | ${'with I/O included it is another line'}
    ${['database/other', POSTGRES]}                            | ${2}  | ${'it may be billed as the line'}
    ${[]}                                                      | ${2}  | ${'what it is billed as is not known: too little is reserved'}
  `('leaves $units of 3 where the price item is known: $because', ({ items, units }) => {
    const machines = [{ items, sizeName: 'db.r6g.large', count: 1 }];
    expect(unitsOf(judge([onDemand()], [offer({ item: POSTGRES })], { planned: [planned({ machines })] }))).toBe(units);
  });
});

describe('reservation where something was not read', () => {
  it.each`
    costs                                   | reason
    ${{ 'on-demand-usage': 'denied' }}      | ${'on-demand usage and prices: denied'}
    ${{ 'commitment-offers': 'throttled' }} | ${'on-demand usage and prices: throttled'}
  `('cannot be told: $reason', ({ costs, reason }) => {
    const verdicts = judge([onDemand()], undefined, { costs });
    expect(outcomes(verdicts)).toBe('unknown');
    expect(reasonsOf(verdicts)).toEqual([reason]);
  });
});

describe('laws of reservations', () => {
  const usages = fc
    .array(
      fc.record({
        machines: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }),
        cents: fc.integer({ min: 1, max: 500 }),
        rate: fc.integer({ min: 1, max: 50_000 }),
        best: fc.integer({ min: 1, max: 50_000 }),
      }),
      { maxLength: 4 },
    )
    .map((lines) =>
      lines.map(({ machines, cents, rate, best }, at) => {
        const operation = `CreateDBInstance:${at}`;
        const usage: UsageSpec = { machines, cents, operation };
        return {
          usage: onDemand(usage),
          cents,
          offers: [
            offer({ operation, hourlyRate: String(rate / 10_000) }),
            offer({ operation, hourlyRate: String(best / 10_000), termYears: 3, payment: 'all' }),
          ],
        };
      }),
    );
  const settings = { params: { 'reservation-purchase': { minMonthlySavings: 0 } } };
  const judged = (
    lines: readonly { usage: OnDemandUsage; offers: readonly CommitmentOffer[] }[],
    changes: readonly PlannedChange[] = [],
  ) =>
    judge(
      lines.map(({ usage }) => usage),
      lines.flatMap(({ offers }) => offers),
      { settings, planned: changes },
    );

  it('save nothing below zero, and never more than the on-demand cost that they replace', () => {
    fc.assert(
      fc.property(usages, (lines) => {
        for (const each of judged(lines)) {
          const { low, amount, high, terms } = estimateOf(each);
          const line = lines.find(({ usage }) => each.subject.id.endsWith(usage.operation))!;
          const onDemandCost = BigInt(Number(each.verdict.evidence['units'])) * 730n * BigInt(line.cents) * 10_000_000n;
          expect(0n <= low.nanos && low.nanos <= amount.nanos && amount.nanos <= high.nanos).toBe(true);
          expect(high.nanos <= onDemandCost).toBe(true);
          expect(terms.reduce((total, term) => total + term.amount.nanos, 0n)).toBe(amount.nanos);
        }
      }),
    );
  });

  it('reserve whole machines, and never more than the least that was in use', () => {
    fc.assert(
      fc.property(usages, (lines) => {
        for (const each of judged(lines)) {
          const { quantities } = lines.find(({ usage }) => each.subject.id.endsWith(usage.operation))!.usage;
          const units = Number(each.verdict.evidence['units']);
          expect(Number.isInteger(units) && units >= 1).toBe(true);
          expect(units).toBeLessThanOrEqual(Math.min(...quantities) / 24 + 0.01);
        }
      }),
    );
  });

  const changes = fc.array(
    fc.record({
      effect: fc.constantFrom('remove', 'resize', 'schedule', 'rebuild', 'commit', 'advise'),
      count: fc.integer({ min: 0, max: 3 }),
      saved: fc.integer({ min: 0, max: 500 }),
    }),
    { maxLength: 4 },
  );
  it('never become more when more is planned to go', () => {
    fc.assert(
      fc.property(usages, changes, changes, (lines, some, more) => {
        const plannedOf = (drawn: typeof some): readonly PlannedChange[] =>
          drawn.map(({ effect, count, saved }, at) =>
            planned({
              resourceId: `db-${at}`,
              effect,
              machines: [{ items: [], sizeName: 'db.r6g.large', count }],
              monthlySavings: money(BigInt(saved) * 1_000_000_000n, 'USD'),
            }),
          );
        const before = judged(lines, plannedOf(some));
        const after = judged(lines, plannedOf([...some, ...more]));
        expect(unitsOf(after)).toBeLessThanOrEqual(unitsOf(before));
      }),
    );
  });

  it('are the same in whatever order lines, offers and changes come', () => {
    const textOf = (verdicts: ReturnType<typeof judge>) =>
      verdicts.map((each) => `${each.subject.id} ${savingText(each)}`).toSorted();
    fc.assert(
      fc.property(
        usages.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        ([lines, shuffled]) => {
          const offers = shuffled.flatMap((each) => each.offers).toReversed();
          expect(
            textOf(
              judge(
                shuffled.map(({ usage }) => usage),
                offers,
                { settings },
              ),
            ),
          ).toEqual(textOf(judged(lines)));
        },
      ),
    );
  });
});
