import { describe, expect, it } from 'vitest';
import { advisedReservation, advisedSpendCommitment } from '../../../src/analysis/estate-checks/advised-purchase.ts';
import { expiringCommitment } from '../../../src/analysis/estate-checks/expiring-commitment.ts';
import { nativeRecommendation } from '../../../src/analysis/estate-checks/native-recommendation.ts';
import { purchaseOf } from '../../../src/analysis/estate-checks/purchases.ts';
import { resourceTagCoverage } from '../../../src/analysis/estate-checks/resource-tag-coverage.ts';
import { underusedCommitment } from '../../../src/analysis/estate-checks/underused-commitment.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { money } from '../../../src/domain/money.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import { AZURE, GCP } from '../../support/cloud-builders.ts';
import { daysAgo, NOW } from '../../support/resource-builders.ts';
import {
  accountFacts,
  accountVerdicts,
  estateFacts,
  estateVerdicts,
  outcomes,
  reservation,
  savingText,
  settled,
  use,
} from '../estate-checks/estate-facts-builders.ts';

/** Azure Advisor says that reserved machines would save 100 a month. */
const advice = (change: Partial<Recommendation> = {}): Recommendation => ({
  adviser: 'advisor',
  id: 'a-1',
  scope: AZURE,
  resourceId: `/subscriptions/${AZURE.accountId}`,
  otherIds: [],
  resourceType: 'Microsoft.Subscriptions/subscriptions',
  action: 'Consider virtual machine reserved instances to save over the on-demand costs',
  monthlySavings: money(100_000_000_000n, 'USD'),
  afterDiscounts: false,
  refreshedAt: NOW,
  ...change,
});

describe('what an adviser says should be bought', () => {
  it.each`
    action                                                     | resourceType                               | of
    ${'PurchaseReservedInstances'}                             | ${'Ec2ReservedInstances'}                  | ${'usage'}
    ${'PurchaseSavingsPlans'}                                  | ${'ComputeSavingsPlans'}                   | ${'spend'}
    ${'Consider virtual machine reserved instances'}           | ${'Microsoft.Subscriptions/subscriptions'} | ${'usage'}
    ${'Consider Cosmos DB reserved capacity to save'}          | ${'Microsoft.Subscriptions/subscriptions'} | ${'usage'}
    ${'Purchase a savings plan for compute'}                   | ${'Microsoft.Subscriptions/subscriptions'} | ${'spend'}
    ${'Buy a commitment'}                                      | ${'UsageCommitmentRecommender'}            | ${'usage'}
    ${'Purchase CUD'}                                          | ${'SpendBasedCommitmentRecommender'}       | ${'spend'}
    ${'Right-size or shutdown underutilized virtual machines'} | ${'Microsoft.Compute/virtualMachines'}     | ${undefined}
    ${'Delete unattached disk'}                                | ${'compute.googleapis.com/Disk'}           | ${undefined}
    ${'You have disks which have not been attached'}           | ${'Microsoft.Compute/disks'}               | ${undefined}
  `('$action ($resourceType) is of $of', ({ action, resourceType, of }) => {
    expect(purchaseOf({ action, resourceType })).toBe(of);
  });

  const facts = (recommendations: readonly Recommendation[] | string) =>
    accountFacts({ provider: 'azure', accountId: AZURE.accountId, recommendations });

  it('is a finding that promises nothing and stands in no total', () => {
    const [of, ...others] = accountVerdicts(advisedReservation, facts([advice()]));
    expect(others).toEqual([]);
    expect(of).toMatchObject({ counts: false, subject: { kind: 'purchase', scope: { accountId: AZURE.accountId } } });
    expect(savingText(of!)).toBe('100.00 [0.00 to 100.00] USD');
    expect(accountVerdicts(advisedSpendCommitment, facts([advice()]))).toEqual([]);
  });

  it.each`
    change                                              | because
    ${{ action: 'Delete unattached disk' }}             | ${'it is about a resource'}
    ${{ monthlySavings: money(1_000_000_000n, 'USD') }} | ${'it is not worth an approval'}
    ${{ monthlySavings: undefined }}                    | ${'it names no amount'}
  `('is left alone: $because', ({ change }) => {
    expect(accountVerdicts(advisedReservation, facts([advice(change)]))).toEqual([]);
  });

  it('is nothing where advice was not read, and is not imported a second time', () => {
    expect(accountVerdicts(advisedReservation, facts('denied'))).toEqual([]);
    expect(accountVerdicts(nativeRecommendation, facts([advice()]))).toEqual([]);
  });
});

describe('commitments of Google Cloud and Azure', () => {
  const bought = (change: Parameters<typeof reservation>[0] = {}) =>
    reservation({
      scope: { ...AZURE, regionId: 'global' },
      type: 'azure:capacity:reservation',
      startsAt: known(daysAgo(100)),
      hourlyFee: known({ amount: '2.00', currency: 'USD' }),
      exchangeable: false,
      ...change,
    });
  const underused = (change: Parameters<typeof reservation>[0]) =>
    estateVerdicts(underusedCommitment, estateFacts({ provider: 'azure', commitments: [bought(change)] }));

  it.each`
    change                                                                                  | verdict
    ${{ utilization: known({ share: 0.7, windowDays: 30 }) }}                               | ${0.85}
    ${{ utilization: known({ share: 0.95, windowDays: 30 }) }}                              | ${'nothing'}
    ${{ utilization: known({ share: Number.NaN, windowDays: 30 }) }}                        | ${'cannot tell'}
    ${{ utilization: unread('missing') }}                                                   | ${'cannot tell'}
    ${{ utilization: known({ share: 0.1, windowDays: 30 }), startsAt: known(daysAgo(20)) }} | ${'nothing'}
    ${{ utilization: known({ share: 0.1, windowDays: 30 }), startsAt: unread('missing') }}  | ${'cannot tell'}
    ${{ utilization: known({ share: 0.1, windowDays: 30 }), phase: 'ended' }}               | ${'nothing'}
    ${{}}                                                                                   | ${'cannot tell'}
  `('by its own use: $verdict for $change', ({ change, verdict }) => {
    const verdicts = underused(change);
    const said = verdicts[0]?.verdict;
    expect(said === undefined ? 'nothing' : said.verdict === 'waste' ? said.confidence : 'cannot tell').toBe(verdict);
  });

  it('leave 30 % of 2.00 an hour unused: 730 x 0.6', () => {
    const [of] = underused({ utilization: known({ share: 0.7, windowDays: 30 }) });
    expect(savingText(of!)).toBe('438.00 [0.00 to 438.00] USD');
  });

  it('of an unknown price are underused all the same', () => {
    const [of] = underused({ utilization: known({ share: 0.7, windowDays: 30 }), hourlyFee: unread('not told') });
    const reason = 'not told; use of the commitment: never read by a sync';
    expect(of?.verdict).toMatchObject({ verdict: 'waste', monthlySavings: { known: false, reason } });
  });

  it.each`
    unusedCost | saving
    ${'300'}   | ${'304.166666667 [0.00 to 304.166666667] USD'}
    ${'0'}     | ${'not told, and the bill that was read has no unused part of it'}
  `('of an unknown price lose what the bill has as unused: $unusedCost in 30 days', ({ unusedCost, saving }) => {
    const [of] = estateVerdicts(
      underusedCommitment,
      estateFacts({
        provider: 'azure',
        commitments: [
          bought({
            utilization: known({ share: 0.7, windowDays: 30 }),
            hourlyFee: unread('not told'),
            billingIds: ['r'],
          }),
        ],
        costs: { 'commitment-use': [use({ commitmentId: 'r', window: settled(30), unusedCost, netSavings: null })] },
      }),
    );
    const savings = of?.verdict.verdict === 'waste' ? of.verdict.monthlySavings : undefined;
    expect(savings?.known === false ? savings.reason : savingText(of!)).toBe(saving);
  });

  it('that renew by themselves do not expire', () => {
    const ending = (renews: boolean) =>
      estateVerdicts(
        expiringCommitment,
        estateFacts({
          provider: 'gcp',
          commitments: [bought({ scope: GCP, type: 'gcp:compute:commitment', endsAt: known(daysAgo(-30)), renews })],
        }),
      );
    expect(outcomes(ending(false))).toBe(0.9);
    expect(ending(true)).toEqual([]);
  });
});

describe('labels that a part of the resources lacks', () => {
  const judge = (byKey: Readonly<Record<string, number>>, resources = 100) =>
    estateVerdicts(
      resourceTagCoverage,
      estateFacts({
        provider: 'gcp',
        payers: [],
        tags: known({ resources, byKey: new Map(Object.entries(byKey)) }),
      }),
    ).map(({ subject }) => subject.id);

  it.each`
    byKey                     | keys        | because
    ${{ team: 80 }}           | ${['team']} | ${'a fifth has none'}
    ${{ team: 95 }}           | ${[]}       | ${'a twentieth is what untaggable things take'}
    ${{ team: 9 }}            | ${[]}       | ${'hardly any has it: it is somebody’s note'}
    ${{ name: 50 }}           | ${[]}       | ${'a name divides no bill'}
    ${{ env: 60, team: 100 }} | ${['env']}  | ${'each key by itself'}
  `('$byKey: $keys, $because', ({ byKey, keys }) => {
    expect(judge(byKey)).toEqual(keys);
  });

  it('can not be told where no labels were read', () => {
    const [of] = estateVerdicts(
      resourceTagCoverage,
      estateFacts({ provider: 'gcp', payers: [], tags: unread('denied') }),
    );
    expect(of).toMatchObject({ verdict: { verdict: 'cannot-tell' }, subject: { scope: { accountId: 'all' } } });
  });
});
