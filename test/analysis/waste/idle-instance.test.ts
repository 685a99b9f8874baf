import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'aws-ec2-instance-idle';
const MB = 1_000_000;

const batch = (
  change: Partial<Instance>,
  cpu: Partial<MetricDigest> | null,
  network: Partial<MetricDigest> | null,
  more: Parameters<typeof batchOf>[1] = {},
) =>
  batchOf([stored(instance(change))], {
    digests: digestsOf(
      ...(cpu === null ? [] : [digest('cpu-percent-maximum', 3, cpu)]),
      ...(network === null ? [] : [digest('network-bytes', 2 * MB, network)]),
    ),
    ...more,
  });

describe('idle instance', () => {
  const denied = unread('denied');
  const short = { start: daysAgo(13), end: daysAgo(0) };
  const stale = { start: daysAgo(22), end: daysAgo(8) };
  const group = known({ 'aws:autoscaling:groupName': 'api' });
  const node = known({ 'eks:nodegroup-name': 'default', 'aws:autoscaling:groupName': 'eks' });
  it.each`
    machine                                     | cpu                             | network                      | verdict      | because
    ${{}}                                       | ${{}}                           | ${{}}                        | ${0.8}       | ${'3 % at most, 2 MB on the worst day'}
    ${{}}                                       | ${{ max: 5 }}                   | ${{}}                        | ${'fine'}    | ${'the bar itself is work'}
    ${{}}                                       | ${{ max: 4.99 }}                | ${{}}                        | ${0.8}       | ${'just below it is not'}
    ${{}}                                       | ${{}}                           | ${{ maxDaySum: 5 * MB }}     | ${'fine'}    | ${'one day of traffic is work'}
    ${{}}                                       | ${{}}                           | ${{ maxDaySum: 5 * MB - 1 }} | ${0.8}       | ${'just below it is not'}
    ${{}}                                       | ${{ max: 60, mean: 0.5 }}       | ${{}}                        | ${'fine'}    | ${'a short nightly job hides in the mean'}
    ${{ powerState: 'stopped' }}                | ${{}}                           | ${{}}                        | ${'fine'}    | ${'it does not run'}
    ${{ startedAt: known(daysAgo(13)) }}        | ${{}}                           | ${{}}                        | ${'fine'}    | ${'it was started inside the window'}
    ${{ startedAt: known(daysAgo(14)) }}        | ${{}}                           | ${{}}                        | ${0.8}       | ${'the window is inclusive'}
    ${{ startedAt: denied }}                    | ${{}}                           | ${{}}                        | ${'unknown'} | ${'it may have been started today'}
    ${{ startedAt: known('x') }}                | ${{}}                           | ${{}}                        | ${'unknown'} | ${'its start is no moment'}
    ${{ tags: denied }}                         | ${{}}                           | ${{}}                        | ${'unknown'} | ${'it may be exempt, or a node'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }} | ${{}}                           | ${{}}                        | ${'fine'}    | ${'it is exempt'}
    ${{ tags: node }}                           | ${{}}                           | ${{}}                        | ${'fine'}    | ${'a cluster decides about its nodes'}
    ${{ tags: group }}                          | ${{}}                           | ${{}}                        | ${0.4}       | ${'its group would start another'}
    ${{ pricingModel: 'spot' }}                 | ${{}}                           | ${{}}                        | ${0.6}       | ${'spot'}
    ${{}}                                       | ${{ sampleCount: 303 }}         | ${{}}                        | ${0.8}       | ${'90 % of the samples are enough'}
    ${{}}                                       | ${{ sampleCount: 302 }}         | ${{}}                        | ${'unknown'} | ${'a gap could hide the busy hour'}
    ${{}}                                       | ${{}}                           | ${{ sampleCount: 302 }}      | ${'unknown'} | ${'in either metric'}
    ${{}}                                       | ${{ sampleCount: 10, max: 50 }} | ${{}}                        | ${'fine'}    | ${'work that was seen is work'}
    ${{}}                                       | ${{ sampleCount: 0, max: 0 }}   | ${{}}                        | ${'unknown'} | ${'silence is not idleness'}
    ${{}}                                       | ${{ expectedCount: 0 }}         | ${{}}                        | ${'unknown'} | ${'no coverage can be told'}
    ${{}}                                       | ${{ expectedCount: NaN }}       | ${{}}                        | ${'unknown'} | ${'NaN passes no threshold'}
    ${{}}                                       | ${{ max: NaN }}                 | ${{}}                        | ${'unknown'} | ${'NaN is not below the bar'}
    ${{}}                                       | ${{ max: -1 }}                  | ${{}}                        | ${'unknown'} | ${'a negative load is no load'}
    ${{}}                                       | ${{}}                           | ${{ maxDaySum: undefined }}  | ${'unknown'} | ${'no sum by day'}
    ${{}}                                       | ${null}                         | ${{}}                        | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                       | ${{}}                           | ${null}                      | ${'unknown'} | ${'network was not read'}
    ${{}}                                       | ${{ max: 50 }}                  | ${null}                      | ${'fine'}    | ${'one metric is enough to see work'}
    ${{}}                                       | ${null}                         | ${{ maxDaySum: 9 * MB }}     | ${'fine'}    | ${'either of them'}
    ${{}}                                       | ${{ window: short }}            | ${{}}                        | ${'unknown'} | ${'13 days are not 14'}
    ${{}}                                       | ${{ window: stale }}            | ${{}}                        | ${'unknown'} | ${'eight days ago it was idle'}
    ${{}}                                       | ${{ window: stale, max: 50 }}   | ${{}}                        | ${'unknown'} | ${'eight days ago it was busy'}
  `('is $verdict: $because', ({ machine, cpu, network, verdict }) => {
    expect(outcome(CHECK, batch(machine, cpu, network))).toBe(verdict);
  });

  it('says why the metrics were not read', () => {
    const unreadMetrics = { unread: new Map([['metrics', 'denied: cloudwatch:GetMetricData'] as const]) };
    expect(findingBy(CHECK, batch({}, null, null, unreadMetrics))?.reason).toBe('denied: cloudwatch:GetMetricData');
    expect(findingBy(CHECK, batch({}, { sampleCount: 302 }, {}))?.reason).toBe(
      'cpu-percent-maximum has only 89 % of its samples',
    );
  });

  it('shows the numbers that decided', () => {
    expect(findingBy(CHECK, batch({}, { max: 3.14159 }, {}))?.evidence).toEqual({
      runningDays: 90,
      lookbackDays: 14,
      maxCpuPercent: 3.142,
      cpuCoverage: 1,
      maxNetworkMBPerDay: 2,
      networkCoverage: 1,
      maxCpuPercentFourWeeks: null,
      maxMemoryPercent: null,
      pricingModel: 'on-demand',
    });
  });

  it.each`
    more                                              | verdict   | because
    ${[digest('memory-percent-maximum', 51)]}         | ${0.6}    | ${'something large is loaded'}
    ${[digest('memory-percent-maximum', 50)]}         | ${0.8}    | ${'half its memory is not much'}
    ${[digest('cpu-percent-maximum-four-weeks', 60)]} | ${0.6}    | ${'it worked three weeks ago'}
    ${[digest('cpu-percent-maximum-four-weeks', 4)]}  | ${0.8}    | ${'it did not work then either'}
    ${[digest('gpu-percent-maximum', 5)]}             | ${'fine'} | ${'its GPU works'}
    ${[digest('gpu-percent-maximum', 4)]}             | ${0.8}    | ${'its GPU does not'}
  `('is $verdict: $because', ({ more, verdict }) => {
    const digests = digestsOf(digest('cpu-percent-maximum', 3), digest('network-bytes', 2 * MB), ...more);
    expect(outcome(CHECK, batchOf([stored(instance({}))], { digests }))).toBe(verdict);
  });

  it.each([
    [{}, 'instance.stop', {}],
    [{ pricingModel: 'spot' }, 'instance.image-and-terminate', {}],
    [{ tags: known({ 'aws:autoscaling:groupName': 'api' }) }, 'instance-group.scale-in', { group: 'api' }],
  ] as const)('%o: proposes %s', (machine, kind, params) => {
    expect(findingBy(CHECK, batch(machine, {}, {}))?.action).toEqual({ kind, params });
  });

  it.each`
    machine                                | bill                        | expected
    ${{}}                                  | ${{}}                       | ${'140.16 [140.16 to 140.16] USD price-api'}
    ${{}}                                  | ${{ 'i-1': ['72.00', 30] }} | ${'73.00 [73.00 to 73.00] USD billing'}
    ${{ pricingModel: 'spot' }}            | ${{ 'i-1': ['36.00', 30] }} | ${'36.50 [36.50 to 36.50] USD billing'}
    ${{ pricingModel: 'spot' }}            | ${{}}                       | ${'unknown: spot prices are not collected, and no bill covers the instance'}
    ${{ pricingModel: 'dedicated' }}       | ${{}}                       | ${'unknown: prices of dedicated hardware are not collected, and no bill covers the instance'}
    ${{ operatingSystem: unread('none') }} | ${{}}                       | ${'unknown: operating system: none'}
    ${{ operatingSystem: known('rhel') }}  | ${{}}                       | ${'unknown: no price for instance/m5.xlarge/rhel in us-east-1'}
  `('$machine billed $bill saves $expected', ({ machine, bill, expected }) => {
    expect(savingText(findingBy(CHECK, batch(machine, {}, {}, { billed: billed(bill) })))).toBe(expected);
  });

  it('takes the bars that it is given', () => {
    const settings = { params: { [CHECK]: { maxCpuPercent: 2 } }, exemptTags: {} };
    expect(outcome(CHECK, batch({}, {}, {}, { settings }))).toBe('fine');
  });

  it('is never waste unless both metrics were read, whole and low', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 3, 5, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (max, maxDaySum, sampleCount, expectedCount) => {
        const verdict = outcome(CHECK, batch({}, { max, sampleCount, expectedCount }, { maxDaySum }));
        const low = max >= 0 && max < 5 && maxDaySum >= 0 && maxDaySum < 5 * MB;
        return typeof verdict !== 'number' || (low && sampleCount / expectedCount >= 0.9);
      }),
    );
  });
});
