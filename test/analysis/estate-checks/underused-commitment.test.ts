import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { underusedCommitment } from '../../../src/analysis/estate-checks/underused-commitment.ts';
import type { CommitmentUse } from '../../../src/domain/cost-facts.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { exactAmount } from '../../../src/domain/money.ts';
import type { Commitment } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import {
  estateFacts,
  type EstateSpec,
  estateVerdicts,
  estimateOf,
  onlyWaste,
  OTHER_PAYER,
  outcomes,
  PAYER,
  plan,
  reasonsOf,
  reservation,
  savingText,
  use,
} from './estate-facts-builders.ts';

/** A quarter of the window's 336 USD bought nothing. */
const quarter = { utilization: 0.75, unusedCost: '84' };

const judge = (
  commitment: Partial<Commitment> = {},
  of: Partial<CommitmentUse> | null = quarter,
  more: EstateSpec = {},
) =>
  estateVerdicts(
    underusedCommitment,
    estateFacts({
      commitments: [plan(commitment)],
      costs: { 'commitment-use': of === null ? [] : [use(of)] },
      ...more,
    }),
  );

describe('underused commitment', () => {
  it.each`
    commitment                                  | of                                                                          | verdict      | because
    ${{}}                                       | ${quarter}                                                                  | ${0.9}       | ${'a quarter of it buys nothing'}
    ${{}}                                       | ${{ utilization: 0.9499, unusedCost: '16.8' }}                              | ${0.9}       | ${'it is below the bar'}
    ${{}}                                       | ${{ utilization: 0.95, unusedCost: '16.8' }}                                | ${'fine'}    | ${'the bar itself is well used'}
    ${{}}                                       | ${{ utilization: 0, unusedCost: '336' }}                                    | ${0.9}       | ${'nothing uses it'}
    ${{}}                                       | ${{ utilization: NaN }}                                                     | ${'unknown'} | ${'no number is no share'}
    ${{ phase: 'queued' }}                      | ${quarter}                                                                  | ${'fine'}    | ${'it has not begun'}
    ${{ phase: 'pending' }}                     | ${quarter}                                                                  | ${'fine'}    | ${'it is not paid for yet'}
    ${{ phase: 'ended' }}                       | ${quarter}                                                                  | ${'fine'}    | ${'it costs nothing any more'}
    ${{ phase: 'void' }}                        | ${quarter}                                                                  | ${'fine'}    | ${'it was given back'}
    ${{ startsAt: known(daysAgo(15)) }}         | ${quarter}                                                                  | ${'fine'}    | ${'it began within the window'}
    ${{ startsAt: known(daysAgo(17)) }}         | ${quarter}                                                                  | ${0.9}       | ${'it was there all of the window'}
    ${{ startsAt: unread('denied') }}           | ${quarter}                                                                  | ${'unknown'} | ${'it may have begun within the window'}
    ${{ startsAt: known(daysAgo(15)) }}         | ${null}                                                                     | ${'fine'}    | ${'no use is told of what is this young'}
    ${{ startsAt: known(daysAgo(16)) }}         | ${null}                                                                     | ${'unknown'} | ${'its use should be told by now'}
    ${{}}                                       | ${{ commitmentId: 'sp-2', ...quarter }}                                     | ${'unknown'} | ${'that is the use of another one'}
    ${{}}                                       | ${{ commitmentId: 'arn:aws:savingsplans::1:savingsplan/sp-1', ...quarter }} | ${0.9}       | ${'an ARN ends in its id'}
    ${{ resourceId: 'a', billingIds: ['ri9'] }} | ${{ commitmentId: 'ri9', ...quarter }}                                      | ${0.9}       | ${'the bill has another name for it'}
  `('is $verdict: $because', ({ commitment, of, verdict }) => {
    expect(outcomes(judge(commitment, of))).toBe(verdict);
  });

  it.each`
    spec                                                    | reason                                              | because
    ${{ costs: { 'commitment-use': 'denied' } }}            | ${'use of the commitment: denied'}                  | ${'its use was not read'}
    ${{ costs: {} }}                                        | ${'use of the commitment: never read by a sync'}    | ${'no sync asked'}
    ${{ commitments: 'aws:rds:reserved-instance: denied' }} | ${'commitments: aws:rds:reserved-instance: denied'} | ${'a listing was not whole'}
  `('cannot be told when $because', ({ spec, reason }) => {
    expect(reasonsOf(judge({}, quarter, spec))).toEqual([reason]);
  });

  it('of a listing that was not whole says so once for each payer', () => {
    const verdicts = judge({}, quarter, { commitments: 'denied', payers: [PAYER, OTHER_PAYER] });
    expect(verdicts.map(({ subject }) => subject.scope.accountId)).toEqual([PAYER, OTHER_PAYER]);
    expect(outcomes(verdicts)).toBe('commitments: unknown, commitments: unknown');
  });

  it('of one payer is not judged by what another one told', () => {
    const facts = estateFacts({
      payers: [PAYER, OTHER_PAYER],
      commitments: [plan(), plan({ resourceId: 'sp-2' })],
      costs: { 'commitment-use': { [PAYER]: [use(quarter)] } },
    });
    const verdicts = estateVerdicts(underusedCommitment, facts);
    expect(outcomes(verdicts)).toBe('sp-1: 0.9, sp-2: unknown');
  });

  it('saves the unused part, brought from 336 hours to 730', () => {
    // 84 / 336 = 0.25 an hour; x 730 = 182.5. A plan can neither be exchanged nor sold: perhaps nothing.
    const found = onlyWaste(judge());
    expect(savingText(found)).toBe('182.50 [0.00 to 182.50] USD');
    expect(found.verdict.evidence).toMatchObject({
      utilization: 0.75,
      windowDays: 14,
      remainingDays: 185,
      payment: 'none',
    });
    expect(estimateOf(found).terms).toMatchObject([{ quantity: '730', unit: 'hour', unitPrice: '0.25' }]);
  });

  it.each`
    commitment                                                    | text
    ${{ type: 'aws:ec2:reserved-instance' }}                      | ${'182.50 [182.50 to 182.50] USD'}
    ${{ type: 'aws:redshift:reserved-node', exchangeable: true }} | ${'182.50 [182.50 to 182.50] USD'}
    ${{ type: 'aws:rds:reserved-instance', exchangeable: false }} | ${'182.50 [0.00 to 182.50] USD'}
  `('can save all of it where it can be sold or exchanged: $commitment.type', ({ commitment, text }) => {
    const facts = estateFacts({
      commitments: [reservation(commitment)],
      costs: { 'commitment-use': [use({ commitmentId: 'ri-1', category: 'usage', ...quarter })] },
    });
    expect(savingText(onlyWaste(estateVerdicts(underusedCommitment, facts)))).toBe(text);
  });

  it('is exact to a billionth where the hours do not divide the amount', () => {
    // 100 / 336 x 730 = 217.261904761904…
    expect(savingText(onlyWaste(judge({}, { utilization: 0.7, unusedCost: '100' })))).toBe(
      '217.261904762 [0.00 to 217.261904762] USD',
    );
  });

  it('is judged by another bar where the settings say so', () => {
    const settings = { params: { 'commitment-underused': { minUtilization: 0.7 } } };
    expect(outcomes(judge({}, quarter, { settings }))).toBe('fine');
  });

  const uses = fc
    .record({ cents: fc.integer({ min: 1, max: 10_000_000 }), unused: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ cents, unused }) => ({ paid: cents, lost: Math.floor(cents * unused) }));

  it('never saves more than the commitment costs a month', () => {
    fc.assert(
      fc.property(uses, ({ paid, lost }) => {
        const of = { amortizedCost: String(paid / 100), unusedCost: String(lost / 100), utilization: 1 - lost / paid };
        for (const each of judge({}, of)) {
          const { low, amount, high } = estimateOf(each);
          const cost = (BigInt(paid) * 10_000_000n * 730n) / 336n + 1n;
          expect(low.nanos <= amount.nanos && amount.nanos <= high.nanos && high.nanos <= cost).toBe(true);
          expect(exactAmount(low).startsWith('-')).toBe(false);
        }
      }),
    );
  });

  it('is the same in whatever order commitments and their use come', () => {
    const all = [0, 1, 2, 3].map((at) => ({
      commitment: plan({ resourceId: `sp-${at}` }),
      of: use({ commitmentId: `sp-${at}`, utilization: at / 4, unusedCost: String(84 * (4 - at)) }),
    }));
    const told = (order: typeof all, answers: typeof all) =>
      estateVerdicts(
        underusedCommitment,
        estateFacts({
          commitments: order.map(({ commitment }) => commitment),
          costs: { 'commitment-use': answers.map(({ of }) => of) },
        }),
      )
        .map((each) => `${each.subject.id} ${savingText(each)}`)
        .toSorted();
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), fc.shuffledSubarray(all, { minLength: 4 }), (a, b) => {
        expect(told(a, b)).toEqual(told(all, all));
      }),
    );
  });
});
