import { describe, expect, it } from 'vitest';
import { billedHours } from '../../../src/analysis/pricing/sustained-use.ts';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { cloudPrices, cloudSize, GCP, gcpMachine, windowOf } from '../../support/cloud-builders.ts';
import { fourWeeks, officeHours, weekOf } from '../../support/compute-builders.ts';
import { daysAgo, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

/** Of us-central1; vCPU and memory SKUs added up. Windows holds 4 x 0.046 an hour. */
const prices = cloudPrices(GCP, [
  ['instance/n2-standard-4/linux', '0.194236', 'hour'],
  ['instance/n2-standard-2/linux', '0.097118', 'hour'],
  ['instance/e2-standard-2/linux', '0.067012', 'hour'],
  ['instance/n2-custom-6-20480/linux', '0.26', 'hour'],
  ['instance/n1-standard-4/linux', '0.19', 'hour'],
  ['instance/n1-standard-4/windows', '0.374', 'hour'],
  ['volume/pd-ssd', '0.17', 'GiB-month'],
  ['volume/pd-ssd-regional', '0.34', 'GiB-month'],
  ['volume/hyperdisk-balanced', '0.08', 'GiB-month'],
  ['volume-iops/hyperdisk-balanced', '0.005', 'IOPS-month'],
  ['volume-throughput/hyperdisk-balanced', '0.04', 'MiBps-month'],
  ['snapshot/standard', '0.05', 'GiB-month'],
]);

const sizes = new Map(
  [
    cloudSize(GCP, 'n2-standard-4', 4, 16),
    cloudSize(GCP, 'n2-standard-2', 2, 8),
    cloudSize(GCP, 'n2-custom-6-20480', 6, 20),
    cloudSize(GCP, 'e2-standard-2', 2, 8, { generation: 2 }),
  ].map((size) => [size.name, { ...size, generation: 2 }]),
);

const idle = (machine: Instance, change: Partial<AnalysisBatch> = {}) =>
  batchOf([stored(machine)], {
    scope: GCP,
    prices,
    sizes,
    digests: digestsOf(
      windowOf('cpu-percent-maximum', 2, machine.resourceId),
      windowOf('network-bytes', 1000, machine.resourceId, { daily: true }),
    ),
    ...change,
  });

describe('sustained-use discounts', () => {
  it.each`
    size                  | hours  | billed   | because
    ${'n1-standard-4'}    | ${730} | ${511}   | ${'a whole month of N1 costs 70 %'}
    ${'custom-4-8192'}    | ${730} | ${511}   | ${'custom types without a prefix are N1'}
    ${'f1-micro'}         | ${730} | ${511}   | ${'shared cores of the first generation too'}
    ${'n2-standard-4'}    | ${730} | ${584}   | ${'a whole month of N2 costs 80 %'}
    ${'n2d-custom-4-512'} | ${730} | ${584}   | ${'custom types as well'}
    ${'c2-standard-4'}    | ${730} | ${584}   | ${'C2 costs 80 %'}
    ${'e2-standard-4'}    | ${730} | ${730}   | ${'E2 has no such discount'}
    ${'c3-standard-4'}    | ${730} | ${730}   | ${'nor has C3'}
    ${'n4-standard-4'}    | ${730} | ${730}   | ${'nor N4'}
    ${'t2d-standard-4'}   | ${730} | ${730}   | ${'nor T2D'}
    ${'n1-standard-4'}    | ${365} | ${328.5} | ${'half a month: 182.5 + 182.5 x 0.8'}
    ${'n1-standard-4'}    | ${100} | ${100}   | ${'the first quarter has none'}
  `('bill $billed of $hours hours of $size: $because', ({ size, hours, billed: expected }) => {
    expect(billedHours('gcp', size, hours)).toBe(expected);
  });

  it('are of Google Cloud alone', () => {
    expect(billedHours('azure', 'n1-standard-4')).toBe(730);
  });
});

describe('an idle machine of Google Cloud', () => {
  it('saves its discounted hours: 584 x 0.194236', () => {
    const finding = findingBy('gcp-vm-idle', idle(gcpMachine()))!;
    expect(savingText(finding)).toBe('113.433824 [113.433824 to 113.433824] USD price-api');
  });

  it('saves a custom type at the price of its shape: 584 x 0.26', () => {
    const finding = findingBy('gcp-vm-idle', idle(gcpMachine({ sizeName: 'n2-custom-6-20480' })));
    expect(savingText(finding)).toBe('151.84 [151.84 to 151.84] USD price-api');
  });

  it('has no discount on its licence: 730 x 0.374 - 219 x 0.19', () => {
    const machine = gcpMachine({
      sizeName: 'n1-standard-4',
      operatingSystem: known('windows'),
      licence: known('included'),
    });
    const finding = findingBy('gcp-vm-idle', idle(machine))!;
    expect(savingText(finding)).toBe('231.41 [231.41 to 231.41] USD price-api');
    expect(termSum(finding)).toBe('231.41');
  });

  it('costs what one with Linux does where its licence is its owner’s: 511 x 0.19', () => {
    const machine = gcpMachine({
      sizeName: 'n1-standard-4',
      operatingSystem: known('windows'),
      licence: known('own'),
    });
    expect(savingText(findingBy('gcp-vm-idle', idle(machine)))).toBe('97.09 [97.09 to 97.09] USD price-api');
  });

  it.each`
    change                                      | verdict      | because
    ${{}}                                       | ${0.8}       | ${'it does nothing'}
    ${{ managedBy: 'mig' }}                     | ${'fine'}    | ${'its group would start another one'}
    ${{ tags: known({ 'goog-gke-node': '' }) }} | ${'fine'}    | ${'it is a node of GKE'}
    ${{ startedAt: known(daysAgo(3)) }}         | ${'fine'}    | ${'it was started this week'}
    ${{ startedAt: unread('denied') }}          | ${'unknown'} | ${'Google tells the start: not read is not long ago'}
    ${{ tags: unread('denied') }}               | ${'unknown'} | ${'it may be a node'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome('gcp-vm-idle', idle(gcpMachine(change)))).toBe(verdict);
  });

  it('is never waste when its load was not read', () => {
    expect(outcome('gcp-vm-idle', idle(gcpMachine(), { digests: new Map() }))).toBe('unknown');
  });
});

describe('an oversized machine of Google Cloud', () => {
  const loaded = (machine: Instance) => ({
    scope: GCP,
    prices,
    sizes,
    digests: digestsOf(
      windowOf('cpu-percent-maximum', 30, machine.resourceId),
      windowOf('cpu-percent-average', 20, machine.resourceId),
      windowOf('memory-percent-maximum', 35, machine.resourceId),
      windowOf('network-bytes', 5e9, machine.resourceId, { daily: true }),
    ),
  });

  it('is priced with the discount on both sides: E2 has none and is still cheaper', () => {
    const machine = gcpMachine();
    const finding = findingBy('gcp-vm-rightsize', batchOf([stored(machine)], loaded(machine)))!;
    // 584 x 0.194236 - 730 x 0.067012 = 64.515064; of N2: 584 x 0.097118 = 56.716912
    expect(finding.evidence['options']).toContain('n2-standard-2');
    expect(finding.evidence['options']).toContain('e2-standard-2');
    expect([
      '64.515064 [64.515064 to 64.515064] USD price-api',
      '56.716912 [56.716912 to 56.716912] USD price-api',
    ]).toContain(savingText(finding));
  });
});

describe('a machine of Google Cloud with idle nights', () => {
  it('costs more an hour once it runs less: a schedule saves less than its share', () => {
    const machine = gcpMachine();
    const cpu = weekOf(officeHours, 60, 1);
    const net = weekOf(officeHours, 1e8, 1000);
    const batch = batchOf([stored(machine)], {
      scope: GCP,
      prices,
      sizes,
      digests: digestsOf(
        fourWeeks('cpu-percent-maximum-four-weeks', cpu, { resourceId: machine.resourceId }),
        fourWeeks('network-bytes-four-weeks', net, { resourceId: machine.resourceId }),
      ),
    });
    const finding = findingBy('gcp-vm-schedule', batch)!;
    // Off for 118 of 168 hours: 217.261905 hours are left, 182.5 of them at full price, 34.761905 x 13/15 after.
    const left = billedHours('gcp', 'n2-standard-4', (730 * 50) / 168);
    expect(left).toBe(212.627);
    expect(finding.evidence['offHours']).toBe(118);
    // (584 - 212.627) x 0.194236
    expect(savingText(finding)).toBe('72.134006028 [72.134006028 to 72.134006028] USD price-api');
  });
});

describe('disks of Google Cloud', () => {
  const disk = (change: Parameters<typeof volume>[0] = {}) =>
    volume({
      scope: GCP,
      type: 'gcp:compute:disk',
      resourceId: 'disk',
      tier: 'pd-ssd',
      attachedTo: known([]),
      detachedAt: known(daysAgo(40)),
      ...change,
    });
  const batch = (of: ReturnType<typeof disk>, change: Partial<AnalysisBatch> = {}) =>
    batchOf([stored(of)], { scope: GCP, prices, ...change });

  it.each`
    change                                        | verdict      | because
    ${{}}                                         | ${0.9}       | ${'it was let go 40 days ago'}
    ${{ detachedAt: known(daysAgo(14)) }}         | ${'fine'}    | ${'Google waits 15 days'}
    ${{ detachedAt: known(daysAgo(15)) }}         | ${0.9}       | ${'the window is inclusive'}
    ${{ detachedAt: known(null) }}                | ${0.9}       | ${'never attached: idle since it was made'}
    ${{ detachedAt: unread('missing') }}          | ${'unknown'} | ${'not read is not long ago'}
    ${{ attachedTo: unread('denied') }}           | ${'unknown'} | ${'not read is not unattached'}
    ${{ attachedTo: known(['vm']) }}              | ${'fine'}    | ${'a machine holds it, stopped or not'}
    ${{ heldBy: 'an export' }}                    | ${'fine'}    | ${'something reads it'}
    ${{ tags: known({ 'goog-gke-volume': '' }) }} | ${'fine'}    | ${'a claim owns it'}
  `('unattached: $verdict, $because', ({ change, verdict }) => {
    expect(outcome('gcp-disk-unattached', batch(disk(change)))).toBe(verdict);
  });

  it.each`
    change                                                              | saving
    ${{}}                                                               | ${'12.00 [12.00 to 17.00] USD price-api'}
    ${{ regional: true }}                                               | ${'29.00 [29.00 to 34.00] USD price-api'}
    ${{ tier: 'hyperdisk-balanced', iops: 5000, throughputMiBps: 140 }} | ${'13.00 [13.00 to 18.00] USD price-api'}
    ${{ tier: 'hyperdisk-balanced', iops: 3000, throughputMiBps: 240 }} | ${'7.00 [7.00 to 12.00] USD price-api'}
    ${{ tier: 'hyperdisk-balanced' }}                                   | ${'unknown: the provisioned iops of a disk of type hyperdisk-balanced was not read'}
  `('save $saving', ({ change, saving }) => {
    expect(savingText(findingBy('gcp-disk-unattached', batch(disk(change))))).toBe(saving);
  });

  it('save what the bill says, with the snapshot on its footing: 20 x 730 / 720 of a list price of 17', () => {
    const finding = findingBy('gcp-disk-unattached', batch(disk(), { billed: billed({ disk: ['20.00', 30] }) }))!;
    expect(finding.monthlySavings.known && finding.monthlySavings.value.basis).toBe('billing');
    expect(termSum(finding)).toBe('14.31372549');
  });
});
