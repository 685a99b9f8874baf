import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import {
  always,
  build,
  fourWeeks,
  machinePrices,
  machineSizes,
  officeHours,
  weekOf,
} from '../../support/compute-builders.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-ec2-instance-rightsize';
const GB = 1_000_000_000;

/** What each metric is for; null leaves it out. An m5.xlarge at 30 % CPU, 40 % memory, 0.2 GB an hour. */
interface Measured {
  readonly cpu?: Partial<MetricDigest> | null;
  readonly memory?: Partial<MetricDigest> | null;
  readonly week?: readonly (number | null)[] | null;
  readonly traffic?: readonly (number | null)[] | null;
  readonly daily?: Partial<MetricDigest> | null;
  readonly disk?: Partial<MetricDigest> | null;
  readonly credits?: Partial<MetricDigest> | null;
}

const steady = weekOf(always, 30, 30);

function batch(change: Partial<Instance> = {}, measured: Measured = {}, more: Parameters<typeof batchOf>[1] = {}) {
  const {
    cpu = {},
    memory = {},
    week = steady,
    traffic = weekOf(always, 0.2 * GB, 0),
    daily = {},
    disk = {},
    credits = null,
  } = measured;
  return batchOf([stored(instance({ build: build(), software: known('none'), ...change }))], {
    prices: machinePrices(),
    sizes: machineSizes(),
    digests: digestsOf(
      ...(cpu === null ? [] : [digest('cpu-percent-maximum', 30, cpu)]),
      ...(cpu === null ? [] : [digest('cpu-percent-average', 20, { hourOfWeek: weekOf(always, 15, 15) })]),
      ...(memory === null ? [] : [digest('memory-percent-maximum', 40, memory)]),
      ...(week === null ? [] : [fourWeeks('cpu-percent-maximum-four-weeks', week)]),
      ...(traffic === null ? [] : [fourWeeks('network-bytes-four-weeks', traffic)]),
      ...(daily === null ? [] : [digest('network-bytes', 5 * GB, daily)]),
      ...(disk === null ? [] : [digest('disk-operations', 36_000, disk), digest('disk-bytes', 36_000_000, disk)]),
      ...(credits === null ? [] : [digest('cpu-credit-shortage', -100, credits)]),
    ),
    ...more,
  });
}

describe('oversized instance', () => {
  const denied = unread('denied');
  const node = known({ 'eks:nodegroup-name': 'default' });
  it.each`
    machine                                                             | measured                                                                     | verdict      | because
    ${{}}                                                               | ${{}}                                                                        | ${0.9}       | ${'m5.large would be 60 % and 80 % full'}
    ${{}}                                                               | ${{ cpu: { p99: 41 } }}                                                      | ${0.855}     | ${'half the vCPUs would be 82 % full: c5.xlarge has as many, and half the memory'}
    ${{}}                                                               | ${{ cpu: { p99: 41 }, memory: { max: 41 } }}                                 | ${'fine'}    | ${'and half of neither would do'}
    ${{}}                                                               | ${{ memory: { max: 41 } }}                                                   | ${0.855}     | ${'half the memory would be 82 % full: r5.large has as much'}
    ${{}}                                                               | ${{ memory: null }}                                                          | ${0.727}     | ${'no agent: as much memory, and less sure'}
    ${{ sizeName: 'r5.large' }}                                         | ${{ memory: null }}                                                          | ${'fine'}    | ${'nothing smaller has as much memory'}
    ${{ sizeName: 'c5.xlarge' }}                                        | ${{ cpu: { p99: 90 } }}                                                      | ${'fine'}    | ${'its CPU is full'}
    ${{}}                                                               | ${{ cpu: null }}                                                             | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                                               | ${{ cpu: { sampleCount: 302 } }}                                             | ${'unknown'} | ${'a gap could hide the busy hour'}
    ${{ sizeName: 'm5.large' }}                                         | ${{ cpu: null }}                                                             | ${'fine'}    | ${'nothing smaller and cheaper is on offer, whatever its load'}
    ${{ powerState: 'stopped' }}                                        | ${{}}                                                                        | ${'fine'}    | ${'it does not run'}
    ${{ pricingModel: 'spot' }}                                         | ${{}}                                                                        | ${'fine'}    | ${'spot'}
    ${{ pricingModel: 'dedicated' }}                                    | ${{}}                                                                        | ${'fine'}    | ${'on dedicated hardware'}
    ${{ build: build({ localRoot: known(true) }) }}                     | ${{}}                                                                        | ${'fine'}    | ${'it can’t be stopped'}
    ${{ tags: node }}                                                   | ${{}}                                                                        | ${'fine'}    | ${'a node: the requests of its pods decide'}
    ${{ tags: denied }}                                                 | ${{}}                                                                        | ${'unknown'} | ${'it may be a node, or exempt'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }}                         | ${{}}                                                                        | ${'fine'}    | ${'it is exempt'}
    ${{ startedAt: known(daysAgo(13)) }}                                | ${{}}                                                                        | ${'fine'}    | ${'it was started inside the window'}
    ${{ startedAt: denied }}                                            | ${{}}                                                                        | ${'unknown'} | ${'it may have been started today'}
    ${{ sizeName: 'x9.huge' }}                                          | ${{}}                                                                        | ${'unknown'} | ${'its size is not described'}
    ${{ operatingSystem: known('suse') }}                               | ${{}}                                                                        | ${'unknown'} | ${'there is no price for it'}
    ${{ operatingSystem: denied }}                                      | ${{}}                                                                        | ${'unknown'} | ${'its price depends on it'}
    ${{ software: known('sql-web') }}                                   | ${{}}                                                                        | ${'unknown'} | ${'nor for its licence'}
    ${{ sizeName: 'm5d.xlarge' }}                                       | ${{}}                                                                        | ${'fine'}    | ${'its local disks may hold data'}
    ${{}}                                                               | ${{ cpu: { max: 4 }, daily: { maxDaySum: 1e6 } }}                            | ${'fine'}    | ${'it is idle: to be stopped'}
    ${{}}                                                               | ${{ week: weekOf(officeHours, 30, 1), traffic: weekOf(officeHours, GB, 0) }} | ${'fine'}    | ${'idle at night: to be scheduled'}
    ${{}}                                                               | ${{ week: weekOf(officeHours, 30, 1) }}                                      | ${0.9}       | ${'quiet at night, but with traffic'}
    ${{}}                                                               | ${{ week: null, traffic: null }}                                             | ${0.63}      | ${'no profile of the week, and its network not measured'}
    ${{ tags: known({ 'aws:autoscaling:groupName': 'api' }) }}          | ${{}}                                                                        | ${0.72}      | ${'its group’s template has to change'}
    ${{ sizeName: 't3.xlarge' }}                                        | ${{ credits: {} }}                                                           | ${0.855}     | ${'burstable, with credits left'}
    ${{ sizeName: 't3.xlarge' }}                                        | ${{ credits: { max: 0 } }}                                                   | ${'fine'}    | ${'it ran out of credits: its load is not its need'}
    ${{ sizeName: 't3.xlarge' }}                                        | ${{ credits: { max: -0.5 } }}                                                | ${'fine'}    | ${'less than a credit is none'}
    ${{ sizeName: 't3.xlarge' }}                                        | ${{ credits: null }}                                                         | ${'unknown'} | ${'nothing tells whether it was held down'}
    ${{ sizeName: 't3.xlarge' }}                                        | ${{ credits: { sampleCount: 0 } }}                                           | ${'unknown'} | ${'nor does an empty digest'}
    ${{ uses: known([{ relation: 'capacity-of', targetId: 'cr-1' }]) }} | ${{}}                                                                        | ${0.54}      | ${'its place in a reservation bills on'}
  `('is $verdict: $because', ({ machine, measured, verdict }) => {
    expect(outcome(CHECK, batch(machine, measured))).toBe(verdict);
  });

  it('saves the difference of the list prices', () => {
    // m5.xlarge to m5.large: (0.192 - 0.096) x 730.
    const finding = findingBy(CHECK, batch());
    expect(savingText(finding)).toBe('70.08 [70.08 to 70.08] USD price-api');
    expect(finding && termSum(finding)).toBe('70.08');
    expect(finding?.action).toEqual({ kind: 'instance.change-size', params: { sizeName: 'm5.large' } });
  });

  it.each`
    bill        | expected                                  | because
    ${'96.00'}  | ${'48.67 [48.67 to 48.67] USD billing'}   | ${'half of what is billed: 96.00 / 720 h x 730 h x 0.5'}
    ${'200.00'} | ${'70.08 [70.08 to 70.08] USD price-api'} | ${'more than the list price is transfer and the like, which stays'}
  `('with a bill of $bill saves $expected: $because', ({ bill, expected }) => {
    const finding = findingBy(CHECK, batch({}, {}, { billed: billed({ 'i-1': [bill, 30] }) }));
    expect(savingText(finding).replace(/48\.66666666[67]/g, '48.67')).toBe(expected);
  });

  it('gives the numbers and all options', () => {
    expect(findingBy(CHECK, batch())?.evidence).toEqual({
      size: 'm5.xlarge',
      shape: 'steady',
      p99CpuPercent: 30,
      maxCpuPercent: 30,
      maxMemoryPercent: 40,
      p99NetworkMbps: 0.444,
      p99DiskIops: 10,
      p99DiskMBps: 0.01,
      targetSize: 'm5.large',
      fit: 1,
      fitLoweredBy: null,
      options:
        'm5.large (same-family): 50 % less, CPU 60 %, memory 80 %, fit 1; ' +
        'm6i.large (newer-generation): 50 % less, CPU 60 %, memory 80 %, fit 1; ' +
        'r5.large (cross-family): 34 % less, CPU 60 %, memory 40 %, fit 0.95; ' +
        'm6g.large (other-architecture): 60 % less, CPU 60 %, memory 80 %, fit 0.54, needs a rebuild',
      sizesRuledOut: 'CPU baseline 1',
    });
  });

  it('counts the vCPUs that are switched on', () => {
    // Two of four: 30 % of two are 0.6 vCPUs.
    const finding = findingBy(CHECK, batch({ build: build({ vcpus: known(2) }) }));
    expect(finding?.evidence['p99CpuPercent']).toBe(15);
  });

  it('does not take an arm64 size for a smaller one', () => {
    const sizes = machineSizes(['m5.large', 'm6i.large', 'r5.large', 't3.large', 'c5.xlarge']);
    expect(outcome(CHECK, batch({}, {}, { sizes }))).toBe('fine');
  });

  it('does not bother for little', () => {
    const settings = { params: { [CHECK]: { minSavingsPercent: 51 } }, exemptTags: {} };
    expect(outcome(CHECK, batch({}, {}, { settings }))).toBe('fine');
  });

  it('is never waste unless its CPU was read, whole, and leaves room', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 30, 80, 81, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, fc.boolean(), (p99, sampleCount, read) => {
        const cpu = read ? { p99, max: p99, sampleCount } : null;
        const verdict = outcome(CHECK, batch({}, { cpu, daily: null }));
        return typeof verdict !== 'number' || (read && p99 >= 0 && p99 <= 80 && sampleCount >= 0.9 * 336);
      }),
    );
  });
});
