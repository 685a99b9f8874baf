import { expect, it } from 'vitest';
import { money } from '../../src/domain/money.ts';
import { savingsSentence } from '../../src/output/views/findings-view.ts';
import { savingsRange } from '../../src/output/text/savings-range.ts';

const cents = (value: number, currency = 'USD') => money(BigInt(value) * 10_000_000n, currency);
const saving = (amount: number, low: number, high: number, currency = 'USD') => ({
  monthlySavings: cents(amount, currency),
  monthlySavingsLow: cents(low, currency),
  monthlySavingsHigh: cents(high, currency),
  monthlySavingsPlainSum: cents(amount, currency),
});

it.each`
  of                                                                             | text                 | because
  ${saving(100, 90, 120)}                                                        | ${'$0.90 to $1.20'}  | ${'both ends differ'}
  ${saving(100, 100, 120)}                                                       | ${'$1.00 to $1.20'}  | ${'one end differs'}
  ${saving(100, -50, 100)}                                                       | ${'-$0.50 to $1.00'} | ${'the change may cost more than it saves'}
  ${saving(100, 100, 100)}                                                       | ${undefined}         | ${'the figure is certain'}
  ${{ ...saving(100, 100, 100), monthlySavingsLow: money(999_999_999n, 'USD') }} | ${undefined}         | ${'the difference is too small to be shown'}
  ${{ ...saving(1, 1, 1), monthlySavings: null }}                                | ${undefined}         | ${'nothing is known'}
`('the range is $text where $because', ({ of, text }) => {
  expect(savingsRange(of)).toBe(text);
});

it('each currency has a range of its own', () => {
  const euros = { currency: 'EUR', ...saving(500, 400, 500, 'EUR') };
  expect(savingsSentence({ ...saving(100, 90, 120), unpriced: 0, otherCurrencies: [euros] })).toBe(
    'They would save $1.00 ($0.90 to $1.20) and €5.00 (€4.00 to €5.00) a month.',
  );
});
