import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeRecommendation, secondOpinion } from '../../../src/analysis/estate-checks/native-recommendation.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { money } from '../../../src/domain/money.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import { instance, NOW, SCOPE, stored, volume } from '../../support/resource-builders.ts';
import {
  accountFacts,
  type AccountSpec,
  accountVerdicts,
  onlyWaste,
  outcomes,
  savingText,
} from './estate-facts-builders.ts';

const dollars = (amount: number) => money(BigInt(Math.round(amount * 100)) * 10_000_000n, 'USD');

/** Cost Optimization Hub says that an instance should be smaller, and saves 70.08. */
const advice = (change: Partial<Recommendation> = {}): Recommendation => ({
  adviser: 'cost-optimization-hub',
  id: 'r-1',
  scope: SCOPE,
  resourceId: 'i-1',
  otherIds: ['arn:aws:ec2:us-east-1:111122223333:instance/i-1'],
  resourceType: 'Ec2Instance',
  action: 'Rightsize',
  current: 'm5.xlarge',
  recommended: 'm5.large',
  monthlySavings: dollars(70.08),
  afterDiscounts: true,
  refreshedAt: NOW,
  ...change,
});

const unnamed = (change: Partial<Recommendation> = {}): Recommendation => {
  const { monthlySavings: _none, ...rest } = advice(change);
  return rest;
};

const judge = (recommendations: readonly Recommendation[] | string, more: AccountSpec = {}) =>
  accountVerdicts(
    nativeRecommendation,
    accountFacts({ recommendations, resources: { 'i-1': stored(instance()) }, ...more }),
  );

const removed = { checkId: 'aws-ec2-instance-idle', effect: 'remove', counts: true } as const;

describe('recommendation of the cloud’s own adviser', () => {
  it.each`
    recommendations                                      | more                                                    | verdict   | because
    ${[advice()]}                                        | ${{}}                                                   | ${0.5}    | ${'no check of ours has a finding on it'}
    ${[advice()]}                                        | ${{ findings: { 'i-1': [removed] } }}                   | ${'fine'} | ${'one of ours has: it is a second opinion'}
    ${[advice()]}                                        | ${{ findings: { [advice().otherIds[0]!]: [removed] } }} | ${'fine'} | ${'one of ours has, under another name'}
    ${[advice()]}                                        | ${{ findings: { 'i-2': [removed] } }}                   | ${0.5}    | ${'that is another resource'}
    ${[advice()]}                                        | ${{ resources: {} }}                                    | ${'fine'} | ${'an instance that is not there is gone'}
    ${[advice({ resourceType: 'OpenSearchDomain' })]}    | ${{ resources: {} }}                                    | ${0.5}    | ${'of this kind nobody knows'}
    ${[advice({ monthlySavings: dollars(0) })]}          | ${{}}                                                   | ${'fine'} | ${'it saves nothing'}
    ${[advice({ monthlySavings: dollars(-5) })]}         | ${{}}                                                   | ${'fine'} | ${'a larger size costs more'}
    ${[unnamed()]}                                       | ${{}}                                                   | ${0.5}    | ${'it names no amount'}
    ${[advice({ action: 'PurchaseSavingsPlans' })]}      | ${{}}                                                   | ${'fine'} | ${'purchases have checks of their own'}
    ${[advice({ action: 'PurchaseReservedInstances' })]} | ${{}}                                                   | ${'fine'} | ${'these too'}
    ${[advice({ resourceType: 'LambdaFunction' })]}      | ${{}}                                                   | ${'fine'} | ${'a check of its own weighs it'}
    ${[]}                                                | ${{}}                                                   | ${'fine'} | ${'nothing is recommended'}
    ${'no adviser was read'}                             | ${{}}                                                   | ${'fine'} | ${'nothing was read, and nothing is claimed'}
  `('is $verdict: $because', ({ recommendations, more, verdict }) => {
    expect(outcomes(judge(recommendations, more))).toBe(verdict);
  });

  it('saves no more than the resource costs by the bill', () => {
    // 36 USD in 30 days of 24 hours: 36 / 720 x 730 = 36.50
    const { billed } = accountFacts();
    const costs = new Map([['i-1', { effectiveCost: dollars(36), days: 30 }]]);
    const found = onlyWaste(judge([advice()], { billed: { ...billed, costs } }));
    expect(savingText(found)).toBe('36.50 [36.50 to 36.50] USD');
  });

  it('cannot be told where what it is about was not listed: that is not gone', () => {
    const holes = (key: string) => judge([advice()], { resources: {}, holes: new Map([[key, 'denied']]) });
    expect(holes('instance us-east-1')).toMatchObject([
      { verdict: { verdict: 'cannot-tell', reason: 'inventory: denied' } },
    ]);
    expect(outcomes(holes('instance eu-west-1'))).toBe('fine');
    expect(outcomes(holes('database us-east-1'))).toBe('fine');
  });

  it('saves what the adviser says, to the cent', () => {
    const found = onlyWaste(judge([advice()]));
    expect(savingText(found)).toBe('70.08 [70.08 to 70.08] USD');
    expect(found.subject).toMatchObject({ kind: 'instance', type: 'aws:ec2:instance', id: 'i-1', scope: SCOPE });
    expect(found.verdict.evidence).toMatchObject({
      adviser: 'cost-optimization-hub',
      recommendation: 'Rightsize: m5.large',
      current: 'm5.xlarge',
      otherAdvisers: 0,
      afterDiscounts: true,
    });
  });

  it('that names no amount is unread, never zero', () => {
    expect(savingText(onlyWaste(judge([unnamed({ adviser: 'trusted-advisor' })])))).toBe(
      'unread: AWS Trusted Advisor names no amount',
    );
  });

  it.each`
    action                                 | of    | kind
    ${'Stop'}                              | ${{}} | ${'recommendation.remove'}
    ${'Delete'}                            | ${{}} | ${'recommendation.remove'}
    ${'ScaleIn'}                           | ${{}} | ${'recommendation.remove'}
    ${'Rightsize'}                         | ${{}} | ${'recommendation.resize'}
    ${'Upgrade'}                           | ${{}} | ${'recommendation.resize'}
    ${'MigrateToGraviton'}                 | ${{}} | ${'recommendation.rebuild'}
    ${'Idle Load Balancers'}               | ${{}} | ${'recommendation.remove'}
    ${'Unassociated Elastic IP Addresses'} | ${{}} | ${'recommendation.remove'}
  `('to $action is $kind', ({ action, kind }) => {
    expect(onlyWaste(judge([advice({ action })])).verdict.action).toBe(kind);
  });

  it.each`
    attachedTo          | findings                                         | counts   | because
    ${known(['i-1'])}   | ${{ 'i-1': [removed] }}                          | ${false} | ${'it goes with the instance that is removed'}
    ${known(['i-1'])}   | ${{ 'i-1': [{ ...removed, effect: 'resize' }] }} | ${true}  | ${'the instance stays'}
    ${known(['i-1'])}   | ${{ 'i-1': [{ ...removed, counts: false }] }}    | ${true}  | ${'that finding does not count itself'}
    ${known([])}        | ${{ 'i-1': [removed] }}                          | ${true}  | ${'nothing holds it'}
    ${unread('denied')} | ${{}}                                            | ${false} | ${'it may go with an instance'}
  `('on a volume counts $counts: $because', ({ attachedTo, findings, counts }) => {
    const of = advice({ resourceId: 'vol-1', otherIds: [], resourceType: 'EbsVolume', action: 'Delete' });
    const found = judge([of], { findings, resources: { 'vol-1': stored(volume({ attachedTo })) } });
    expect(onlyWaste(found).counts).toBe(counts);
  });

  it('is one finding of several advisers: the one that merges the others speaks, whatever the others promise', () => {
    const all = [
      advice({ id: 'c', adviser: 'trusted-advisor', monthlySavings: dollars(900) }),
      advice({ id: 'b', adviser: 'compute-optimizer', monthlySavings: dollars(99) }),
      advice({ id: 'a' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => {
        const found = onlyWaste(judge(shuffled));
        expect(savingText(found)).toBe('70.08 [70.08 to 70.08] USD');
        expect(found.verdict.evidence['otherAdvisers']).toBe(2);
        expect(secondOpinion(shuffled)['awsRecommendationMonthlySavings']).toBe('70.08 USD');
      }),
    );
  });

  it('of one adviser that says two things is the larger', () => {
    const all = [advice({ id: 'x' }), advice({ id: 'y', action: 'Stop', monthlySavings: dollars(140.16) })];
    for (const order of [all, all.toReversed()]) {
      expect(savingText(onlyWaste(judge(order)))).toBe('140.16 [140.16 to 140.16] USD');
    }
  });
});

describe('second opinion', () => {
  it('is nothing where only purchases are recommended', () => {
    expect(secondOpinion([advice({ action: 'PurchaseSavingsPlans' })])).toEqual({});
    expect(secondOpinion([])).toEqual({});
  });

  it('stands beside a finding in the adviser’s words', () => {
    expect(secondOpinion([advice()])).toEqual({
      awsRecommendation: 'Rightsize: m5.large',
      awsRecommendationMonthlySavings: '70.08 USD',
      awsRecommendationSource: 'AWS Cost Optimization Hub',
    });
    expect(secondOpinion([unnamed()])['awsRecommendationMonthlySavings']).toBe(null);
  });
});
