import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { BlockVolume } from '../../../src/domain/resources.ts';
import { performanceDigests } from '../../support/images-builders.ts';
import { AZURE, cloudPrices } from '../../support/cloud-builders.ts';
import { daysAgo, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-ebs-iops-overprovisioned';

const of = (change: Partial<BlockVolume>, used: readonly [number, number] | null) =>
  batchOf([stored(volume(change))], used === null ? {} : { digests: digestsOf(...performanceDigests(...used)) });

const gp3 = { tier: 'gp3', iops: 10_000, throughputMiBps: 500 };
const io2 = { tier: 'io2', iops: 40_000, sizeGiB: 1000 };

describe('volume with more performance than it uses', () => {
  it.each`
    change | used             | iops      | MiBps   | saving                                          | because
    ${gp3} | ${[1000, 50]}    | ${3000}   | ${125}  | ${'50.00 [50.00 to 50.00] USD price-api'}       | ${'7,000 x 0.005 + 375 x 0.04: what is included is left'}
    ${gp3} | ${[4000, 50]}    | ${4800}   | ${125}  | ${'41.00 [41.00 to 41.00] USD price-api'}       | ${'4,800 with headroom'}
    ${gp3} | ${[1000, 300]}   | ${3000}   | ${500}  | ${'35.00 [35.00 to 35.00] USD price-api'}       | ${'its throughput is used by more than half'}
    ${gp3} | ${[6000, 50]}    | ${10_000} | ${125}  | ${'15.00 [15.00 to 15.00] USD price-api'}       | ${'its IOPS are'}
    ${io2} | ${[10_000, 100]} | ${12_000} | ${null} | ${'1664.00 [1664.00 to 1664.00] USD price-api'} | ${'20,000 x 0.065 at the first step, 8,000 x 0.0455 at the second'}
  `('$change at $used is set to $iops and $MiBps: $because', ({ change, used, iops, MiBps, saving }) => {
    const finding = findingBy(CHECK, of(change, used))!;
    expect(savingText(finding)).toBe(saving);
    expect(finding.evidence).toMatchObject({ targetIops: iops, targetThroughputMiBps: MiBps });
    expect(finding.action.params).toEqual({ iops, ...(MiBps !== null && { throughputMiBps: MiBps }) });
    expect(`${termSum(finding)} `).toBe(saving.slice(0, saving.indexOf('[')));
  });

  it.each`
    change                                          | used         | expected     | because
    ${{ ...gp3, iops: 3000, throughputMiBps: 125 }} | ${[10, 1]}   | ${'fine'}    | ${'what is included costs nothing'}
    ${{ tier: 'gp3' }}                              | ${[10, 1]}   | ${'fine'}    | ${'EC2 leaves out what stands at its default'}
    ${{ tier: 'gp2' }}                              | ${[10, 1]}   | ${'fine'}    | ${'gp2 has nothing to set'}
    ${{ tier: 'io1', iops: 100 }}                   | ${[1, 1]}    | ${'fine'}    | ${'the least that can be set'}
    ${{ ...gp3, throughputMiBps: 125 }}             | ${[5000, 1]} | ${'fine'}    | ${'half of it exactly is not below half'}
    ${{ ...gp3, throughputMiBps: 125 }}             | ${[4999, 1]} | ${0.8}       | ${'just below'}
    ${{ ...gp3, attachedTo: known([]) }}            | ${[10, 1]}   | ${'fine'}    | ${'nothing tells what it will be asked for'}
    ${{ ...gp3, attachedTo: unread('denied') }}     | ${[10, 1]}   | ${'unknown'} | ${'it may be in use'}
    ${{ ...gp3, changedAt: known(daysAgo(0)) }}     | ${[10, 1]}   | ${'fine'}    | ${'it was changed just now'}
    ${gp3}                                          | ${null}      | ${'unknown'} | ${'without metrics nothing is known of its use'}
    ${{ ...gp3, tags: unread('denied') }}           | ${[10, 1]}   | ${'unknown'} | ${'its tags may exempt it'}
    ${{ ...gp3, sizeGiB: Number.NaN }}              | ${[10, 1]}   | ${'unknown'} | ${'a cost that is no number'}
  `('is $expected with $change at $used: $because', ({ change, used, expected }) => {
    expect(outcome(CHECK, of(change, used))).toBe(expected);
  });

  it('leaves the IOPS that the throughput needs', () => {
    // 1,000 MiB/s at 256 KiB are 4,000 operations a second, however few were counted.
    const finding = findingBy(CHECK, of({ tier: 'gp3', iops: 16_000, throughputMiBps: 1000 }, [500, 900]));
    expect(finding?.evidence).toMatchObject({ targetIops: 4000, targetThroughputMiBps: 1000 });
    const io1 = findingBy(CHECK, of({ tier: 'io1', iops: 16_000, sizeGiB: 400 }, [500, 400]));
    expect(io1?.evidence).toMatchObject({ targetIops: 1920 });
  });

  it('never proposes more than there is, nor less than was used', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3001, max: 16_000 }),
        fc.integer({ min: 126, max: 1000 }),
        fc.nat(20_000),
        fc.nat(1200),
        (iops, throughputMiBps, usedIops, usedMiBps) => {
          const evidence = findingBy(
            CHECK,
            of({ tier: 'gp3', iops, throughputMiBps }, [usedIops, usedMiBps]),
          )?.evidence;
          if (evidence === undefined) return;
          expect(evidence['targetIops']).toBeLessThanOrEqual(iops);
          expect(evidence['targetThroughputMiBps']).toBeLessThanOrEqual(throughputMiBps);
          expect(evidence['targetIops']).toBeGreaterThanOrEqual(Math.min(iops, usedIops));
          expect(evidence['targetThroughputMiBps']).toBeGreaterThanOrEqual(Math.min(throughputMiBps, usedMiBps));
        },
      ),
    );
  });
});

describe('managed disk of Azure with more performance than it uses', () => {
  const AZURE_CHECK = 'azure-disk-ultra-v2-overprovisioned';
  /** MB of 10^6 bytes a second, in which they are set. */
  const MB = 0.95367431640625;
  const prices = cloudPrices(AZURE, [
    ['volume/ultrassd_lrs', '0.12', 'GiB-month'],
    ['volume-iops/ultrassd_lrs', '0.05', 'IOPS-month'],
    ['volume-throughput/ultrassd_lrs', '0.4', 'MiBps-month'],
    ['volume/premiumv2_lrs', '0.08', 'GiB-month'],
    ['volume-iops/premiumv2_lrs', '0.005', 'IOPS-month'],
    ['volume-throughput/premiumv2_lrs', '0.04', 'MiBps-month'],
  ]);
  const disk = (tier: string, sizeGiB: number, iops: number, mbps: number, used: readonly [number, number]) =>
    batchOf([stored(volume({ scope: AZURE, tier, sizeGiB, iops, throughputMiBps: mbps * MB }))], {
      scope: AZURE,
      prices,
      digests: digestsOf(...performanceDigests(used[0], used[1] * MB, { scope: AZURE })),
    });

  it.each`
    tier               | sizeGiB | iops     | mbps   | used           | toIops  | toMBps  | because
    ${'UltraSSD_LRS'}  | ${100}  | ${10000} | ${400} | ${[2000, 50]}  | ${2400} | ${60}   | ${'both with headroom'}
    ${'UltraSSD_LRS'}  | ${4000} | ${10000} | ${400} | ${[1000, 5]}   | ${4000} | ${16}   | ${'1 IOPS a GiB, and 4 kB/s for each'}
    ${'UltraSSD_LRS'}  | ${4}    | ${1000}  | ${10}  | ${[5, 0.1]}    | ${100}  | ${1}    | ${'100 IOPS and 1 MB/s at least'}
    ${'UltraSSD_LRS'}  | ${100}  | ${10000} | ${400} | ${[100, 300]}  | ${1600} | ${400}  | ${'the IOPS carry the throughput'}
    ${'PremiumV2_LRS'} | ${100}  | ${10000} | ${400} | ${[100, 5]}    | ${3000} | ${125}  | ${'what is free of charge is left'}
    ${'PremiumV2_LRS'} | ${100}  | ${3000}  | ${125} | ${[100, 5]}    | ${null} | ${null} | ${'it has nothing that costs'}
    ${'UltraSSD_LRS'}  | ${100}  | ${10000} | ${400} | ${[5000, 200]} | ${null} | ${null} | ${'a half is used'}
    ${'Premium_LRS'}   | ${100}  | ${500}   | ${100} | ${[1, 1]}      | ${null} | ${null} | ${'its performance comes with its size'}
  `(
    '$tier of $sizeGiB GiB at $used: $toIops and $toMBps, $because',
    ({ tier, sizeGiB, iops, mbps, used, toIops, toMBps }) => {
      const finding = findingBy(AZURE_CHECK, disk(tier, sizeGiB, iops, mbps, used));
      if (toIops === null) return expect(finding).toBeUndefined();
      expect(finding?.verdict).toBe('waste');
      expect(finding?.action.params).toEqual({ iops: toIops, throughputMiBps: toMBps * MB });
    },
  );

  it('saves the units that are given back: 7,600 x 0.05 + 340 MB/s x 0.4 a MiB/s', () => {
    const finding = findingBy(AZURE_CHECK, disk('UltraSSD_LRS', 100, 10_000, 400, [2000, 50]))!;
    expect(Number(savingText(finding).split(' ')[0])).toBeCloseTo(7600 * 0.05 + 340 * MB * 0.4, 4);
  });
});
