import { describe, expect, it } from 'vitest';

import { parseThreshold } from '../../src/commands/support/threshold.ts';
import { auditReport, emptyAuditReport, eur } from '../output/support/sample-reports.ts';

// The sample: $1,393.08 to save, $12,345.67 cost, 4 findings (3 waste, 1 cannot tell), 3 parts not read.
const { summary } = auditReport();
const crossed = (text: string, of = summary) => parseThreshold(text, '--fail-on')(of, 3);

describe('--fail-on', () => {
  it.each([
    ['savings>1393', true],
    ['savings>1393.08', false],
    ['savings>=1393.08', true],
    ['savings > 100 usd', true],
    ['savings>1EUR', false],
    ['cost>12345', true],
    ['cost>90 EUR', true],
    ['findings>3', true],
    ['findings>4', false],
    ['waste>=3', true],
    ['waste>3', false],
    ['cannotTell>0', true],
    ['unread>2', true],
    ['unread>3', false],
  ])('%s: %s', (text, expected) => expect(crossed(text)).toBe(expected));

  it('is not crossed by what is not known', () => {
    expect(crossed('savings>=0', emptyAuditReport().summary)).toBe(false);
    expect(crossed('cost>=0', emptyAuditReport().summary)).toBe(false);
  });

  it('is crossed by any currency when it names none', () => {
    const other = {
      ...summary,
      monthlySavings: null,
      otherCurrencies: [
        {
          currency: 'EUR',
          monthlyCost: null,
          monthlySavings: eur(20_000),
          monthlySavingsLow: eur(20_000),
          monthlySavingsHigh: eur(20_000),
          monthlySavingsPlainSum: null,
        },
      ],
    };
    expect(crossed('savings>100', other)).toBe(true);
    expect(crossed('savings>100 USD', other)).toBe(false);
  });

  it.each([
    'savings',
    'savings<5',
    'savings>',
    'savings>x',
    'money>5',
    'findings>0 USD',
    '>5',
    'savings>5; rm',
    'toString>1',
  ])('refuses %s', (text) => {
    expect(() => parseThreshold(text, '--fail-on')).toThrow(/--fail-on .* not savings, cost/);
  });
});
