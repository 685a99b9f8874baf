import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ContainerCluster } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { ecsCluster, kubernetes, serverlessPrices } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured } from '../serverless-batch.ts';

const CHECK = 'aws-eks-extended-support';
const denied: Fact<never> = unread('denied');

const ended = (days: number) => known({ majorVersion: '1.32', standardEndsAt: daysAgo(days) });
const batch = (change: Partial<ContainerCluster>, more: Parameters<typeof measured>[2] = {}) =>
  measured(kubernetes({ attachedTo: known(['nodegroup/a']), ...change }), {}, more);

describe('Kubernetes version', () => {
  it.each`
    change                                                               | verdict      | because
    ${{ support: ended(1) }}                                             | ${0.95}      | ${'extended support is being paid'}
    ${{ support: ended(0.1) }}                                           | ${0.95}      | ${'since two hours'}
    ${{ support: ended(-60) }}                                           | ${0.9}       | ${'it soon will'}
    ${{ support: ended(-61) }}                                           | ${'fine'}    | ${'not for two months'}
    ${{ support: ended(1), paysForExtendedSupport: known(false) }}       | ${'fine'}    | ${'it is upgraded instead'}
    ${{ support: known(null) }}                                          | ${'fine'}    | ${'its support has no end'}
    ${{ support: denied }}                                               | ${'unknown'} | ${'dates were not read'}
    ${{ support: denied, paysForExtendedSupport: known(false) }}         | ${'fine'}    | ${'whenever it ends, it is upgraded'}
    ${{ support: ended(1), paysForExtendedSupport: denied }}             | ${'unknown'} | ${'it may be upgraded instead'}
    ${{ support: ended(-90), paysForExtendedSupport: denied }}           | ${'fine'}    | ${'not for two months, whatever is set'}
    ${{ support: known({ majorVersion: '1', standardEndsAt: 'soon' }) }} | ${'unknown'} | ${'no moment'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(change))).toBe(verdict);
  });

  it('of a cluster of ECS is none', () => {
    expect(outcome(CHECK, measured(ecsCluster({ support: ended(1), paysForExtendedSupport: known(true) })))).toBe(
      'fine',
    );
  });

  it('saves what extended support costs on top', () => {
    const finding = findingBy(CHECK, batch({ support: ended(10) }));
    expect(savingText(finding)).toBe('365.00 [365.00 to 365.00] USD price-api');
    expect(termSum(finding!)).toBe('365.00');
    expect(finding?.evidence).toMatchObject({ daysLeft: -10, comingMonthlyCharge: null });
    const paid = { billed: billed({ [kubernetes().resourceId]: ['432', 30] }) };
    // 438 a month, of which a sixth stays
    expect(savingText(findingBy(CHECK, batch({ support: ended(10) }, paid)))).toBe(
      '365.00 [365.00 to 365.00] USD billing',
    );
  });

  it('saves nothing before the date, and tells what comes', () => {
    const finding = findingBy(CHECK, batch({ support: ended(-20) }));
    expect(savingText(finding)).toBe('0.00 [0.00 to 0.00] USD price-api');
    expect(termSum(finding!)).toBe('0.00');
    expect(finding?.evidence).toMatchObject({ daysLeft: 20, comingMonthlyCharge: '365.00' });
  });

  it('saves an unknown amount without a price', () => {
    const prices = serverlessPrices(['cluster-extended-support/kubernetes']);
    expect(savingText(findingBy(CHECK, batch({ support: ended(10) }, { prices })))).toBe(
      'unknown: no price for cluster-extended-support/kubernetes in us-east-1',
    );
  });
});
