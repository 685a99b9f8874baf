import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ContainerService, TrafficSource } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { containerService, task } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-ecs-service-idle';
const denied: Fact<never> = unread('denied');

const behind = (counts: TrafficSource['counts'], balancerIds: readonly string[] = ['alb']) =>
  known([{ counts, targetGroupId: 'tg', balancerIds }]);

const batch = (change: Partial<ContainerService>, cpu: Told, requests: Told = null, bytes: Told = null) =>
  measured(containerService(change), { 'cpu-percent-maximum': cpu, requests, 'processed-bytes': bytes });

describe('idle service', () => {
  it.each`
    change                                     | cpu                                                    | requests          | bytes          | verdict      | because
    ${{}}                                      | ${0.4}                                                 | ${null}           | ${null}        | ${0.5}       | ${'nobody sends, but it may wait for a queue'}
    ${{ trafficFrom: behind('requests') }}     | ${0.4}                                                 | ${0}              | ${null}        | ${0.85}      | ${'all requests come through a balancer, and none did'}
    ${{ trafficFrom: behind('bytes') }}        | ${0.4}                                                 | ${null}           | ${0}           | ${0.85}      | ${'no byte came'}
    ${{ trafficFrom: behind('requests', []) }} | ${0.4}                                                 | ${null}           | ${null}        | ${0.85}      | ${'no balancer sends to its targets'}
    ${{ discoverable: true }}                  | ${0.4}                                                 | ${null}           | ${null}        | ${0.4}       | ${'others may call it directly'}
    ${{ runsOn: 'machines' }}                  | ${0.4}                                                 | ${null}           | ${null}        | ${0.5}       | ${'its tasks take room'}
    ${{}}                                      | ${1}                                                   | ${null}           | ${null}        | ${'fine'}    | ${'a task did something'}
    ${{}}                                      | ${{ max: 3, sampleCount: 5 }}                          | ${null}           | ${null}        | ${'fine'}    | ${'what was seen happened'}
    ${{ trafficFrom: behind('requests') }}     | ${0.4}                                                 | ${{ mean: 0.01 }} | ${null}        | ${'fine'}    | ${'requests came'}
    ${{ trafficFrom: behind('bytes') }}        | ${0.4}                                                 | ${null}           | ${{ mean: 9 }} | ${'fine'}    | ${'bytes came'}
    ${{ desiredCount: 0 }}                     | ${0.4}                                                 | ${null}           | ${null}        | ${'fine'}    | ${'it wants no tasks'}
    ${{ onEveryMachine: true }}                | ${0.4}                                                 | ${null}           | ${null}        | ${'fine'}    | ${'an agent'}
    ${{ runsOn: 'own-hardware' }}              | ${0.4}                                                 | ${null}           | ${null}        | ${'fine'}    | ${'not paid here'}
    ${{ createdAt: known(daysAgo(13)) }}       | ${0.4}                                                 | ${null}           | ${null}        | ${'fine'}    | ${'younger than the window'}
    ${{ createdAt: known(daysAgo(14)) }}       | ${0.4}                                                 | ${null}           | ${null}        | ${0.5}       | ${'the window is inclusive'}
    ${{}}                                      | ${null}                                                | ${null}           | ${null}        | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                      | ${{ sampleCount: 302 }}                                | ${null}           | ${null}        | ${'unknown'} | ${'a gap could hide a busy hour'}
    ${{}}                                      | ${{ max: Number.NaN }}                                 | ${null}           | ${null}        | ${'unknown'} | ${'NaN is not below the bar'}
    ${{}}                                      | ${{ window: { start: daysAgo(13), end: daysAgo(0) } }} | ${null}           | ${null}        | ${'unknown'} | ${'13 days are not 14'}
    ${{ trafficFrom: behind('requests') }}     | ${0.4}                                                 | ${null}           | ${null}        | ${'unknown'} | ${'requests were not read'}
    ${{ trafficFrom: behind('bytes') }}        | ${0.4}                                                 | ${0}              | ${null}        | ${'unknown'} | ${'bytes were not read'}
    ${{ trafficFrom: denied }}                 | ${0.4}                                                 | ${0}              | ${0}           | ${'unknown'} | ${'something may send to it'}
    ${{ task: denied }}                        | ${0.4}                                                 | ${null}           | ${null}        | ${0.5}       | ${'its size decides its price only'}
  `('is $verdict: $because', ({ change, cpu, requests, bytes, verdict }) => {
    expect(outcome(CHECK, batch(change, cpu, requests, bytes))).toBe(verdict);
  });

  it('saves all of its tasks', () => {
    const finding = findingBy(CHECK, batch({}, 0.4));
    // 3 x 730 x (2 x 0.04048 + 8 x 0.004445)
    expect(savingText(finding)).toBe('255.1788 [255.1788 to 255.1788] USD price-api');
    expect(termSum(finding!)).toBe('255.1788');
  });

  it('goes by the bill where that covers it', () => {
    const service = containerService();
    const of = measured(
      service,
      { 'cpu-percent-maximum': 0.4 },
      { billed: billed({ [service.resourceId]: ['36', 30] }) },
    );
    expect(savingText(findingBy(CHECK, of))).toBe('36.50 [36.50 to 36.50] USD billing');
  });

  it.each`
    change                                              | because
    ${{ runsOn: 'machines' }}                           | ${'its tasks share machines, which are paid as such'}
    ${{ pricingModel: 'mixed' }}                        | ${'prices of spot capacity for tasks are not collected'}
    ${{ task: denied }}                                 | ${'denied'}
    ${{ task: known(task({ architecture: 'arm64' })) }} | ${'no price for task-vcpu/linux/arm64 in us-east-1'}
  `('saves an unknown amount, not zero: $because', ({ change, because }) => {
    expect(savingText(findingBy(CHECK, batch(change, 0.4)))).toBe(`unknown: ${because}`);
  });

  it('is never waste unless CPU was read, whole and low, and nothing came', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 0.5, 1, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (max, mean, sampleCount, expectedCount) => {
        const of = batch({ trafficFrom: behind('requests') }, { max, sampleCount, expectedCount }, { mean });
        const quiet = max >= 0 && max < 1 && mean * 336 >= 0 && mean * 336 < 0.5;
        return typeof outcome(CHECK, of) !== 'number' || (quiet && sampleCount / expectedCount >= 0.9);
      }),
    );
  });
});
