import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ModelEndpoint, ModelThroughput } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { modelEndpoint, modelThroughput } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const denied: Fact<never> = unread('denied');

describe('endpoint', () => {
  const CHECK = 'aws-sagemaker-endpoint-idle';
  const batch = (change: Partial<ModelEndpoint>, requests: Told, cpu: Told = 3) =>
    measured(modelEndpoint(change), { requests, 'cpu-percent-maximum': cpu });

  it.each`
    change                                | requests                | cpu                     | verdict      | because
    ${{}}                                 | ${0}                    | ${3}                    | ${0.9}       | ${'nobody calls it'}
    ${{}}                                 | ${{ mean: 1 / 336 }}    | ${3}                    | ${'fine'}    | ${'one request came'}
    ${{ serving: known('serverless') }}   | ${0}                    | ${3}                    | ${'fine'}    | ${'it costs nothing while it waits'}
    ${{ serving: known('asynchronous') }} | ${0}                    | ${3}                    | ${'fine'}    | ${'requests queue'}
    ${{ state: 'Updating' }}              | ${0}                    | ${3}                    | ${'fine'}    | ${'it is being changed'}
    ${{ changedAt: daysAgo(13) }}         | ${0}                    | ${3}                    | ${'fine'}    | ${'changed within the window'}
    ${{ changedAt: daysAgo(14) }}         | ${0}                    | ${3}                    | ${0.9}       | ${'the window is inclusive'}
    ${{ variants: [] }}                   | ${0}                    | ${3}                    | ${'fine'}    | ${'no machines'}
    ${{ serving: denied }}                | ${0}                    | ${3}                    | ${'unknown'} | ${'it may be asynchronous'}
    ${{}}                                 | ${null}                 | ${3}                    | ${'unknown'} | ${'requests were not read'}
    ${{}}                                 | ${0}                    | ${null}                 | ${'unknown'} | ${'nothing shows that its machines report at all'}
    ${{}}                                 | ${0}                    | ${{ sampleCount: 302 }} | ${'unknown'} | ${'a gap could hide requests'}
    ${{}}                                 | ${{ mean: Number.NaN }} | ${3}                    | ${'unknown'} | ${'NaN is not zero'}
  `('is $verdict: $because', ({ change, requests, cpu, verdict }) => {
    expect(outcome(CHECK, batch(change, requests, cpu))).toBe(verdict);
  });

  it('saves its machines, those of shadows too', () => {
    const variants = [
      { name: 'all', instances: 2, sizeName: known('ml.m5.xlarge'), shadow: false },
      { name: 'next', instances: 1, sizeName: known('ml.m5.xlarge'), shadow: true },
    ];
    // 0.23 x 730 for each
    expect(savingText(findingBy(CHECK, batch({}, 0)))).toBe('335.80 [335.80 to 335.80] USD price-api');
    expect(savingText(findingBy(CHECK, batch({ variants }, 0)))).toBe('503.70 [503.70 to 503.70] USD price-api');
    const unsized = [{ name: 'all', instances: 2, sizeName: unread('of several sizes'), shadow: false }];
    expect(savingText(findingBy(CHECK, batch({ variants: unsized }, 0)))).toBe('unknown: of several sizes');
  });

  it('is never waste unless requests were read, and none came', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, (mean, sampleCount) => {
        const verdict = outcome(CHECK, batch({}, { mean }, { sampleCount }));
        return typeof verdict !== 'number' || (mean === 0 && sampleCount / 336 >= 0.9);
      }),
    );
  });
});

describe('model units', () => {
  const CHECK = 'aws-bedrock-provisioned-throughput-idle';
  const id = modelThroughput().resourceId;
  const batch = (change: Partial<ModelThroughput>, requests: Told) =>
    measured(modelThroughput(change), { requests }, { billed: billed({ [id]: ['15000', 30] }) });

  it.each`
    change                              | requests                                              | verdict      | because
    ${{}}                               | ${0}                                                  | ${0.9}       | ${'nobody calls them'}
    ${{ committedUntil: daysAgo(-40) }} | ${0}                                                  | ${0.9}       | ${'a term does not make them needed'}
    ${{}}                               | ${{ mean: 1 / 336 }}                                  | ${'fine'}    | ${'one request came'}
    ${{ state: 'Creating' }}            | ${0}                                                  | ${'fine'}    | ${'being made'}
    ${{ modelUnits: 0 }}                | ${0}                                                  | ${'fine'}    | ${'nothing is paid'}
    ${{ createdAt: known(daysAgo(6)) }} | ${0}                                                  | ${'fine'}    | ${'younger than a week'}
    ${{}}                               | ${null}                                               | ${'unknown'} | ${'requests were not read'}
    ${{}}                               | ${{ sampleCount: 302 }}                               | ${'unknown'} | ${'a gap could hide requests'}
    ${{}}                               | ${{ window: { start: daysAgo(6), end: daysAgo(0) } }} | ${'unknown'} | ${'6 days are not 7'}
  `('are $verdict: $because', ({ change, requests, verdict }) => {
    expect(outcome(CHECK, batch(change, requests))).toBe(verdict);
  });

  it('save what the bill has; nothing before the end of a term', () => {
    expect(savingText(findingBy(CHECK, batch({}, 0)))).toBe(
      '15208.333333333 [15208.333333333 to 15208.333333333] USD billing',
    );
    const finding = findingBy(CHECK, batch({ committedUntil: daysAgo(-40) }, 0));
    expect(finding?.action.kind).toBe('model-throughput.let-expire');
    expect(savingText(finding)).toBe('0.00 [0.00 to 15208.333333333] USD billing');
    expect(termSum(finding!)).toBe('0.00');
    expect(findingBy(CHECK, batch({ committedUntil: daysAgo(1) }, 0))?.action.kind).toBe('model-throughput.delete');
  });

  it('save an unknown amount without a bill', () => {
    expect(savingText(findingBy(CHECK, measured(modelThroughput(), { requests: 0 })))).toMatch(/^unknown: no list has/);
  });
});
