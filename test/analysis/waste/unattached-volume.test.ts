import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { BlockVolume } from '../../../src/domain/resources.ts';
import { daysAgo, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { price, priceBook } from '../price-book.ts';

const CHECK = 'aws-ebs-volume-unattached';

const free = (change: Partial<BlockVolume> = {}): BlockVolume =>
  volume({ state: 'available', attachedTo: known([]), ...change });

const judge = (change: Partial<BlockVolume>, age: number, idleDays: number | undefined) =>
  outcome(
    CHECK,
    batchOf([stored(free({ createdAt: known(daysAgo(age)), ...change }), idleDays === undefined ? {} : { idleDays })]),
  );

const saving = (change: Partial<BlockVolume>, batch: Parameters<typeof batchOf>[1] = {}) =>
  savingText(findingBy(CHECK, batchOf([stored(free(change), { idleDays: 30 })], batch)));

describe('unattached volume', () => {
  const denied = unread('denied: ec2:DescribeTags');
  it.each`
    volume                                                            | age   | idle         | verdict      | because
    ${{ attachedTo: known(['i-1']) }}                                 | ${90} | ${90}        | ${'fine'}    | ${'it is in use'}
    ${{ attachedTo: known(['unnamed']) }}                             | ${90} | ${90}        | ${'fine'}    | ${'something that was not named uses it'}
    ${{ tags: known({ 'kubernetes.io/cluster/a': 'owned' }) }}        | ${90} | ${90}        | ${'fine'}    | ${'a cluster owns it'}
    ${{ tags: known({ 'ebs.csi.aws.com/cluster': 'true' }) }}         | ${90} | ${90}        | ${'fine'}    | ${'the EBS driver made it'}
    ${{ tags: known({ CSIVolumeName: 'pvc-1' }) }}                    | ${90} | ${90}        | ${'fine'}    | ${'a claim is named'}
    ${{ tags: known({ 'kubernetes.io/created-for/pvc/name': 'd' }) }} | ${90} | ${90}        | ${'fine'}    | ${'it was created for a claim'}
    ${{ tags: known({ KubernetesCluster: 'a' }) }}                    | ${90} | ${90}        | ${'fine'}    | ${'the older tag of a cluster'}
    ${{ tags: known({ kubernetes: 'no' }) }}                          | ${90} | ${90}        | ${0.9}       | ${'that is no tag of a driver'}
    ${{ tags: known({ 'ballast:keep': 'legal hold' }) }}              | ${90} | ${90}        | ${'fine'}    | ${'it is exempt'}
    ${{}}                                                             | ${13} | ${13}        | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                                             | ${-3} | ${0}         | ${'fine'}    | ${'a clock that runs ahead makes nothing old'}
    ${{}}                                                             | ${14} | ${13}        | ${0.4}       | ${'it went idle less than a window ago'}
    ${{}}                                                             | ${90} | ${undefined} | ${0.4}       | ${'nobody knows since when it is idle'}
    ${{}}                                                             | ${90} | ${14}        | ${0.9}       | ${'the window is inclusive'}
    ${{ tags: denied }}                                               | ${90} | ${90}        | ${'unknown'} | ${'a claim could be in the tags we did not read'}
    ${{ attachedTo: denied }}                                         | ${90} | ${90}        | ${'unknown'} | ${'not read is not attached to nothing'}
    ${{ createdAt: known('soon') }}                                   | ${90} | ${90}        | ${'unknown'} | ${'its creation time is no moment'}
  `('is $verdict at $age/$idle days: $because', ({ volume: change, age, idle, verdict }) => {
    expect(judge(change, age, idle)).toBe(verdict);
  });

  it.each([
    [30, 0.9, 'we have watched it for longer than the window'],
    [13, 'unknown', 'we have watched it for less than the window'],
  ])('without a creation time, seen for %i days, is %s: %s', (seenDays, verdict, _because) => {
    const unborn = stored(free({ createdAt: unread('denied') }), { firstSeen: daysAgo(seenDays), idleDays: seenDays });
    expect(outcome(CHECK, batchOf([unborn]))).toBe(verdict);
  });

  it('is never waste when the attachments or the tags were not read', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.string(), fc.boolean(), (age, idle, reason, attachments) => {
        const verdict = judge(attachments ? { attachedTo: unread(reason) } : { tags: unread(reason) }, age, idle);
        return verdict === 'unknown' || (verdict === 'fine' && !attachments && age < 14);
      }),
    );
  });

  it('says what was not read', () => {
    const finding = findingBy(CHECK, batchOf([stored(free({ tags: unread('denied: ec2:DescribeTags') }))]));
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      reason: 'tags: denied: ec2:DescribeTags',
      confidence: 0,
      countsTowardsTotal: false,
    });
  });

  it('waits as long as it is told', () => {
    const settings = { params: { 'volume-unattached': { minDays: 100 } }, exemptTags: {} };
    expect(outcome(CHECK, batchOf([stored(free(), { idleDays: 90 })], { settings }))).toBe('fine');
  });
});

describe('saving of an unattached volume', () => {
  it.each`
    volume                                                | expected                                        | because
    ${{}}                                                 | ${'3.00 [3.00 to 8.00] USD price-api'}          | ${'100 x 0.08, less 100 x 0.05 for the copy'}
    ${{ sizeGiB: 500, iops: 6000, throughputMiBps: 250 }} | ${'35.00 [35.00 to 60.00] USD price-api'}       | ${'40 + 3,000 x 0.005 + 125 x 0.04, less 25'}
    ${{ iops: 3000, throughputMiBps: 125 }}               | ${'3.00 [3.00 to 8.00] USD price-api'}          | ${'what gp3 includes is not billed'}
    ${{ tier: 'io1', iops: 1000 }}                        | ${'72.50 [72.50 to 77.50] USD price-api'}       | ${'12.5 + 1,000 x 0.065, less 5'}
    ${{ tier: 'io2', iops: 40000 }}                       | ${'2451.50 [2451.50 to 2456.50] USD price-api'} | ${'12.5 + 32,000 x 0.065 + 8,000 x 0.0455, less 5'}
    ${{ tier: 'io2', iops: 70000 }}                       | ${'3734.60 [3734.60 to 3739.60] USD price-api'} | ${'12.5 + 2,080 + 32,000 x 0.0455 + 6,000 x 0.03185, less 5'}
    ${{ tier: 'sc1', sizeGiB: 500 }}                      | ${'0.00 [-17.50 to 7.50] USD price-api'}        | ${'a full-size copy costs more than the volume'}
  `('of $volume is $expected: $because', ({ volume: change, expected }) => {
    expect(saving(change)).toBe(expected);
    expect(`${termSum(findingBy(CHECK, batchOf([stored(free(change))]))!)} `).toBe(
      expected.slice(0, expected.indexOf('[')),
    );
  });

  it('takes the bill where it covers the volume, and scales the copy like the volume', () => {
    // 7.20 over 30 days is 7.20 / 30 x 730 / 24 = 7.30 a month against 8.00 at list: the copy is 5.00 x 0.9125.
    expect(saving({}, { billed: billed({ 'vol-1': ['7.20', 30] }) })).toBe('2.7375 [2.7375 to 7.30] USD billing');
  });

  it.each([
    ['6.00', 25, 'USD', '2.7375 [2.7375 to 7.30] USD billing', '25 days are enough: 6.00 / 25 x 730 / 24'],
    ['6.00', 24, 'USD', '3.00 [3.00 to 8.00] USD price-api', 'fewer are not'],
    ['7.20', 30, 'EUR', '2.7375 [2.7375 to 7.30] EUR billing', 'a ratio needs no exchange rate'],
    ['-7.20', 30, 'USD', '3.00 [3.00 to 8.00] USD price-api', 'a refund is no running cost'],
    ['0.00', 30, 'USD', '0.00 [0.00 to 0.00] USD billing', 'what is free saves nothing'],
    ['7.20', Number.NaN, 'USD', '3.00 [3.00 to 8.00] USD price-api', 'no number of days'],
  ])('billed %s over %s days in %s is %s: %s', (amount, days, currency, expected) => {
    expect(saving({}, { billed: billed({ 'vol-1': [amount, days, currency] }) })).toBe(expected);
  });

  it.each([
    [{}, { prices: priceBook(['volume/gp3']) }, 'no price for volume/gp3 in us-east-1'],
    [{}, { prices: priceBook(['snapshot/standard']) }, 'no price for snapshot/standard in us-east-1'],
    [
      {},
      { prices: new Map(), unread: new Map([['prices', 'denied: pricing:GetProducts'] as const]) },
      'no price for volume/gp3 in us-east-1 (prices: denied: pricing:GetProducts)',
    ],
    [
      {},
      { prices: new Map([...priceBook(), ['volume/gp3', price('volume/gp3', '0.08', 'hour')]]) },
      'the price for volume/gp3 is per hour, not per GiB-month',
    ],
    [
      {},
      { prices: new Map([...priceBook(), ['volume/gp3', price('volume/gp3', 'NaN', 'GiB-month')]]) },
      'the price for volume/gp3 is NaN',
    ],
    [{ sizeGiB: Number.NaN }, {}, 'gp3 storage: NaN is no quantity to bill'],
    [{ sizeGiB: -5 }, {}, 'gp3 storage: -5 is no quantity to bill'],
    [{ tier: 'gp9' }, {}, 'how volumes of type gp9 are billed is not known'],
    [{ tier: 'io2' }, {}, 'the provisioned IOPS of a volume of type io2 were not read'],
    [{ tier: 'io2', iops: Number.NaN }, {}, 'io2 provisioned IOPS: NaN is no quantity to bill'],
    [
      {},
      { prices: priceBook(['volume/gp3']), billed: billed({ 'vol-1': ['7.20', 30] }) },
      'the bill has no price for what would replace it, and no price for volume/gp3 in us-east-1',
    ],
  ])('of %o with %o is unknown: %s', (change, batch, reason) => {
    expect(saving(change, batch)).toBe(`unknown: ${reason}`);
  });

  it('never mixes currencies of a price list', () => {
    const euro = price('volume-iops/gp3', '0.0055', 'IOPS-month');
    const prices = priceBook().set(euro.item, { ...euro, listPrice: { ...euro.listPrice, currency: 'EUR' } });
    expect(saving({ iops: 6000 }, { prices })).toBe('unknown: costs in EUR and USD cannot be added');
  });

  it('shows each term with its price, so that it can be recomputed by hand', () => {
    const finding = findingBy(CHECK, batchOf([stored(free({ iops: 6000 }))]))!;
    expect(
      finding.monthlySavings.known &&
        finding.monthlySavings.value.terms.map(({ label, quantity, unit, unitPrice, amount }) => [
          label,
          quantity,
          unit,
          unitPrice,
          amount.nanos,
        ]),
    ).toEqual([
      ['gp3 storage', '100', 'GiB-month', '0.08', 8_000_000_000n],
      ['gp3 IOPS above 3,000', '3000', 'IOPS-month', '0.005', 15_000_000_000n],
      ['snapshot kept, full size', '100', 'GiB-month', '0.05', -5_000_000_000n],
    ]);
  });
});
