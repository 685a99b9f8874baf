import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestTask } from '../../../src/analysis/rightsizing/task-sizes.ts';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ContainerService } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { containerService, task } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-ecs-service-rightsize';
const denied: Fact<never> = unread('denied');

const batch = (change: Partial<ContainerService>, cpu: Told, memory: Told, more: Parameters<typeof measured>[2] = {}) =>
  measured(containerService(change), { 'cpu-percent-maximum': cpu, 'memory-percent-maximum': memory }, more);

describe('service with large tasks', () => {
  it.each`
    change                                                                              | cpu                              | memory                 | verdict      | because
    ${{}}                                                                               | ${20}                            | ${30}                  | ${0.75}      | ${'half would do'}
    ${{}}                                                                               | ${40}                            | ${30}                  | ${'fine'}    | ${'CPU is in use'}
    ${{}}                                                                               | ${20}                            | ${50}                  | ${'fine'}    | ${'memory is in use'}
    ${{}}                                                                               | ${{ p99: 20, max: 95 }}          | ${30}                  | ${0.75}      | ${'its memory can still be halved'}
    ${{ task: known(task({ memoryMiB: 4096 })) }}                                       | ${{ p99: 20, max: 95 }}          | ${30}                  | ${'fine'}    | ${'one moment needed all of its CPU, and so much memory goes with it'}
    ${{ runsOn: 'machines' }}                                                           | ${20}                            | ${30}                  | ${'fine'}    | ${'its tasks are not paid one by one'}
    ${{ desiredCount: 0 }}                                                              | ${20}                            | ${30}                  | ${'fine'}    | ${'it wants none'}
    ${{ task: known(task({ vcpus: 0.25, memoryMiB: 512 })) }}                           | ${1}                             | ${1}                   | ${'fine'}    | ${'there is no smaller one'}
    ${{ task: known(task({ vcpus: 1, memoryMiB: 2048, operatingSystem: 'windows' })) }} | ${1}                             | ${1}                   | ${'fine'}    | ${'the smallest for Windows'}
    ${{ createdAt: known(daysAgo(13)) }}                                                | ${20}                            | ${30}                  | ${'fine'}    | ${'younger than the window'}
    ${{ resizedAt: daysAgo(13) }}                                                       | ${20}                            | ${30}                  | ${'fine'}    | ${'what was measured was another size'}
    ${{ resizedAt: daysAgo(14) }}                                                       | ${20}                            | ${30}                  | ${0.75}      | ${'the window is inclusive'}
    ${{ task: denied }}                                                                 | ${20}                            | ${30}                  | ${'unknown'} | ${'its size was not read'}
    ${{}}                                                                               | ${null}                          | ${30}                  | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                                                               | ${20}                            | ${null}                | ${'unknown'} | ${'memory was not read'}
    ${{}}                                                                               | ${{ p99: 20, sampleCount: 302 }} | ${30}                  | ${'unknown'} | ${'a gap could hide a busy hour'}
    ${{}}                                                                               | ${20}                            | ${{ max: Number.NaN }} | ${'unknown'} | ${'NaN is not below the bar'}
  `('is $verdict: $because', ({ change, cpu, memory, verdict }) => {
    expect(outcome(CHECK, batch(change, cpu, memory))).toBe(verdict);
  });

  it('saves the difference to the smallest pair that holds it', () => {
    const finding = findingBy(CHECK, batch({}, 20, 30));
    // 2 x 20 / 70 = 0.57 vCPU; 8 x 30 / 80 = 3 GiB
    expect(finding?.action.params).toMatchObject({ cpuUnits: 1024, memoryMiB: 3072 });
    // 3 x 730 x (1 x 0.04048 + 5 x 0.004445)
    expect(savingText(finding)).toBe('137.32395 [137.32395 to 137.32395] USD price-api');
    expect(termSum(finding!)).toBe('137.32395');
  });

  it('saves a share of the bill where that covers it', () => {
    const of = { billed: billed({ [containerService().resourceId]: ['90', 30] }) };
    expect(savingText(findingBy(CHECK, batch({}, 20, 30, of)))).toMatch(/^49\.10.* USD billing$/);
  });

  it('is never waste unless CPU and memory were read, whole and low', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 39, 50, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (p99, max, memory, sampleCount) => {
        const verdict = outcome(CHECK, batch({}, { p99, max, sampleCount }, { max: memory }));
        const low = p99 >= 0 && p99 < 40 && memory >= 0 && memory < 50;
        return typeof verdict !== 'number' || (low && sampleCount / 336 >= 0.9);
      }),
    );
  });
});

/** All pairs that Fargate takes. Source: ECS Developer Guide, "Amazon ECS task definition parameters for Fargate", Task size. */
const pairs: Readonly<Record<number, readonly number[]>> = {
  0.25: [0.5, 1, 2],
  0.5: [1, 2, 3, 4],
  1: [2, 3, 4, 5, 6, 7, 8],
  2: Array.from({ length: 13 }, (_, index) => 4 + index),
  4: Array.from({ length: 23 }, (_, index) => 8 + index),
  8: Array.from({ length: 12 }, (_, index) => 16 + index * 4),
  16: Array.from({ length: 12 }, (_, index) => 32 + index * 8),
};

describe('smallest task', () => {
  it.each`
    vcpus   | memory | system       | becomes
    ${0.1}  | ${0.2} | ${'linux'}   | ${[0.25, 0.5]}
    ${0.25} | ${1.2} | ${'linux'}   | ${[0.25, 2]}
    ${0.25} | ${2.5} | ${'linux'}   | ${[0.5, 3]}
    ${0.1}  | ${0.2} | ${'windows'} | ${[1, 2]}
    ${5}    | ${10}  | ${'linux'}   | ${[8, 16]}
    ${5}    | ${10}  | ${'windows'} | ${undefined}
    ${16}   | ${120} | ${'linux'}   | ${[16, 120]}
    ${17}   | ${1}   | ${'linux'}   | ${undefined}
  `('for $vcpus vCPUs and $memory GiB on $system is $becomes', ({ vcpus, memory, system, becomes }) => {
    const found = smallestTask({ vcpus, memoryMiB: memory * 1024 }, system);
    expect(found && [found.vcpus, found.memoryMiB / 1024]).toEqual(becomes);
  });

  it('is one that Fargate takes, and holds what is needed', () => {
    const most = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(most, most, (cpu, memory) => {
        const needed = { vcpus: cpu * 16, memoryMiB: memory * 120 * 1024 };
        const found = smallestTask(needed, 'linux');
        if (found === undefined) return false;
        const valid = pairs[found.vcpus]?.includes(found.memoryMiB / 1024) === true;
        return valid && found.vcpus >= needed.vcpus && found.memoryMiB >= needed.memoryMiB;
      }),
    );
  });
});
