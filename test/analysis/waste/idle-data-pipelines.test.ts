import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../../src/domain/metrics.ts';
import type { StreamingJob, WorkflowEnvironment } from '../../../src/domain/resources.ts';
import { GCP, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'gcp-composer-dataflow-idle';
const denied: Fact<never> = unread('denied');
const base = { scope: GCP, createdAt: known(daysAgo(90)), tags: known({}) } as const;

const environment = (change: Partial<WorkflowEnvironment> = {}): WorkflowEnvironment => ({
  ...base,
  kind: 'workflow-environment',
  type: 'gcp:composer:environment',
  resourceId: 'environment',
  name: 'nightly',
  state: 'RUNNING',
  ...change,
});
const job = (change: Partial<StreamingJob> = {}): StreamingJob => ({
  ...base,
  kind: 'streaming-job',
  type: 'gcp:dataflow:job',
  resourceId: 'job',
  name: 'orders',
  state: 'JOB_STATE_RUNNING',
  ...change,
});

type Told = Partial<Record<MetricName, number | Partial<MetricDigest>>>;

function batch(resource: WorkflowEnvironment | StreamingJob, told: Told, more: Parameters<typeof batchOf>[1] = {}) {
  const digests = (Object.entries(told) as [MetricName, number | Partial<MetricDigest>][]).map(([metric, of]) => {
    const value = typeof of === 'number' ? of : (of.max ?? 0);
    return windowOf(metric, value, resource.resourceId, {
      daily: true,
      mean: value,
      ...(typeof of === 'object' && of),
    });
  });
  return batchOf([stored(resource)], { scope: GCP, digests: digestsOf(...digests), ...more });
}

describe('workflow environment', () => {
  const quiet: Told = { 'submitted-jobs': 0, 'healthy-moments': 288 };

  it.each`
    change                               | told                                                        | verdict      | because
    ${{}}                                | ${quiet}                                                    | ${0.85}      | ${'nothing of a user ran'}
    ${{}}                                | ${{ ...quiet, 'submitted-jobs': { max: 1, mean: 1 / 14 } }} | ${'fine'}    | ${'one run ended'}
    ${{ state: 'UPDATING' }}             | ${quiet}                                                    | ${'fine'}    | ${'it is being changed'}
    ${{ createdAt: known(daysAgo(13)) }} | ${quiet}                                                    | ${'fine'}    | ${'it was just made'}
    ${{ createdAt: denied }}             | ${quiet}                                                    | ${0.85}      | ${'it has been watched for longer'}
    ${{}}                                | ${{ 'submitted-jobs': 0 }}                                  | ${'unknown'} | ${'it does not report at all'}
    ${{}}                                | ${{ 'healthy-moments': 288 }}                               | ${'unknown'} | ${'runs were not read'}
    ${{}}                                | ${{ ...quiet, 'healthy-moments': 0 }}                       | ${'unknown'} | ${'it was never well'}
    ${{}}                                | ${{ ...quiet, 'healthy-moments': { sampleCount: 9 } }}      | ${'unknown'} | ${'a gap of days'}
    ${{}}                                | ${{ ...quiet, 'submitted-jobs': { mean: Number.NaN } }}     | ${'unknown'} | ${'NaN is not none'}
  `('is $verdict: $because', ({ change, told, verdict }) => {
    expect(outcome(CHECK, batch(environment(change), told))).toBe(verdict);
  });

  it('saves what it is billed, and an unknown amount without a bill', () => {
    expect(savingText(findingBy(CHECK, batch(environment(), quiet)))).toBe(
      'unknown: an environment is priced by the bill alone',
    );
    const bill = { billed: billed({ environment: ['360', 30] }) };
    expect(savingText(findingBy(CHECK, batch(environment(), quiet, bill)))).toBe(
      '365.00 [365.00 to 365.00] USD billing',
    );
  });
});

describe('streaming job', () => {
  it.each`
    change                               | told                                                            | verdict      | because
    ${{}}                                | ${{ 'elements-so-far': 1e9 }}                                   | ${0.8}       | ${'as many on each day'}
    ${{}}                                | ${{ 'elements-so-far': 0 }}                                     | ${0.8}       | ${'none ever came'}
    ${{}}                                | ${{ 'elements-so-far': { max: 1e9, mean: 1e9 - 1 / 14 } }}      | ${'fine'}    | ${'one more on the last day'}
    ${{ state: 'JOB_STATE_DRAINING' }}   | ${{ 'elements-so-far': 0 }}                                     | ${'fine'}    | ${'it is ending'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{ 'elements-so-far': 0 }}                                     | ${'fine'}    | ${'it was just started'}
    ${{}}                                | ${{}}                                                           | ${'unknown'} | ${'nothing was read'}
    ${{}}                                | ${{ 'elements-so-far': { max: 5, mean: 5, sampleCount: 9 } }}   | ${'unknown'} | ${'a gap of days'}
    ${{}}                                | ${{ 'elements-so-far': 2 ** 50 }}                               | ${'unknown'} | ${'too many to see one more'}
    ${{}}                                | ${{ 'elements-so-far': { max: Number.NaN, mean: Number.NaN } }} | ${'unknown'} | ${'NaN is no count'}
  `('is $verdict: $because', ({ change, told, verdict }) => {
    expect(outcome(CHECK, batch(job(change), told))).toBe(verdict);
  });

  it('is never waste when an element came on any day', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(counts, (raw) => {
        const days = raw.toSorted((a, b) => a - b);
        const mean = days.reduce((sum, count) => sum + count, 0) / 14;
        const max = days.at(-1)!;
        const verdict = outcome(CHECK, batch(job(), { 'elements-so-far': { max, mean } }));
        return verdict === (days[0] === max ? 0.8 : 'fine');
      }),
    );
  });

  it('saves what the bill says', () => {
    const bill = { billed: billed({ job: ['72', 30] }) };
    const finding = findingBy(CHECK, batch(job(), { 'elements-so-far': 7 }, bill));
    expect(finding?.action.kind).toBe('streaming-job.drain');
    expect(savingText(finding)).toBe('73.00 [73.00 to 73.00] USD billing');
  });
});
