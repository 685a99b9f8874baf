import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Instance, InstanceGroup } from '../../../src/domain/resources.ts';
import { instanceGroup, machinePrices, membersOf } from '../../support/compute-builders.ts';
import { daysAgo, digest, instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const denied = unread('denied');
const node = known({ 'eks:nodegroup-name': 'default' });

function batch(
  change: Partial<InstanceGroup> = {},
  cpu: Partial<MetricDigest> | null = {},
  member: Partial<Instance> = {},
  more: Parameters<typeof batchOf>[1] = {},
) {
  const group = instanceGroup(change);
  return batchOf([stored(group)], {
    prices: machinePrices(),
    related: membersOf(group, (resourceId) => instance({ resourceId, sizeName: 'm5.large', ...member })) as never,
    digests: digestsOf(
      ...(cpu === null ? [] : [digest('cpu-percent-average', 20, { resourceId: group.resourceId, ...cpu })]),
    ),
    ...more,
  });
}

const storedMembers = (group: InstanceGroup, member: Partial<Instance> = {}) =>
  new Map(
    group.members.map(({ instanceId }) => [
      instanceId,
      stored(instance({ resourceId: instanceId, sizeName: 'm5.large', ...member })),
    ]),
  );

const withMembers = (
  change: Partial<InstanceGroup> = {},
  cpu: Partial<MetricDigest> | null = {},
  member: Partial<Instance> = {},
  more: Parameters<typeof batchOf>[1] = {},
) => batch(change, cpu, member, { related: storedMembers(instanceGroup(change), member), ...more });

describe('scaling group that never scales', () => {
  const CHECK = 'aws-ec2-asg-fixed-underused';
  it.each`
    group                                                     | cpu                     | verdict      | because
    ${{}}                                                     | ${{}}                   | ${0.6}       | ${'a fifth of four members is work for two'}
    ${{ maxSize: 10 }}                                        | ${{}}                   | ${0.6}       | ${'its least size holds it where it is'}
    ${{ minSize: 2, maxSize: 10 }}                            | ${{}}                   | ${'fine'}    | ${'it could shrink'}
    ${{ scalingRules: known({ policies: 1, schedules: 0 }) }} | ${{}}                   | ${'fine'}    | ${'a policy scales it'}
    ${{ scalingRules: known({ policies: 0, schedules: 1 }) }} | ${{}}                   | ${'fine'}    | ${'so does the clock'}
    ${{ scalingRules: denied }}                               | ${{}}                   | ${'unknown'} | ${'there may be a policy'}
    ${{ scalingRules: denied }}                               | ${{ p95: 40 }}          | ${'fine'}    | ${'it works, policy or not'}
    ${{}}                                                     | ${{ p95: 39 }}          | ${0.6}       | ${'39 % of four are three at 60 %'}
    ${{ zoneIds: ['a', 'b', 'c'] }}                           | ${{ p95: 39 }}          | ${0.6}       | ${'one for each zone'}
    ${{ zoneIds: ['a', 'b', 'c', 'd'] }}                      | ${{}}                   | ${'fine'}    | ${'four zones need four'}
    ${{ minSize: 2, desiredSize: 2, maxSize: 2 }}             | ${{}}                   | ${'fine'}    | ${'two are the least'}
    ${{ minSize: 0, desiredSize: 0, maxSize: 0 }}             | ${{}}                   | ${'fine'}    | ${'it has no members'}
    ${{ keepsMembers: true }}                                 | ${{}}                   | ${'fine'}    | ${'its members are protected'}
    ${{ tags: node }}                                         | ${{}}                   | ${'fine'}    | ${'a cluster’s autoscaler sets its size'}
    ${{ tags: denied }}                                       | ${{}}                   | ${'unknown'} | ${'it may be a cluster’s, or exempt'}
    ${{ createdAt: known(daysAgo(13)) }}                      | ${{}}                   | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                                     | ${null}                 | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                                     | ${{ sampleCount: 302 }} | ${'unknown'} | ${'a gap could hide the load'}
  `('is $verdict: $because', ({ group, cpu, verdict }) => {
    expect(outcome(CHECK, withMembers(group, cpu))).toBe(verdict);
  });

  it('saves the cheapest members that are not needed', () => {
    const finding = findingBy(CHECK, withMembers());
    expect(savingText(finding)).toBe('140.16 [140.16 to 140.16] USD price-api'); // 2 x 0.096 x 730
    expect(finding && termSum(finding)).toBe('140.16');
    expect(finding?.action).toEqual({ kind: 'instance-group.lower-minimum', params: { minSize: 2, desiredSize: 2 } });
    const bill = billed({ 'i-3': ['36.00', 30], 'i-4': ['72.00', 30] });
    expect(savingText(findingBy(CHECK, withMembers({}, {}, {}, { billed: bill })))).toBe(
      '106.58 [106.58 to 106.58] USD price-api',
    );
  });

  it('has no saving where a member was not read: a part is not the group', () => {
    const related = storedMembers(instanceGroup());
    related.delete('i-2');
    expect(savingText(findingBy(CHECK, batch({}, {}, {}, { related })))).toBe('unknown: member i-2 was not read');
  });
});

describe('scaling group without spot', () => {
  const CHECK = 'aws-ec2-spot-candidate';
  const three = { members: instanceGroup().members.slice(0, 3) };
  it.each`
    group                                                                               | member                                   | verdict      | because
    ${{}}                                                                               | ${{}}                                    | ${0.4}       | ${'four members on demand'}
    ${{ servesTraffic: false }}                                                         | ${{}}                                    | ${0.3}       | ${'nothing says that it is stateless'}
    ${three}                                                                            | ${{}}                                    | ${0.4}       | ${'three are enough'}
    ${{ members: three.members.slice(0, 2) }}                                           | ${{}}                                    | ${'fine'}    | ${'two are too few'}
    ${{ mixesSpot: true }}                                                              | ${{}}                                    | ${'fine'}    | ${'its mix has spot'}
    ${{}}                                                                               | ${{ pricingModel: 'spot' }}              | ${'fine'}    | ${'its template asks for spot'}
    ${{}}                                                                               | ${{ pricingModel: 'dedicated' }}         | ${'fine'}    | ${'it is on dedicated hardware'}
    ${{ keepsMembers: true }}                                                           | ${{}}                                    | ${'fine'}    | ${'its members are protected'}
    ${{ createdAt: known(daysAgo(13)) }}                                                | ${{}}                                    | ${'fine'}    | ${'it is being built'}
    ${{ spotHourly: denied }}                                                           | ${{}}                                    | ${'unknown'} | ${'whether spot is cheaper is the question'}
    ${{ spotHourly: known({}) }}                                                        | ${{}}                                    | ${'unknown'} | ${'there is no price for its size'}
    ${{}}                                                                               | ${{ operatingSystem: known('windows') }} | ${'unknown'} | ${'nor for its system'}
    ${{}}                                                                               | ${{ operatingSystem: denied }}           | ${'unknown'} | ${'its price depends on it'}
    ${{ spotHourly: known({ 'm5.large/linux': { amount: '0.08', currency: 'USD' } }) }} | ${{}}                                    | ${'fine'}    | ${'spot is hardly cheaper'}
    ${{ spotHourly: known({ 'm5.large/linux': { amount: '0.03', currency: 'EUR' } }) }} | ${{}}                                    | ${'unknown'} | ${'two currencies'}
    ${{ tags: denied }}                                                                 | ${{}}                                    | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ group, member, verdict }) => {
    expect(outcome(CHECK, withMembers(group, {}, member))).toBe(verdict);
  });

  it('cannot tell where a member was not read', () => {
    expect(outcome(CHECK, batch({}, {}, {}, { related: new Map() }))).toBe('unknown');
  });

  it('saves a share of the members’ cost, or nothing', () => {
    // 4 x 0.096 x 730 x 50 % x (1 - 0.0384 / 0.096 = 60 %).
    const finding = findingBy(CHECK, withMembers());
    expect(savingText(finding)).toBe('84.096 [0.00 to 84.096] USD estimate');
    expect(finding && termSum(finding)).toBe('84.096');
    expect(finding?.evidence).toMatchObject({ members: 4, sharePercent: 50, spotPricePercent: 40 });
  });
});
