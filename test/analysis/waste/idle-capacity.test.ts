import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { CapacityReservation, DedicatedHost, Instance } from '../../../src/domain/resources.ts';
import { capacityReservation, dedicatedHost, machinePrices, machineSizes } from '../../support/compute-builders.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const denied = unread('denied');

describe('instance with idle GPUs', () => {
  const CHECK = 'aws-ec2-gpu-idle';
  const batch = (
    change: Partial<Instance> = {},
    gpu: Partial<MetricDigest> | null = {},
    cpu: Partial<MetricDigest> | null = {},
    more: Parameters<typeof batchOf>[1] = {},
  ) =>
    batchOf([stored(instance({ sizeName: 'g4dn.xlarge', ...change }))], {
      prices: machinePrices(),
      sizes: machineSizes(),
      digests: digestsOf(
        ...(gpu === null ? [] : [digest('gpu-percent-maximum', 2, gpu)]),
        ...(cpu === null ? [] : [digest('cpu-percent-maximum', 40, cpu)]),
      ),
      ...more,
    });

  it.each`
    machine                                        | gpu                     | cpu                             | verdict      | because
    ${{}}                                          | ${{}}                   | ${{}}                           | ${0.85}      | ${'2 % at most, whatever the CPU does'}
    ${{}}                                          | ${{ max: 5 }}           | ${{ max: 1 }}                   | ${'fine'}    | ${'the bar itself is work, whatever the CPU does'}
    ${{}}                                          | ${null}                 | ${{ max: 1.9 }}                 | ${0.7}       | ${'no agent, and a CPU that feeds nothing'}
    ${{}}                                          | ${null}                 | ${{ max: 2 }}                   | ${'fine'}    | ${'no agent, and a CPU that may feed them'}
    ${{}}                                          | ${null}                 | ${null}                         | ${'unknown'} | ${'neither was read'}
    ${{}}                                          | ${{ sampleCount: 302 }} | ${{}}                           | ${'unknown'} | ${'a gap could hide the one run'}
    ${{}}                                          | ${null}                 | ${{ max: 1, sampleCount: 302 }} | ${'unknown'} | ${'here too'}
    ${{ sizeName: 'm5.xlarge' }}                   | ${{}}                   | ${{}}                           | ${'fine'}    | ${'it has none'}
    ${{ sizeName: 'x9.huge' }}                     | ${{}}                   | ${{}}                           | ${'fine'}    | ${'nothing tells that it has any'}
    ${{ powerState: 'stopped' }}                   | ${{}}                   | ${{}}                           | ${'fine'}    | ${'it does not run'}
    ${{ startedAt: known(daysAgo(6)) }}            | ${{}}                   | ${{}}                           | ${'fine'}    | ${'it was started inside the window'}
    ${{ startedAt: known(daysAgo(7)) }}            | ${{}}                   | ${{}}                           | ${0.85}      | ${'the window is inclusive'}
    ${{ startedAt: denied }}                       | ${{}}                   | ${{}}                           | ${'unknown'} | ${'it may have been started today'}
    ${{ tags: known({ KubernetesCluster: 'a' }) }} | ${{}}                   | ${{}}                           | ${'fine'}    | ${'a node: its scheduler decides'}
    ${{ tags: denied }}                            | ${{}}                   | ${{}}                           | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ machine, gpu, cpu, verdict }) => {
    expect(outcome(CHECK, batch(machine, gpu, cpu))).toBe(verdict);
  });

  it('saves the whole instance', () => {
    expect(savingText(findingBy(CHECK, batch()))).toBe('383.98 [383.98 to 383.98] USD price-api'); // 0.526 x 730
  });
});

describe('unused capacity reservation', () => {
  const CHECK = 'aws-ec2-capacity-reservation-unused';
  const batch = (
    change: Partial<CapacityReservation> = {},
    mean: Partial<MetricDigest> | null = {},
    most: Partial<MetricDigest> | null = {},
    more: Parameters<typeof batchOf>[1] = {},
  ) =>
    batchOf([stored(capacityReservation(change))], {
      prices: machinePrices(),
      digests: digestsOf(
        ...(mean === null ? [] : [digest('used-percent-average', 0, { resourceId: 'cr-1', ...mean })]),
        ...(most === null ? [] : [digest('used-percent-maximum', 0, { resourceId: 'cr-1', ...most })]),
      ),
      ...more,
    });

  it.each`
    reservation                         | mean                    | most            | verdict      | because
    ${{}}                               | ${{}}                   | ${{}}           | ${0.85}      | ${'no place was ever used'}
    ${{}}                               | ${{ mean: 25 }}         | ${{ max: 50 }}  | ${0.7}       | ${'two of four never were'}
    ${{}}                               | ${{ mean: 49 }}         | ${{ max: 100 }} | ${'fine'}    | ${'it was full once: it is needed then'}
    ${{}}                               | ${{ mean: 50 }}         | ${{ max: 50 }}  | ${'fine'}    | ${'half of it is used in the mean'}
    ${{ availableCount: 0 }}            | ${{}}                   | ${{}}           | ${'fine'}    | ${'all of it is taken now'}
    ${{ ends: 'at-a-date' }}            | ${{}}                   | ${{}}           | ${'fine'}    | ${'it ends by itself'}
    ${{ ends: 'prepaid' }}              | ${{}}                   | ${{}}           | ${'fine'}    | ${'it is paid for'}
    ${{ committedUntil: daysAgo(-3) }}  | ${{}}                   | ${{}}           | ${'fine'}    | ${'it can’t be cancelled yet'}
    ${{ committedUntil: daysAgo(3) }}   | ${{}}                   | ${{}}           | ${0.85}      | ${'it can by now'}
    ${{ paidBy: '999988887777' }}       | ${{}}                   | ${{}}           | ${'fine'}    | ${'another account pays'}
    ${{ createdAt: known(daysAgo(6)) }} | ${{}}                   | ${{}}           | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: denied }}            | ${{}}                   | ${{}}           | ${'unknown'} | ${'it may be of today'}
    ${{ tags: denied }}                 | ${{}}                   | ${{}}           | ${'unknown'} | ${'it may be exempt'}
    ${{}}                               | ${null}                 | ${{}}           | ${'unknown'} | ${'its use was not read'}
    ${{}}                               | ${{}}                   | ${null}         | ${'unknown'} | ${'nor its highest'}
    ${{}}                               | ${{ sampleCount: 302 }} | ${{}}           | ${'unknown'} | ${'a gap could hide its use'}
  `('is $verdict: $because', ({ reservation, mean, most, verdict }) => {
    expect(outcome(CHECK, batch(reservation, mean, most))).toBe(verdict);
  });

  it('saves the places that were always free; the most is what all free hours cost', () => {
    // 4 x 0.192 x 730; then 2 of them for sure, 3 in the mean.
    expect(savingText(findingBy(CHECK, batch()))).toBe('560.64 [560.64 to 560.64] USD price-api');
    const some = findingBy(CHECK, batch({}, { mean: 25 }, { max: 50 }));
    expect(savingText(some)).toBe('280.32 [280.32 to 420.48] USD price-api');
    expect(some && termSum(some)).toBe('280.32');
    expect(some?.action).toEqual({ kind: 'capacity-reservation.lower-count', params: { totalCount: 2 } });
  });

  it('goes by the bill, which names it for its free places alone', () => {
    const arn = 'arn:aws:ec2:us-east-1:111122223333:capacity-reservation/cr-1';
    const of = (mean: object, most: object) =>
      savingText(findingBy(CHECK, batch({}, mean, most, { billed: billed({ [arn]: ['216.00', 30] }) })));
    expect(of({}, {})).toBe('219.00 [219.00 to 219.00] USD billing'); // 216 / 720 x 730
    expect(of({ mean: 25 }, { max: 50 })).toBe('146.00 [146.00 to 219.00] USD billing'); // two of three
  });

  it('has no saving where its price is not known', () => {
    expect(savingText(findingBy(CHECK, batch({ tenancy: 'dedicated' })))).toContain('unknown: prices of dedicated');
    expect(savingText(findingBy(CHECK, batch({ operatingSystem: known('rhel') })))).toContain('unknown: no price');
  });

  it('is never waste unless its use was read, and left places free', () => {
    const number = fc.oneof(fc.double({ min: 0, max: 100 }), fc.constantFrom(0, 100, Number.NaN, -1));
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 4 }), (mean, max, availableCount) => {
        const verdict = outcome(CHECK, batch({ availableCount }, { mean }, { max }));
        return typeof verdict !== 'number' || (mean >= 0 && mean < 50 && max >= 0 && max <= 75 && availableCount > 0);
      }),
    );
  });
});

describe('idle dedicated host', () => {
  const CHECK = 'aws-ec2-dedicated-host-idle';
  const prices = machinePrices({ 'host/m5': '5' });
  const batch = (
    change: Partial<DedicatedHost> = {},
    idleDays: number | null = 30,
    more: Parameters<typeof batchOf>[1] = {},
  ) => batchOf([stored(dedicatedHost(change), idleDays === null ? {} : { idleDays })], { prices, ...more });
  const few = { attachedTo: known(['i-1']), availableVcpus: known(88) };

  it.each`
    host                                        | idle    | verdict      | because
    ${{}}                                       | ${30}   | ${0.9}       | ${'no instance for a month'}
    ${{}}                                       | ${3}    | ${0.5}       | ${'we saw it idle for three days: it may be between two uses'}
    ${few}                                      | ${null} | ${0.4}       | ${'8 of 96 vCPUs'}
    ${{ ...few, availableVcpus: known(67) }}    | ${null} | ${'fine'}    | ${'29 of 96 vCPUs are over 30 %'}
    ${{ ...few, availableVcpus: known(68) }}    | ${null} | ${0.4}       | ${'28 of 96 are below'}
    ${{ ...few, availableVcpus: denied }}       | ${null} | ${'unknown'} | ${'nothing tells how full it is'}
    ${{ reserved: true }}                       | ${30}   | ${'fine'}    | ${'a host reservation pays'}
    ${{ attachedTo: denied }}                   | ${30}   | ${'unknown'} | ${'its instances were not read'}
    ${{ createdAt: known(daysAgo(6)) }}         | ${6}    | ${'fine'}    | ${'it was allocated this week'}
    ${{ tags: denied }}                         | ${30}   | ${'unknown'} | ${'it may be exempt'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }} | ${30}   | ${'fine'}    | ${'it is exempt'}
  `('is $verdict: $because', ({ host, idle, verdict }) => {
    expect(outcome(CHECK, batch(host, idle))).toBe(verdict);
  });

  it('saves its price when it is released, and its free part at most when it is emptied', () => {
    expect(savingText(findingBy(CHECK, batch()))).toBe('3650.00 [3650.00 to 3650.00] USD price-api');
    const finding = findingBy(CHECK, batch({ attachedTo: known(['i-1']), availableVcpus: known(72) }, null));
    expect(savingText(finding)).toBe('2737.50 [0.00 to 2737.50] USD price-api');
    expect(finding?.action.kind).toBe('dedicated-host.consolidate');
  });
});
