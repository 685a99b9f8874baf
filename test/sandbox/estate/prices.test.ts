import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, divideHalfEven, picoOf, sumDecimals } from '../../../src/sandbox/estate/decimal.ts';
import { ebsCharges, ebsMonthly, gp2ToGp3Saving } from '../../../src/sandbox/estate/ebs-charges.ts';
import {
  ebsRate,
  instanceHourly,
  instanceMonthly,
  instanceType,
  priceBook,
  publicIpv4Monthly,
} from '../../../src/sandbox/estate/prices.ts';

describe('prices', () => {
  it('are those of the list, as text', () => {
    expect(instanceHourly('m5.large', 'us-east-1')).toBe('0.096');
    expect(instanceHourly('m5.xlarge', 'eu-central-1')).toBe('0.23');
    expect(instanceMonthly('m5.large', 'us-east-1')).toBe('70.08');
    expect(publicIpv4Monthly()).toBe('3.65');
    expect(ebsRate('us-east-1', 'standard.ioRequest')).toBe('0.00000005');
    expect(instanceType('m6g.xlarge')).toMatchObject({ vcpu: 4, memoryGiB: 16, architecture: 'arm64' });
  });

  it('are unknown where the list has none', () => {
    expect(instanceHourly('m5.large', 'us-west-2')).toBeUndefined();
    expect(instanceMonthly('m9.huge', 'us-east-1')).toBeUndefined();
    expect(() => ebsRate('us-east-2', 'gp3.gbMonth')).toThrow(RangeError);
    expect(() => ebsRate('us-east-1', 'gp9.gbMonth')).toThrow(RangeError);
  });

  it('come with their sources', () => {
    const { sources, instanceTypes, regions } = priceBook();
    expect(sources.every(({ repo, licence, asOf }) => repo && licence && asOf)).toBe(true);
    expect(instanceTypes.size).toBeGreaterThan(1000);
    expect(regions).toHaveLength(5);
    for (const region of regions) {
      expect([...instanceTypes.values()].filter(({ usdPerHour }) => usdPerHour[region]).length).toBeGreaterThan(200);
    }
  });

  it.each`
    shape                                                              | usd
    ${{ type: 'gp2', sizeGiB: 100 }}                                   | ${'10'}
    ${{ type: 'gp3', sizeGiB: 100, iops: 3000, throughputMiBps: 125 }} | ${'8'}
    ${{ type: 'gp3', sizeGiB: 100, iops: 4001, throughputMiBps: 126 }} | ${'13.045'}
    ${{ type: 'io1', sizeGiB: 10, iops: 100 }}                         | ${'7.75'}
    ${{ type: 'io2', sizeGiB: 1, iops: 32_000 }}                       | ${'2080.125'}
    ${{ type: 'io2', sizeGiB: 1, iops: 64_001 }}                       | ${'3536.15685'}
    ${{ type: 'st1', sizeGiB: 500 }}                                   | ${'22.5'}
    ${{ type: 'standard', sizeGiB: 8 }}                                | ${'0.4'}
  `('of $shape are $usd USD a month in us-east-1', ({ shape, usd }) => {
    expect(ebsMonthly(shape, 'us-east-1')).toBe(usd);
  });

  it('of io2 fall into their tiers', () => {
    const charges = ebsCharges({ type: 'io2', sizeGiB: 100, iops: 70_000 }, 'us-east-1');
    expect(charges.map(({ usageType, quantity }) => [usageType, quantity])).toEqual([
      ['EBS:VolumeUsage.io2', 100],
      ['EBS:VolumeP-IOPS.io2', 32_000],
      ['EBS:VolumeP-IOPS.io2.tier2', 32_000],
      ['EBS:VolumeP-IOPS.io2.tier3', 6000],
    ]);
  });

  it('make gp3 cheaper than gp2 at full gp2 performance outside 171 to 250 GiB, and dearer inside', () => {
    for (const region of priceBook().regions) {
      const saving = (sizeGiB: number) =>
        gp2ToGp3Saving(sizeGiB, region, {
          iops: Math.max(3000, Math.min(16_000, sizeGiB * 3)),
          throughputMiBps: sizeGiB <= 170 ? 128 : 250,
        });
      for (const sizeGiB of [8, 20, 100, 170, 251, 334, 1000, 1001, 5334, 16_384])
        expect(saving(sizeGiB) > 0n).toBe(true);
      for (const sizeGiB of [171, 180, 200, 249]) expect(saving(sizeGiB) < 0n).toBe(true);
    }
  });
});

describe('decimals', () => {
  const pico = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

  it('survive the way to text and back', () => {
    fc.assert(fc.property(pico, (value) => picoOf(decimalOf(value)) === value));
  });

  it('add up exactly, in any order', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
    fc.assert(
      fc.property(fc.array(pico), (values) => {
        const texts = values.map(decimalOf);
        expect(sumDecimals(texts)).toBe(sumDecimals(texts.toReversed()));
        expect(picoOf(sumDecimals(texts))).toBe(values.reduce((sum, value) => sum + value, 0n));
      }),
    );
  });

  it.each(['', '1e5', '.5', '1.', '0.0000000000001', ' 1', 'NaN'])('refuse "%s"', (text) => {
    expect(() => picoOf(text)).toThrow(RangeError);
  });

  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [10n, 3n, 3n],
    [11n, 3n, 4n],
    [0n, 9n, 0n],
  ])('divide half to even: %s / %s = %s', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient);
  });
});

/** The file that the shipped one is made from lies beside the working copy of the project only. */
const ORIGIN = '../shared/data/prices/aws.json';

describe.skipIf(!existsSync(ORIGIN))('the shipped price file (needs ../shared/data/prices)', () => {
  it('is what the script makes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ballast-prices-'));
    try {
      const made = join(folder, 'prices.json');
      execFileSync(process.execPath, ['scripts/make-sandbox-prices.ts', ORIGIN, made]);
      expect(readFileSync(made, 'utf8')).toBe(readFileSync('src/sandbox/data/aws-prices.json', 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
