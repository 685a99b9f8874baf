import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transferHotspot } from '../../../src/analysis/estate-checks/transfer-hotspot.ts';
import type { TransferUsage } from '../../../src/domain/cost-facts.ts';
import { addDays, type Day } from '../../../src/domain/instant.ts';
import {
  accountFacts,
  type AccountSpec,
  accountVerdicts,
  costSeries,
  daysOf,
  estimateOf,
  onlyWaste,
  outcomes,
  PAYER,
  reasonsOf,
  savingText,
  settled,
  transfer,
} from './estate-facts-builders.ts';

/** An account of 100 USD a day: 3,000 in the window, of which traffic takes 720 after 360. */
const judge = (of: Partial<TransferUsage> = {}, more: AccountSpec = {}) =>
  accountVerdicts(transferHotspot, accountFacts({ transfers: [transfer(of)], series: [costSeries(100)], ...more }));

const without = (day: Day): ReadonlySet<Day> => new Set(daysOf(settled(60)).filter((each) => each !== day));
const { from, to } = settled(30);

describe('traffic that is a large and growing part of the bill', () => {
  it.each`
    cost        | formerCost | verdict   | because
    ${'720'}    | ${'360'}   | ${0.6}    | ${'24 % of the bill, twice what it was'}
    ${'150'}    | ${'100'}   | ${'fine'} | ${'a twentieth itself is not large'}
    ${'150.01'} | ${'100'}   | ${0.6}    | ${'above a twentieth'}
    ${'720'}    | ${'600'}   | ${'fine'} | ${'a fifth itself is steady'}
    ${'720.01'} | ${'600'}   | ${0.6}    | ${'above a fifth'}
    ${'720'}    | ${'720'}   | ${'fine'} | ${'it is what it was'}
    ${'720'}    | ${'900'}   | ${'fine'} | ${'it shrinks'}
    ${'720'}    | ${'0'}     | ${0.6}    | ${'it is new'}
    ${'149'}    | ${'0'}     | ${'fine'} | ${'it is new and small'}
    ${'0'}      | ${'0'}     | ${'fine'} | ${'it is free'}
    ${'-5'}     | ${'-10'}   | ${'fine'} | ${'it was given back'}
  `('is $verdict at $cost after $formerCost: $because', ({ cost, formerCost, verdict }) => {
    expect(outcomes(judge({ cost, formerCost }))).toBe(verdict);
  });

  it.each`
    more                                                                                          | reason                                                        | because
    ${{ transfers: 'denied' }}                                                                    | ${'traffic: denied'}                                          | ${'traffic was not read'}
    ${{ chargedDays: without(from) }}                                                             | ${'the account’s own cost in the window was not wholly read'} | ${'its first day has no charges'}
    ${{ chargedDays: without(addDays(to, -1)) }}                                                  | ${'the account’s own cost in the window was not wholly read'} | ${'its last day has no charges'}
    ${{ range: settled(29), series: [costSeries(100, {}, 29)] }}                                  | ${'the account’s own cost in the window was not wholly read'} | ${'the charges begin within it'}
    ${{ range: settled(29), chargedDays: without('' as Day), series: [costSeries(100, {}, 29)] }} | ${'the account’s own cost in the window was not wholly read'} | ${'no earlier cost was loaded'}
  `('cannot be told when $because', ({ more, reason }) => {
    const verdicts = judge({}, more);
    expect(outcomes(verdicts)).toBe('unknown');
    expect(reasonsOf(verdicts)).toEqual([reason]);
  });

  it('is judged by its own window: days before it do not matter', () => {
    expect(outcomes(judge({}, { chargedDays: without(addDays(from, -1)) }))).toBe(0.6);
    const grown = [...Array.from({ length: 30 }, () => 10_000), ...Array.from({ length: 30 }, () => 100)];
    expect(onlyWaste(judge({}, { series: [costSeries(grown)] })).verdict.evidence['shareOfBill']).toBe(0.24);
  });

  it('promises nothing; the range ends at its growth, brought from 720 hours to 730', () => {
    // (720 - 360) / 720 = 0.5 an hour; x 730 = 365
    const found = onlyWaste(judge());
    expect(savingText(found)).toBe('0.00 [0.00 to 365.00] USD');
    expect(found.counts).toBe(false);
    expect(found.subject.id).toBe(`${PAYER}/DataTransfer-Regional-Bytes`);
    expect(found.verdict.evidence).toEqual({
      route: 'zones',
      shareOfBill: 0.24,
      growth: 1,
      cost: '720.00 USD',
      formerCost: '360.00 USD',
      quantityGiB: 72_000,
      formerQuantityGiB: 36_000,
    });
  });

  it('that is new may be avoided as a whole, and has no growth in per cent', () => {
    const found = onlyWaste(judge({ formerCost: '0' }));
    expect(savingText(found)).toBe('0.00 [0.00 to 730.00] USD');
    expect(found.verdict.evidence['growth']).toBe(null);
  });

  it('is compared with cost of its own currency', () => {
    const euros = costSeries(1, { currency: 'EUR' });
    const verdicts = judge(
      {},
      {
        series: [costSeries(100), euros],
        transfers: [transfer(), transfer({ currency: 'EUR', cost: '20', formerCost: '1' })],
      },
    );
    // 20 of 30 EUR, and 720 of 3,000 USD. Two lines of one usage type are two findings.
    expect(verdicts.map(({ subject, verdict }) => [subject.id, verdict.evidence['shareOfBill']])).toEqual([
      [`${PAYER}/DataTransfer-Regional-Bytes (USD)`, 0.24],
      [`${PAYER}/DataTransfer-Regional-Bytes (EUR)`, 0.667],
    ]);
  });

  it('of an account without cost in that currency has no share to judge', () => {
    expect(outcomes(judge({ currency: 'EUR' }))).toBe('fine');
  });

  it('has the bounds that the settings say', () => {
    const settings = { params: { 'data-transfer-hotspot': { minShare: 0.3 } }, exemptTags: {} };
    expect(outcomes(judge({}, { settings }))).toBe('fine');
    const growing = { params: { 'data-transfer-hotspot': { minGrowth: 1 } }, exemptTags: {} };
    expect(outcomes(judge({}, { settings: growing }))).toBe('fine');
  });

  const cents = fc.integer({ min: -100_000, max: 1_000_000 });
  it('never ends above what the traffic costs a month, and never begins below nothing', () => {
    fc.assert(
      fc.property(cents, cents, (cost, former) => {
        for (const each of judge({ cost: String(cost / 100), formerCost: String(former / 100) })) {
          const { low, amount, high } = estimateOf(each);
          expect([low.nanos, amount.nanos]).toEqual([0n, 0n]);
          expect(high.nanos > 0n && high.nanos <= (BigInt(cost) * 10_000_000n * 730n) / 720n + 1n).toBe(true);
        }
      }),
    );
  });
});

describe('traffic of Google Cloud', () => {
  const of = (cost: string, formerCost: string) => judge({ cost, formerCost }, { provider: 'gcp' });

  it('is judged by its share alone, and may save all of it', () => {
    expect(outcomes(of('720', '900'))).toBe(0.6);
    expect(outcomes(of('150', '0'))).toBe('fine');
  });
});
