import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { NodeGroup } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { nodeGroup } from '../../support/serverless-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-eks-nodegroup-underused';
const denied: Fact<never> = unread('denied');

type Use = Readonly<Partial<Record<'cpu' | 'memory' | 'own' | 'askedCpu' | 'askedMemory', Told>>>;

const batch = (
  change: Partial<NodeGroup>,
  { cpu = 14, memory = 24, own = null, askedCpu = 45, askedMemory = 45 }: Use = {},
) =>
  measured(nodeGroup(change), {
    'cpu-percent-average': cpu,
    'node-memory-percent-maximum': memory,
    'memory-percent-maximum': own,
    'node-cpu-reserved-percent-maximum': askedCpu,
    'node-memory-reserved-percent-maximum': askedMemory,
  });

describe('node group', () => {
  it.each`
    change                               | use                                       | verdict      | because
    ${{}}                                | ${{}}                                     | ${0.75}      | ${'half of it would do'}
    ${{}}                                | ${{ askedCpu: null }}                     | ${0.45}      | ${'what pods ask for is not known'}
    ${{}}                                | ${{ cpu: 40 }}                            | ${'fine'}    | ${'CPU is in use'}
    ${{}}                                | ${{ own: 50 }}                            | ${'fine'}    | ${'its memory is in use'}
    ${{}}                                | ${{ memory: 50 }}                         | ${'unknown'} | ${'it may be another group of the cluster'}
    ${{}}                                | ${{ memory: 80, own: 24 }}                | ${0.75}      | ${'it was another group of the cluster'}
    ${{}}                                | ${{ askedMemory: 90 }}                    | ${'fine'}    | ${'pods ask for all of it'}
    ${{ desiredSize: 2 }}                | ${{}}                                     | ${'fine'}    | ${'one in each network'}
    ${{ desiredSize: 3, subnets: 3 }}    | ${{}}                                     | ${'fine'}    | ${'one in each network'}
    ${{ accelerated: true }}             | ${{}}                                     | ${'fine'}    | ${'its CPU says little'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{}}                                     | ${'fine'}    | ${'younger than the window'}
    ${{}}                                | ${{ cpu: null }}                          | ${'unknown'} | ${'CPU was not read'}
    ${{}}                                | ${{ memory: null }}                       | ${'unknown'} | ${'memory was not read'}
    ${{}}                                | ${{ cpu: { p95: 14, sampleCount: 302 } }} | ${'unknown'} | ${'a gap could hide a busy hour'}
    ${{}}                                | ${{ cpu: { p95: Number.NaN } }}           | ${'unknown'} | ${'NaN is not below the bar'}
    ${{ sizeNames: denied }}             | ${{}}                                     | ${0.75}      | ${'its size decides its price only'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, batch(change, use))).toBe(verdict);
  });

  it('saves the nodes that are not needed', () => {
    const finding = findingBy(CHECK, batch({}));
    // By what pods ask for: 10 x 45 / 90 = 5
    expect(finding?.action.params).toMatchObject({ desiredSize: 5, minSize: 5 });
    expect(savingText(finding)).toBe('700.80 [700.80 to 700.80] USD price-api');
    expect(termSum(finding!)).toBe('700.80');
  });

  it('saves at least the cheapest of several sizes', () => {
    const sizes = known(['m5.2xlarge', 'm5.xlarge']);
    expect(savingText(findingBy(CHECK, batch({ sizeNames: sizes })))).toBe('700.80 [700.80 to 1401.60] USD price-api');
  });

  it.each`
    change                                  | because
    ${{ pricingModel: 'spot' }}             | ${'spot prices are not collected'}
    ${{ pricingModel: 'prepaid' }}          | ${'its capacity is paid ahead'}
    ${{ sizeNames: denied }}                | ${'denied'}
    ${{ sizeNames: known(['m5.4xlarge']) }} | ${'no price for instance/m5.4xlarge/linux in us-east-1'}
  `('saves an unknown amount: $because', ({ change, because }) => {
    expect(savingText(findingBy(CHECK, batch(change)))).toBe(`unknown: ${because}`);
  });

  it('never goes below what CPU, memory and requests need', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), percent, percent, percent, (desiredSize, cpu, memory, asked) => {
        const finding = findingBy(CHECK, batch({ desiredSize }, { cpu, memory, askedCpu: asked, askedMemory: asked }));
        if (finding?.verdict !== 'waste') return true;
        const kept = Number(finding.action.params?.['desiredSize']);
        const holds = (use: number, bar: number) => (desiredSize * use) / bar <= kept;
        return kept < desiredSize && kept >= 2 && holds(cpu, 70) && holds(memory, 80) && holds(asked, 90);
      }),
    );
  });
});
