import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { build, fourWeeks, officeHours, weekOf } from '../../support/compute-builders.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-ec2-instance-schedule';

const batch = (
  change: Partial<Instance> = {},
  cpu: Partial<MetricDigest> | null = {},
  network: Partial<MetricDigest> | null = {},
  more: Parameters<typeof batchOf>[1] = {},
) =>
  batchOf([stored(instance(change))], {
    digests: digestsOf(
      ...(cpu === null ? [] : [fourWeeks('cpu-percent-maximum-four-weeks', weekOf(officeHours, 60, 1), cpu)]),
      ...(network === null ? [] : [fourWeeks('network-bytes-four-weeks', weekOf(officeHours, 1e9, 0), network)]),
      digest('cpu-percent-maximum', 60),
      digest('network-bytes', 1e10),
    ),
    ...more,
  });

describe('instance with idle hours every week', () => {
  const denied = unread('denied');
  const short = { start: daysAgo(27), end: daysAgo(0) };
  const stale = { start: daysAgo(36), end: daysAgo(8) };
  const busy = { hourOfWeek: weekOf(officeHours, 60, 20) };
  it.each`
    machine                                           | cpu                          | network                                          | verdict      | because
    ${{}}                                             | ${{}}                        | ${{}}                                            | ${0.7}       | ${'118 hours of the week are idle'}
    ${{ tags: known({ env: 'dev' }) }}                | ${{}}                        | ${{}}                                            | ${0.85}      | ${'its tag says that nobody needs it at night'}
    ${{ name: 'shop-test-01' }}                       | ${{}}                        | ${{}}                                            | ${0.85}      | ${'so does its name'}
    ${{ tags: known({ env: 'prod' }) }}               | ${{}}                        | ${{}}                                            | ${0.5}       | ${'production may have to be there'}
    ${{ tags: known({ env: 'dev' }) }}                | ${busy}                      | ${{}}                                            | ${'fine'}    | ${'a test machine that works at night is left alone'}
    ${{}}                                             | ${busy}                      | ${{}}                                            | ${'fine'}    | ${'it works at night'}
    ${{}}                                             | ${{}}                        | ${{ hourOfWeek: weekOf(officeHours, 1e9, 1e8) }} | ${'fine'}    | ${'there is traffic at night'}
    ${{ powerState: 'stopped' }}                      | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'it does not run'}
    ${{ pricingModel: 'spot' }}                       | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'spot'}
    ${{ build: build({ localRoot: known(true) }) }}   | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'it can’t be stopped'}
    ${{ tags: known({ 'eks:nodegroup-name': 'd' }) }} | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'a node of a cluster'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }}       | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'it is exempt'}
    ${{ tags: denied }}                               | ${{}}                        | ${{}}                                            | ${'unknown'} | ${'it may be exempt, or a node'}
    ${{ startedAt: known(daysAgo(27)) }}              | ${{}}                        | ${{}}                                            | ${'fine'}    | ${'it was started inside the window'}
    ${{ startedAt: known(daysAgo(28)) }}              | ${{}}                        | ${{}}                                            | ${0.7}       | ${'the window is inclusive'}
    ${{ startedAt: denied }}                          | ${{}}                        | ${{}}                                            | ${'unknown'} | ${'it may have been started today'}
    ${{}}                                             | ${null}                      | ${{}}                                            | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                             | ${{}}                        | ${null}                                          | ${'unknown'} | ${'network was not read'}
    ${{}}                                             | ${{ sampleCount: 604 }}      | ${{}}                                            | ${'unknown'} | ${'a gap could hide a busy night'}
    ${{}}                                             | ${{ sampleCount: 605 }}      | ${{}}                                            | ${0.7}       | ${'90 % of the samples are enough'}
    ${{}}                                             | ${{}}                        | ${{ sampleCount: 604 }}                          | ${'unknown'} | ${'in either metric'}
    ${{}}                                             | ${{ window: short }}         | ${{}}                                            | ${'unknown'} | ${'27 days are not 28'}
    ${{}}                                             | ${{ window: stale }}         | ${{}}                                            | ${'unknown'} | ${'eight days ago it was so'}
    ${{}}                                             | ${{ hourOfWeek: undefined }} | ${{}}                                            | ${'fine'}    | ${'no hours are known to be idle'}
  `('is $verdict: $because', ({ machine, cpu, network, verdict }) => {
    expect(outcome(CHECK, batch(machine, cpu, network))).toBe(verdict);
  });

  it('leaves one that is idle all the time to another check', () => {
    const digests = digestsOf(
      fourWeeks('cpu-percent-maximum-four-weeks', weekOf(officeHours, 2, 1)),
      fourWeeks('network-bytes-four-weeks', weekOf(officeHours, 1000, 0)),
      digest('cpu-percent-maximum', 2),
      digest('network-bytes', 20_000),
    );
    expect(outcome(CHECK, batch({}, {}, {}, { digests }))).toBe('fine');
  });

  it('saves the price of the idle hours', () => {
    // 0.192 x 730 x 118 / 168 (the share is taken to a millionth).
    const finding = findingBy(CHECK, batch());
    expect(savingText(finding)).toMatch(/^98\.44\d+ \[98\.44\d+ to 98\.44\d+\] USD price-api$/);
    expect(finding && termSum(finding)).toMatch(/^98\.44/);
    expect(finding?.evidence).toEqual({
      shape: 'weekly',
      offHours: 118,
      off: 'Mon 18:00 to Tue 08:00, Tue 18:00 to Wed 08:00, Wed 18:00 to Thu 08:00, Thu 18:00 to Fri 08:00, Fri 18:00 to Mon 08:00',
      environment: null,
      cpuCoverage: 1,
      networkCoverage: 1,
    });
  });

  it('counts no more of a bill than the list price: the rest is transfer', () => {
    const saved = (amount: string) =>
      savingText(findingBy(CHECK, batch({}, {}, {}, { billed: billed({ 'i-1': [amount, 30] }) })));
    expect(saved('300.00')).toBe(savingText(findingBy(CHECK, batch())));
    expect(saved('72.00')).toMatch(/^51\.27\d+ .* billing$/); // 73.00 x 118 / 168
  });

  it('gives a member’s group the schedule', () => {
    const finding = findingBy(CHECK, batch({ tags: known({ 'aws:autoscaling:groupName': 'api' }) }));
    expect(finding?.action).toMatchObject({ kind: 'instance-group.schedule', params: { group: 'api' } });
  });

  it('is never waste unless both metrics were read', () => {
    const week = fc.array(fc.constantFrom(null, 0, 1, 60), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(week, fc.boolean(), fc.boolean(), (hourOfWeek, cpuRead, networkRead) => {
        const verdict = outcome(CHECK, batch({}, cpuRead ? { hourOfWeek } : null, networkRead ? {} : null));
        const off = hourOfWeek.filter((value) => value !== null && value < 5).length;
        return typeof verdict !== 'number' || (cpuRead && networkRead && off >= 40);
      }),
    );
  });
});
