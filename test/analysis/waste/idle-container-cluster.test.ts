import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { ContainerCluster } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { ecsCluster, kubernetes } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-eks-cluster-idle';
const denied: Fact<never> = unread('denied');

describe('empty Kubernetes cluster', () => {
  it.each`
    change                                    | idleDays     | verdict      | because
    ${{}}                                     | ${14}        | ${0.9}       | ${'seen empty for as long as it takes'}
    ${{}}                                     | ${13}        | ${0.6}       | ${'empty now, but not seen for long'}
    ${{}}                                     | ${undefined} | ${0.6}       | ${'the first sync'}
    ${{ attachedTo: known(['nodegroup/a']) }} | ${14}        | ${'fine'}    | ${'it has somewhere to run pods'}
    ${{ createdAt: known(daysAgo(13)) }}      | ${13}        | ${'fine'}    | ${'it was just made'}
    ${{ attachedTo: denied }}                 | ${14}        | ${'unknown'} | ${'it may have node groups'}
    ${{ createdAt: denied }}                  | ${14}        | ${0.9}       | ${'it has been watched for longer'}
  `('is $verdict after $idleDays days: $because', ({ change, idleDays, verdict }) => {
    expect(outcome(CHECK, measured(kubernetes(change), {}, idleDays === undefined ? {} : { idleDays }))).toBe(verdict);
  });

  it('cannot be told while its age is not, and it was not watched for long', () => {
    expect(outcome(CHECK, measured(kubernetes({ createdAt: denied }), {}, { firstSeen: daysAgo(3) }))).toBe('unknown');
  });

  it('saves its control plane, with extended support where that is paid', () => {
    const saving = (change: Partial<ContainerCluster>) => savingText(findingBy(CHECK, measured(kubernetes(change))));
    const support = known({ majorVersion: '1.30', standardEndsAt: instant('2025-07-23T00:00:00Z') });
    expect(saving({})).toBe('73.00 [73.00 to 73.00] USD price-api');
    expect(saving({ support })).toBe('438.00 [438.00 to 438.00] USD price-api');
    expect(saving({ support, paysForExtendedSupport: known(false) })).toBe('73.00 [73.00 to 73.00] USD price-api');
  });
});

describe('cluster of ECS', () => {
  const batch = (change: Partial<ContainerCluster>, reserved: Told) =>
    measured(ecsCluster(change), { 'used-percent-maximum': reserved });

  it.each`
    change                                  | reserved                                               | verdict      | because
    ${{}}                                   | ${0}                                                   | ${0.8}       | ${'no task reserved memory of its machines'}
    ${{}}                                   | ${0.1}                                                 | ${'fine'}    | ${'a task did, once'}
    ${{}}                                   | ${{ max: 5, sampleCount: 3 }}                          | ${'fine'}    | ${'what was seen happened'}
    ${{ attachedTo: known(['service/a']) }} | ${0}                                                   | ${'fine'}    | ${'it has services'}
    ${{ machines: known([]) }}              | ${null}                                                | ${'fine'}    | ${'without machines it costs nothing'}
    ${{ machines: denied }}                 | ${0}                                                   | ${'unknown'} | ${'it may have none'}
    ${{ attachedTo: denied }}               | ${0}                                                   | ${0.8}       | ${'what ran would have reserved'}
    ${{}}                                   | ${null}                                                | ${'unknown'} | ${'reservation was not read'}
    ${{}}                                   | ${{ sampleCount: 302 }}                                | ${'unknown'} | ${'a gap could hide a task'}
    ${{}}                                   | ${{ max: Number.NaN }}                                 | ${'unknown'} | ${'NaN is not zero'}
    ${{}}                                   | ${{ window: { start: daysAgo(13), end: daysAgo(0) } }} | ${'unknown'} | ${'13 days are not 14'}
  `('is $verdict: $because', ({ change, reserved, verdict }) => {
    expect(outcome(CHECK, batch(change, reserved))).toBe(verdict);
  });

  it('saves its machines at list price, whatever the bill has for the cluster itself', () => {
    const cluster = ecsCluster();
    const of = measured(
      cluster,
      { 'used-percent-maximum': 0 },
      { billed: billed({ [cluster.resourceId]: ['3', 30] }) },
    );
    const finding = findingBy(CHECK, of);
    expect(finding?.action.kind).toBe('container-cluster.scale-in-machines');
    // 2 x 0.192 x 730
    expect(savingText(finding)).toBe('280.32 [280.32 to 280.32] USD price-api');
    expect(termSum(finding!)).toBe('280.32');
  });

  it('saves an unknown amount while a machine has no size', () => {
    const of = batch({ machines: known([{ instanceId: 'i-a' }]) }, 0);
    expect(savingText(findingBy(CHECK, of))).toBe('unknown: the size of a machine was not told');
  });
});
