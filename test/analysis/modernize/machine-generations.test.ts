import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { build, machinePrices, machineSizes } from '../../support/compute-builders.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const denied = unread('denied');

describe('instance of a previous generation', () => {
  const CHECK = 'aws-ec2-instance-previous-generation';
  const batch = (change: Partial<Instance> = {}, more: Parameters<typeof batchOf>[1] = {}) =>
    batchOf([stored(instance({ sizeName: 'm4.xlarge', build: build(), ...change }))], {
      prices: machinePrices(),
      sizes: machineSizes(),
      ...more,
    });

  it.each`
    machine                                                   | verdict      | because
    ${{}}                                                     | ${0.81}      | ${'m5.xlarge costs 4 % less'}
    ${{ sizeName: 'm5.xlarge' }}                              | ${'fine'}    | ${'m6i.xlarge costs as much'}
    ${{ sizeName: 'm6a.xlarge' }}                             | ${'fine'}    | ${'its maker has nothing newer here'}
    ${{ sizeName: 'm5d.xlarge' }}                             | ${'fine'}    | ${'its local disks may hold data'}
    ${{ powerState: 'stopped' }}                              | ${'fine'}    | ${'it does not run'}
    ${{ pricingModel: 'spot' }}                               | ${'fine'}    | ${'spot'}
    ${{ build: build({ enhancedNetworking: known(false) }) }} | ${'fine'}    | ${'its image lacks the network driver'}
    ${{ build: build({ enhancedNetworking: denied }) }}       | ${'fine'}    | ${'nothing tells that it has the driver'}
    ${{ build: undefined }}                                   | ${'fine'}    | ${'nor does anything here'}
    ${{ build: build({ networkInterfaces: known(5) }) }}      | ${'fine'}    | ${'m5.xlarge takes four interfaces'}
    ${{ build: build({ volumes: known(30) }) }}               | ${'fine'}    | ${'and 27 volumes'}
    ${{ tags: denied }}                                       | ${'unknown'} | ${'it may be exempt'}
    ${{ sizeName: 'm1.huge' }}                                | ${'unknown'} | ${'its size is not described'}
    ${{ operatingSystem: known('windows') }}                  | ${'unknown'} | ${'there is no price for it'}
  `('is $verdict: $because', ({ machine, verdict }) => {
    expect(outcome(CHECK, batch(machine))).toBe(verdict);
  });

  it('moves to the cheapest successor, and saves the difference', () => {
    const finding = findingBy(CHECK, batch());
    expect(savingText(finding)).toBe('5.84 [5.84 to 5.84] USD price-api'); // (0.200 - 0.192) x 730
    expect(finding && termSum(finding)).toBe('5.84');
    expect(finding?.evidence['targetSize']).toBe('m5.xlarge');
    expect(finding?.evidence['fitLoweredBy']).toContain('drivers');
    expect(findingBy(CHECK, batch({}, { sizes: machineSizes(['m5.xlarge']) }))?.evidence['targetSize']).toBe(
      'm6i.xlarge',
    );
  });

  it('changes the template of a group', () => {
    const finding = findingBy(CHECK, batch({ tags: known({ 'aws:autoscaling:groupName': 'api' }) }));
    expect(finding?.action).toEqual({
      kind: 'instance-group.change-size',
      params: { group: 'api', sizeName: 'm5.xlarge' },
    });
  });

  it('never goes to a size without a price, or to a dearer one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 1, noNaN: true }), (hourly) => {
        const prices = machinePrices({ 'instance/m5.xlarge/linux': hourly.toFixed(6) });
        const finding = findingBy(CHECK, batch({}, { prices, sizes: machineSizes(['m6i.xlarge']) }));
        return finding === undefined ? hourly > 0.195 : hourly < 0.197;
      }),
    );
    expect(outcome(CHECK, batch({}, { prices: new Map() }))).toBe('unknown');
  });
});

describe('x86 instance with an arm64 counterpart', () => {
  const CHECK = 'aws-ec2-instance-graviton';
  const batch = (
    change: Partial<Instance> = {},
    cpu: Partial<MetricDigest> | null = {},
    more: Parameters<typeof batchOf>[1] = {},
  ) =>
    batchOf([stored(instance({ build: build(), software: known('none'), ...change }))], {
      prices: machinePrices(),
      sizes: machineSizes(),
      digests: digestsOf(
        ...(cpu === null ? [] : [digest('cpu-percent-maximum', 60, cpu)]),
        digest('network-bytes', 1e9),
      ),
      ...more,
    });

  it.each`
    machine                                                   | cpu                     | verdict      | because
    ${{}}                                                     | ${{}}                   | ${0.32}      | ${'m6g.xlarge costs a fifth less'}
    ${{ architecture: known('arm64') }}                       | ${{}}                   | ${'fine'}    | ${'it is one'}
    ${{ architecture: denied }}                               | ${{}}                   | ${'unknown'} | ${'it may be one'}
    ${{ operatingSystem: known('windows') }}                  | ${{}}                   | ${'fine'}    | ${'Windows does not run on it'}
    ${{ software: known('sql-web') }}                         | ${{}}                   | ${'fine'}    | ${'nor does its licence'}
    ${{ operatingSystem: denied }}                            | ${{}}                   | ${'unknown'} | ${'it may be Windows'}
    ${{ software: denied }}                                   | ${{}}                   | ${'unknown'} | ${'or have a licence'}
    ${{ sizeName: 'm5d.xlarge' }}                             | ${{}}                   | ${'fine'}    | ${'no counterpart with its disks'}
    ${{ sizeName: 'r5.xlarge' }}                              | ${{}}                   | ${'fine'}    | ${'no counterpart here'}
    ${{ sizeName: 't3.xlarge' }}                              | ${{}}                   | ${'fine'}    | ${'nor for a burstable one'}
    ${{ pricingModel: 'spot' }}                               | ${{}}                   | ${'fine'}    | ${'spot'}
    ${{ powerState: 'stopped' }}                              | ${{}}                   | ${'fine'}    | ${'it does not run'}
    ${{ startedAt: known(daysAgo(13)) }}                      | ${{}}                   | ${'fine'}    | ${'it was started inside the window'}
    ${{ startedAt: denied }}                                  | ${{}}                   | ${'unknown'} | ${'it may have been started today'}
    ${{}}                                                     | ${{ p99: 80 }}          | ${0.32}      | ${'80 % leave a fifth'}
    ${{}}                                                     | ${{ p99: 81 }}          | ${'fine'}    | ${'more is too full to swap'}
    ${{}}                                                     | ${{ sampleCount: 302 }} | ${'unknown'} | ${'a gap could hide the busy hour'}
    ${{}}                                                     | ${null}                 | ${'unknown'} | ${'CPU was not read'}
    ${{ sizeName: 'c5.xlarge' }}                              | ${null}                 | ${'fine'}    | ${'nothing would take its place, whatever its load'}
    ${{ tags: denied }}                                       | ${{}}                   | ${'unknown'} | ${'it may be exempt'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }}               | ${{}}                   | ${'fine'}    | ${'it is exempt'}
    ${{ build: build({ enhancedNetworking: known(false) }) }} | ${{}}                   | ${0.32}      | ${'the new image brings its drivers'}
  `('is $verdict: $because', ({ machine, cpu, verdict }) => {
    expect(outcome(CHECK, batch(machine, cpu))).toBe(verdict);
  });

  it('is left alone while it is idle', () => {
    const digests = digestsOf(digest('cpu-percent-maximum', 3), digest('network-bytes', 1e6));
    expect(outcome(CHECK, batch({}, {}, { digests }))).toBe('fine');
  });

  it('is left alone where the counterpart is older, or hardly cheaper', () => {
    const sizes = new Map(machineSizes());
    sizes.set('m6g.xlarge', { ...sizes.get('m6g.xlarge')!, generation: 4 });
    expect(outcome(CHECK, batch({}, {}, { sizes }))).toBe('fine');
    const prices = machinePrices({ 'instance/m6g.xlarge/linux': '0.183' });
    expect(outcome(CHECK, batch({}, {}, { prices }))).toBe('fine');
  });

  it('saves the difference, by a project and at a high risk', () => {
    const finding = findingBy(CHECK, batch());
    expect(savingText(finding)).toBe('27.74 [27.74 to 27.74] USD price-api'); // (0.192 - 0.154) x 730
    expect(finding?.risk).toBe('high');
    expect(finding?.action).toEqual({ kind: 'instance.rebuild-for-arm64', params: { sizeName: 'm6g.xlarge' } });
  });
});
