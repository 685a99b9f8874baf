import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateBatch } from '../../../src/analysis/evaluate.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { daysAgo, instance, stored, stoppedInstance, volume } from '../../support/resource-builders.ts';
import { batchOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'aws-ebs-volume-stopped-instance';
const HOLDER = 'aws-ec2-instance-stopped-long';

const stopped = (days: number, change: Partial<Instance> = {}) =>
  stoppedInstance(days, { resourceId: 'i-host', ...change });

function of(machines: readonly Instance[], change: Parameters<typeof volume>[0] = {}) {
  const resource = stored(volume({ attachedTo: known(['i-host']), ...change }));
  return batchOf([resource], { estate: [resource, ...machines.map((machine) => stored(machine))] });
}

describe('volume of a stopped instance', () => {
  it.each`
    machines                                                                | change                                          | expected     | because
    ${[stopped(30)]}                                                        | ${{}}                                           | ${0.6}       | ${'the limit is inclusive'}
    ${[stopped(29)]}                                                        | ${{}}                                           | ${'fine'}    | ${'stopped lately'}
    ${[instance({ resourceId: 'i-host' })]}                                 | ${{}}                                           | ${'fine'}    | ${'its machine runs'}
    ${[stopped(90)]}                                                        | ${{ attachedTo: known([]) }}                    | ${'fine'}    | ${'attached to nothing'}
    ${[stopped(90)]}                                                        | ${{ attachedTo: unread('denied') }}             | ${'unknown'} | ${'what holds it was not read'}
    ${[]}                                                                   | ${{}}                                           | ${'unknown'} | ${'its machine is not in the inventory'}
    ${[stopped(90), instance({ resourceId: 'i-other' })]}                   | ${{ attachedTo: known(['i-host', 'i-other']) }} | ${'fine'}    | ${'another machine that holds it runs'}
    ${[stopped(90), stoppedInstance(50, { resourceId: 'i-other' })]}        | ${{ attachedTo: known(['i-host', 'i-other']) }} | ${0.6}       | ${'both are stopped for long'}
    ${[stopped(90)]}                                                        | ${{ attachedTo: known(['i-host', 'i-other']) }} | ${'unknown'} | ${'the other machine was not read'}
    ${[stopped(90, { tags: known({ 'ballast:keep': 'dr' }) })]}             | ${{}}                                           | ${'fine'}    | ${'its machine is exempt and may be started again'}
    ${[stopped(90, { tags: unread('denied') })]}                            | ${{}}                                           | ${'unknown'} | ${'its machine may be exempt'}
    ${[stopped(90, { stoppedSince: unread('no reason') })]}                 | ${{}}                                           | ${'unknown'} | ${'since when is not told'}
    ${[stopped(90)]}                                                        | ${{ tags: known({ 'ballast:keep': 'x' }) }}     | ${'fine'}    | ${'it is exempt itself'}
    ${[stopped(90)]}                                                        | ${{ tags: unread('denied') }}                   | ${'unknown'} | ${'it may be exempt'}
    ${[stopped(90, { tags: known({ 'aws:autoscaling:groupName': 'g' }) })]} | ${{}}                                           | ${0.3}       | ${'a warm pool'}
  `('is $expected: $because', ({ machines, change, expected }) => {
    expect(outcome(CHECK, of(machines, change))).toBe(expected);
  });

  it('is one that runs, whatever is not known of another', () => {
    const batch = of([instance({ resourceId: 'i-host' })], { attachedTo: known(['i-host', 'i-gone']) });
    expect(outcome(CHECK, batch)).toBe('fine');
  });

  it('is not counted beside the finding of its instance', () => {
    const machine = stored(stopped(90));
    const resource = stored(volume({ attachedTo: known(['i-host']) }));
    const findings = evaluateBatch(batchOf([machine, resource]));
    const counted = findings.filter(({ checkId }) => checkId === CHECK || checkId === HOLDER);
    expect(counted.map(({ checkId, countsTowardsTotal }) => [checkId, countsTowardsTotal])).toEqual([
      [HOLDER, true],
      [CHECK, false],
    ]);
    expect(savingText(findingBy(CHECK, of([stopped(90)])))).toBe('3.00 [3.00 to 8.00] USD price-api');
  });

  it('counts where the check of the instance is off, or waits for longer', () => {
    const base = of([stopped(90)]);
    const off = { ...base, settings: { ...base.settings, disabled: ['instance-stopped-long'] } };
    expect(findingBy(CHECK, off)?.countsTowardsTotal).toBe(true);
    const longer = { ...base, settings: { ...base.settings, params: { 'instance-stopped-long': { minDays: 120 } } } };
    expect(findingBy(CHECK, longer)?.countsTowardsTotal).toBe(true);
  });

  it('is never waste when the machines were not read', () => {
    fc.assert(
      fc.property(fc.nat(3000), (days) => {
        const batch = of([], { createdAt: known(daysAgo(days)) });
        expect(outcome(CHECK, { ...batch, unread: new Map([['instance', 'denied']]) })).toBe('unknown');
      }),
    );
  });
});
