import { describe, expect, it } from 'vitest';
import { known } from '../../src/domain/fact.ts';
import type { CostEstimate, Finding } from '../../src/domain/findings.ts';
import { exactAmount, type Money } from '../../src/domain/money.ts';
import { volume } from '../support/resource-builders.ts';
import { findingBy, savingText, termSum } from './batch-builders.ts';
import { findingOf, priced, type PricedFinding, type Sum } from './thirty-findings/case.ts';
import { dataStoreFindings } from './thirty-findings/data-stores.ts';
import { databaseFindings } from './thirty-findings/databases.ts';
import { estateFindings } from './thirty-findings/estate.ts';
import { machineFindings } from './thirty-findings/machines.ts';
import { networkFindings } from './thirty-findings/network.ts';
import { listPrices } from './thirty-findings/prices.ts';
import { serverlessFindings } from './thirty-findings/serverless.ts';
import { storageFindings } from './thirty-findings/storage.ts';
import { rounded, valueOf } from './thirty-findings/sums.ts';
import { volumeFindings } from './thirty-findings/volumes.ts';

const cases: readonly PricedFinding[] = [
  ...machineFindings,
  ...volumeFindings,
  ...networkFindings,
  ...databaseFindings,
  ...storageFindings,
  ...serverlessFindings,
  ...dataStoreFindings,
  ...estateFindings,
];

const decimalsOf = (amount: string): number => Math.max(2, amount.split('.')[1]?.length ?? 0);

const inDecimals = ({ nanos, currency }: Money, like: string): string =>
  `${rounded({ over: nanos, under: 1_000_000_000n }, decimalsOf(like))} ${currency}`;

function savingOf(finding: Finding | undefined): CostEstimate {
  if (finding?.verdict !== 'waste' || !finding.monthlySavings.known) {
    throw new Error(`not priced: ${finding?.verdict === 'cannot-tell' ? finding.reason : savingText(finding)}`);
  }
  return finding.monthlySavings.value;
}

/** Where the terms of a bill come from. */
const FROM_BILL = [
  /^charges from 2026-\d\d-\d\d to 2026-\d\d-\d\d$/,
  /^utilization as the cloud’s cost API tells it$/,
] as const;

describe('findings priced by hand, from price lists with their sources', () => {
  it('are thirty or more, each of another check', () => {
    expect(new Set(cases.map(({ checkId }) => checkId)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(cases.filter(({ by }) => by === 'bill').length).toBeGreaterThanOrEqual(5);
  });

  it.each(cases)('$checkId: $saves.0 = $saves.1, for $of', (each) => {
    const { saves, low = saves, high = saves, by } = each;
    const finding = findingOf(each);
    const saving = savingOf(finding);
    const agrees = (amount: Money, [sum, comesTo]: Sum): void => {
      expect(rounded(valueOf(sum), decimalsOf(comesTo)), `the sum ${sum}`).toBe(comesTo);
      expect(inDecimals(amount, comesTo), sum).toBe(`${comesTo} USD`);
    };
    agrees(saving.amount, saves);
    agrees(saving.low, low);
    agrees(saving.high, high);
    expect(termSum(finding!)).toBe(exactAmount(saving.amount));
    expect(saving.basis === 'billing').toBe(by === 'bill');
  });

  it.each(cases)('$checkId: each of its prices says where it comes from, and of which day', (each) => {
    const list = [...listPrices().values()];
    const { terms } = savingOf(findingOf(each));
    expect(terms.length).toBeGreaterThan(0);
    for (const { source, asOf } of terms) {
      const fromBill = FROM_BILL.some((bill) => bill.test(source));
      const fromList = list.some((price) => source.startsWith(price.source) && asOf === price.asOf);
      expect(fromBill || fromList, `${source}, ${asOf}`).toBe(true);
    }
  });
});

describe('a price that is not known', () => {
  it.each(['volume/gp3', 'snapshot/standard'])('%s: an unattached volume is found, and has no saving', (missing) => {
    const found = findingBy(
      'aws-ebs-volume-unattached',
      priced(volume({ attachedTo: known([]) }), [], { without: [missing] }),
    );
    expect(found?.verdict).toBe('waste');
    expect(savingText(found)).toBe(`unknown: no price for ${missing} in us-east-1`);
    expect(found?.countsTowardsTotal).toBe(false);
  });

  it('is not the price per another unit', () => {
    const prices = listPrices();
    const gp3 = prices.get('volume/gp3')!;
    prices.set('volume/gp3', { ...gp3, listPrice: { ...gp3.listPrice, unit: 'hour' } });
    const found = findingBy('aws-ebs-volume-unattached', priced(volume({ attachedTo: known([]) }), [], { prices }));
    expect(savingText(found)).toBe('unknown: the price for volume/gp3 is per hour, not per GiB-month');
  });

  it.each(cases.filter(({ facts, by }) => by !== 'bill' && !('payers' in facts)))(
    '$checkId has no saving without any price list',
    ({ checkId, facts }) => {
      if ('payers' in facts) return;
      const found = findingBy(checkId, { ...facts, prices: new Map() });
      expect(found?.monthlySavings.known ?? false).toBe(false);
    },
  );
});

describe('the arithmetic of the sums', () => {
  it.each([
    ['1 + 2 x 3', 2, '7.00'],
    ['(1 + 2) x 3 / 2', 2, '4.50'],
    ['1,000 x 0.0125 - 20', 2, '-7.50'],
    ['0.125 x 1', 2, '0.12'],
    ['0.135 x 1', 2, '0.14'],
    ['1 - 2 - 3', 2, '-4.00'],
    ['2 / 3', 4, '0.6667'],
    ['0.1 + 0.2', 20, `0.3${'0'.repeat(19)}`],
  ])('%s with %i decimals is %s', (sum, decimals, expected) => {
    expect(rounded(valueOf(sum), decimals)).toBe(expected);
  });

  it.each(['', '1 +', '(1', '1 1', '1 * 2', 'x 2'])('does not take %j for a sum', (sum) => {
    expect(() => valueOf(sum)).toThrow(SyntaxError);
  });
});
