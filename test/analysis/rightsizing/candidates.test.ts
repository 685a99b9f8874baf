import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesFor, isSmaller } from '../../../src/analysis/rightsizing/candidates.ts';
import type { Demand } from '../../../src/analysis/rightsizing/demand.ts';
import { exclusionOf } from '../../../src/analysis/rightsizing/hard-limits.ts';
import { bestOfEachKind } from '../../../src/analysis/rightsizing/options.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Size } from '../../../src/domain/prices.ts';
import { machinePrices, machineSize, machineSizes } from '../../support/compute-builders.ts';

const headroom = { maxCpuPercent: 80, maxMemoryPercent: 80, maxIoPercent: 60 };

/** Half a vCPU, 4 GiB, hardly any traffic or disk, one interface and one volume. */
const demand = (change: Partial<Demand> = {}): Demand => ({
  cpu: known({ p99: 0.5, max: 0.6, busiestDay: 0.3 }),
  memoryMiB: known(4096),
  networkGbps: known(0.01),
  diskIops: known(100),
  diskMBps: known(2),
  networkInterfaces: known(1),
  volumes: known(1),
  enhancedNetworking: known(true),
  ...change,
});

const cpu = (p99: number, busiestDay = p99 / 2) => known({ p99, max: p99, busiestDay });

describe('hard limits of m5.xlarge’s place', () => {
  const denied = unread('denied');
  it.each`
    candidate        | needs                                                  | sizes                                    | limit                   | because
    ${'m5.large'}    | ${{}}                                                  | ${{}}                                    | ${undefined}            | ${'it has room for all of it'}
    ${'m5.large'}    | ${{ cpu: cpu(1.6) }}                                   | ${{}}                                    | ${undefined}            | ${'1.6 of 2 vCPUs are 80 %'}
    ${'m5.large'}    | ${{ cpu: cpu(1.61) }}                                  | ${{}}                                    | ${'CPU'}                | ${'a little more is too much'}
    ${'m5.large'}    | ${{ cpu: denied }}                                     | ${{}}                                    | ${'CPU'}                | ${'not measured is not unused'}
    ${'r5.xlarge'}   | ${{ cpu: denied, memoryMiB: denied }}                  | ${{}}                                    | ${undefined}            | ${'as many vCPUs, and more memory, take whatever it is'}
    ${'m5.large'}    | ${{ memoryMiB: known(6553) }}                          | ${{}}                                    | ${undefined}            | ${'80 % of 8 GiB'}
    ${'m5.large'}    | ${{ memoryMiB: known(6554) }}                          | ${{}}                                    | ${'memory'}             | ${'a little more is too much'}
    ${'m5.large'}    | ${{ memoryMiB: denied }}                               | ${{}}                                    | ${'memory'}             | ${'without an agent no memory is given up'}
    ${'r5.large'}    | ${{ memoryMiB: denied }}                               | ${{}}                                    | ${undefined}            | ${'half the vCPUs with as much memory'}
    ${'t3.large'}    | ${{ cpu: cpu(0.9, 0.54) }}                             | ${{}}                                    | ${undefined}            | ${'0.6 vCPUs are its baseline, of which a tenth stays free'}
    ${'t3.large'}    | ${{ cpu: cpu(0.9, 0.55) }}                             | ${{}}                                    | ${'CPU baseline'}       | ${'its credits would run out on the busiest day'}
    ${'t3.large'}    | ${{}}                                                  | ${{ baselinePercentPerVcpu: undefined }} | ${'CPU baseline'}       | ${'a burstable size of unknown baseline promises nothing'}
    ${'t3.xlarge'}   | ${{ cpu: denied, memoryMiB: denied }}                  | ${{}}                                    | ${'CPU baseline'}       | ${'what was not measured may need all vCPUs all day'}
    ${'m4.xlarge'}   | ${{}}                                                  | ${{}}                                    | ${'older generation'}   | ${'its vCPUs do less'}
    ${'m6i.large'}   | ${{}}                                                  | ${{ generation: undefined }}             | ${'older generation'}   | ${'of an unknown generation it may be older'}
    ${'m5.large'}    | ${{}}                                                  | ${{ generation: undefined }}             | ${undefined}            | ${'within a family no generation is asked'}
    ${'g4dn.xlarge'} | ${{}}                                                  | ${{}}                                    | ${'accelerators'}       | ${'a GPU that nobody asked for'}
    ${'m5.large'}    | ${{}}                                                  | ${{ bareMetal: true }}                   | ${'bare metal'}         | ${'no hypervisor'}
    ${'m5.large'}    | ${{ networkInterfaces: known(3) }}                     | ${{}}                                    | ${undefined}            | ${'it takes three interfaces'}
    ${'m5.large'}    | ${{ networkInterfaces: known(4) }}                     | ${{}}                                    | ${'network interfaces'} | ${'and no more'}
    ${'m5.large'}    | ${{ networkInterfaces: denied }}                       | ${{}}                                    | ${'network interfaces'} | ${'there may be four'}
    ${'m5.large'}    | ${{ volumes: known(27) }}                              | ${{}}                                    | ${undefined}            | ${'it takes 27 volumes'}
    ${'m5.large'}    | ${{ volumes: known(27), networkInterfaces: known(2) }} | ${{}}                                    | ${'volumes'}            | ${'interfaces take of the same places'}
    ${'m5.large'}    | ${{ volumes: denied }}                                 | ${{ maxVolumes: 20 }}                    | ${'volumes'}            | ${'there may be 27'}
    ${'m6i.large'}   | ${{}}                                                  | ${{ hypervisor: 'other' }}               | ${undefined}            | ${'newer hardware may have another hypervisor'}
    ${'r5.large'}    | ${{}}                                                  | ${{ hypervisor: 'other' }}               | ${'hypervisor'}         | ${'of equal age it is another machine'}
    ${'m5.large'}    | ${{ networkGbps: known(0.45) }}                        | ${{}}                                    | ${undefined}            | ${'60 % of 0.75 Gbps'}
    ${'m5.large'}    | ${{ networkGbps: known(0.46) }}                        | ${{}}                                    | ${'network'}            | ${'a little more is too much'}
    ${'m5.large'}    | ${{ networkGbps: known(0.1) }}                         | ${{ networkBandwidthGbps: undefined }}   | ${'network'}            | ${'an unknown limit carries nothing that was measured'}
    ${'m5.large'}    | ${{ networkGbps: denied }}                             | ${{}}                                    | ${undefined}            | ${'not measured lowers the fit, and no more'}
    ${'m6i.xlarge'}  | ${{ networkGbps: known(9) }}                           | ${{}}                                    | ${undefined}            | ${'as much as before is enough for whatever it was'}
    ${'m5.large'}    | ${{ diskIops: known(2160) }}                           | ${{}}                                    | ${undefined}            | ${'60 % of 3,600 IOPS'}
    ${'m5.large'}    | ${{ diskIops: known(2161) }}                           | ${{}}                                    | ${'disk'}               | ${'a little more is too much'}
    ${'m5.large'}    | ${{ diskMBps: known(49) }}                             | ${{}}                                    | ${'disk'}               | ${'60 % of 81.25 MB/s are 48.75'}
  `('$candidate: $limit, $because', ({ candidate, needs, sizes, limit }) => {
    const size = { ...machineSize(candidate), ...sizes } as Size;
    expect(exclusionOf(size, machineSize('m5.xlarge'), demand(needs), headroom)).toBe(limit);
  });

  it('are broken by every size when the present one has local disks', () => {
    const { fitting, excluded } = candidatesFor(machineSize('m5d.xlarge'), demand(), machineSizes().values(), headroom);
    expect(fitting).toEqual([]);
    expect(excluded.get('local disks')).toBeGreaterThan(5);
  });

  it('keep a machine with a GPU in its family', () => {
    const other = machineSize('g4dn.xlarge', { name: 'g5.xlarge', family: 'g5', localStorageGiB: 0 });
    const present = machineSize('g4dn.xlarge', { localStorageGiB: 0 });
    expect(exclusionOf(other, present, demand(), headroom)).toBe('accelerators');
    expect(exclusionOf({ ...other, family: 'g4dn' }, present, demand(), headroom)).toBeUndefined();
  });

  it('let a machine without the network driver stay where it is not needed', () => {
    const without = demand({ enhancedNetworking: known(false) });
    const untold = demand({ enhancedNetworking: unread('not told') });
    const [from, to] = [machineSize('m4.xlarge'), machineSize('m5.large')];
    expect(exclusionOf(to, from, without, headroom)).toBe('network driver');
    expect(exclusionOf(to, from, untold, headroom)).toBe('network driver');
    expect(exclusionOf(to, from, demand(), headroom)).toBeUndefined();
    // What runs on a size that needs the driver has it.
    expect(exclusionOf(to, machineSize('m5.xlarge'), untold, headroom)).toBeUndefined();
  });

  it('never give up what was not measured', () => {
    const size = fc.constantFrom(...machineSizes().values());
    fc.assert(
      fc.property(size, size, fc.boolean(), fc.boolean(), (candidate, present, cpuRead, memoryRead) => {
        const needs = demand({
          ...(!cpuRead && { cpu: unread('denied') }),
          ...(!memoryRead && { memoryMiB: unread('denied') }),
        });
        if (exclusionOf(candidate, present, needs, headroom) !== undefined) return true;
        return (
          (cpuRead || candidate.vcpus >= present.vcpus) && (memoryRead || candidate.memoryMiB >= present.memoryMiB)
        );
      }),
    );
  });
});

describe('fit', () => {
  const fitOn = (candidate: string, change: Partial<Demand> = {}, present = 'm5.xlarge', of: Partial<Size> = {}) =>
    candidatesFor(machineSize(present), demand(change), [machineSize(candidate, of)], headroom).fitting[0]?.fit;

  it.each`
    candidate       | needs                                                    | score   | word
    ${'m5.large'}   | ${{}}                                                    | ${1}    | ${undefined}
    ${'m6i.large'}  | ${{}}                                                    | ${1}    | ${undefined}
    ${'r5.large'}   | ${{}}                                                    | ${0.95} | ${'series'}
    ${'t3.large'}   | ${{}}                                                    | ${0.76} | ${'burstable'}
    ${'m6g.large'}  | ${{}}                                                    | ${0.54} | ${'architecture'}
    ${'m6a.xlarge'} | ${{}}                                                    | ${0.9}  | ${'maker'}
    ${'m5.large'}   | ${{ networkGbps: unread('denied') }}                     | ${0.7}  | ${'network'}
    ${'m5.large'}   | ${{ diskIops: unread('x'), diskMBps: unread('x') }}      | ${0.7}  | ${'disk'}
    ${'m5.large'}   | ${{ cpu: known({ p99: 1, max: 2.5, busiestDay: 0.5 }) }} | ${0.85} | ${'rare highest load'}
  `('of $candidate for $needs is $score', ({ candidate, needs, score, word }) => {
    const fit = fitOn(candidate, needs);
    expect(fit?.score).toBe(score);
    expect(fit?.because.length).toBe(word === undefined ? 0 : fit?.because.length);
    if (word !== undefined) expect(fit?.because.join()).toContain(word);
  });

  it('is lower on another hypervisor', () => {
    expect(fitOn('m5.large', {}, 'm4.xlarge')?.because).toEqual([
      'another hypervisor: the image needs its drivers (NVMe, ENA)',
    ]);
  });
});

describe('candidates', () => {
  it('are of four kinds', () => {
    const { fitting } = candidatesFor(machineSize('m5.xlarge'), demand(), machineSizes().values(), headroom);
    const kinds = Object.fromEntries(fitting.map(({ size, kind }) => [size.name, kind]));
    expect(kinds).toMatchObject({
      'm5.large': 'same-family',
      'm6i.large': 'newer-generation',
      'm6a.xlarge': 'newer-generation',
      'r5.large': 'cross-family',
      'm6g.large': 'other-architecture',
    });
    expect(fitting.filter(({ needsRebuild }) => needsRebuild).map(({ size }) => size.family)).toEqual(['m6g', 'm6g']);
    expect(kinds).not.toHaveProperty('m5.xlarge');
  });

  it('show how full they would be, and nothing for what was not measured', () => {
    const [both] = candidatesFor(machineSize('m5.xlarge'), demand(), [machineSize('m5.large')], headroom).fitting;
    expect(both?.projected).toEqual({ cpuPercent: 25, memoryPercent: 50 });
    const untold = demand({ memoryMiB: unread('no agent') });
    const [one] = candidatesFor(machineSize('m5.xlarge'), untold, [machineSize('r5.large')], headroom).fitting;
    expect(one?.projected).toEqual({ cpuPercent: 25, memoryPercent: null });
  });

  it('are smaller with fewer vCPUs or less memory, not in another family of the same size', () => {
    const present = machineSize('m5.xlarge');
    const smaller = [...machineSizes().values()].filter((size) => isSmaller(size, present)).map(({ name }) => name);
    expect(smaller).toEqual(['m5.large', 'm6i.large', 'm6g.large', 'c5.xlarge', 'r5.large', 't3.large']);
  });

  it('stand by what they save times how well they fit, in whatever order they come', () => {
    const prices = machinePrices();
    const priceOf = ({ name }: Size) => Number(prices.get(`instance/${name}/linux`)?.listPrice.amount);
    const names = (sizes: readonly Size[]) => {
      const { fitting } = candidatesFor(machineSize('m5.xlarge'), demand(), sizes, headroom);
      return bestOfEachKind(fitting, priceOf, 0.192).map(({ size }) => size.name);
    };
    const sizes = [...machineSizes().values()];
    // 50 % x 1 twice (the name decides), 57 % x 0.76, 60 % x 0.54.
    expect(names(sizes)).toEqual(['m5.large', 'm6i.large', 't3.large', 'm6g.large']);
    expect(names(sizes.toReversed())).toEqual(names(sizes));
  });
});
