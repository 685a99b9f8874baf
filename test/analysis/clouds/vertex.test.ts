import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../../src/domain/metrics.ts';
import type { ModelEndpoint, Notebook } from '../../../src/domain/resources.ts';
import { cloudPrices, GCP, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { modelEndpoint, notebook } from '../../support/serverless-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'gcp-vertex-endpoint-notebook-idle';
const denied: Fact<never> = unread('denied');
const prices = cloudPrices(GCP, [['instance/e2-standard-4/linux', '0.134012', 'hour']]);

type Told = Partial<Record<MetricName, number | Partial<MetricDigest>>>;

function batch(resource: ModelEndpoint | Notebook, told: Told, days: number, more: Parameters<typeof batchOf>[1] = {}) {
  const digests = (Object.entries(told) as [MetricName, number | Partial<MetricDigest>][]).map(([metric, of]) => {
    const value = typeof of === 'number' ? of : 0;
    return windowOf(metric, value, resource.resourceId, { days, mean: value, ...(typeof of === 'object' && of) });
  });
  return batchOf([stored(resource)], { scope: GCP, prices, digests: digestsOf(...digests), ...more });
}

describe('endpoint of Vertex AI', () => {
  const of = (change: Partial<ModelEndpoint> = {}) =>
    modelEndpoint({ scope: GCP, type: 'gcp:aiplatform:endpoint', state: 'deployed', ...change });
  const quiet: Told = { requests: 0, 'cpu-percent-maximum': 2 };

  it.each`
    change                 | told                            | verdict      | because
    ${{}}                  | ${quiet}                        | ${0.9}       | ${'nobody calls it'}
    ${{}}                  | ${{ ...quiet, requests: 1 }}    | ${'fine'}    | ${'somebody does'}
    ${{ state: 'empty' }}  | ${quiet}                        | ${'fine'}    | ${'no model is deployed'}
    ${{ serving: denied }} | ${quiet}                        | ${'unknown'} | ${'it is private'}
    ${{}}                  | ${{ 'cpu-percent-maximum': 2 }} | ${'unknown'} | ${'responses were not read'}
    ${{}}                  | ${{ requests: 0 }}              | ${'unknown'} | ${'its replicas do not report'}
  `('is $verdict: $because', ({ change, told, verdict }) => {
    expect(outcome(CHECK, batch(of(change), told, 14))).toBe(verdict);
  });

  it('saves what the bill says, and an unknown amount without one', () => {
    expect(savingText(findingBy(CHECK, batch(of(), quiet, 14)))).toMatch(/^unknown: /);
    const bill = { billed: billed({ [of().resourceId]: ['300', 30] }) };
    expect(savingText(findingBy(CHECK, batch(of(), quiet, 14, bill)))).toMatch(/^304\.1\d* .* billing$/);
  });
});

describe('instance of Workbench', () => {
  const of = (change: Partial<Notebook> = {}) =>
    notebook({
      scope: GCP,
      type: 'gcp:notebooks:instance',
      sizeName: 'e2-standard-4',
      application: 'workbench-instance',
      runningSince: known(daysAgo(3)),
      lastUsedAt: unread('not told'),
      billingIds: ['machine'],
      ...change,
    });

  it.each`
    change                                 | cpu                    | verdict      | because
    ${{}}                                  | ${2}                   | ${0.8}       | ${'its CPU is hardly used'}
    ${{}}                                  | ${5}                   | ${'fine'}    | ${'something is computed'}
    ${{ powerState: 'stopped' }}           | ${2}                   | ${'fine'}    | ${'it does not run'}
    ${{ runningSince: known(daysAgo(2)) }} | ${2}                   | ${'fine'}    | ${'it was just started'}
    ${{ runningSince: denied }}            | ${2}                   | ${'unknown'} | ${'it may have just started'}
    ${{}}                                  | ${undefined}           | ${'unknown'} | ${'its CPU was not read'}
    ${{}}                                  | ${{ sampleCount: 30 }} | ${'unknown'} | ${'a gap could hide a training'}
    ${{}}                                  | ${{ max: Number.NaN }} | ${'unknown'} | ${'NaN is not low'}
  `('is $verdict: $because', ({ change, cpu, verdict }) => {
    expect(outcome(CHECK, batch(of(change), cpu === undefined ? {} : { 'cpu-percent-maximum': cpu }, 3))).toBe(verdict);
  });

  it('saves its machine: 730 x 0.134012, or what the machine is billed', () => {
    const told = { 'cpu-percent-maximum': 2 };
    const finding = findingBy(CHECK, batch(of(), told, 3));
    expect(finding?.action.kind).toBe('notebook.stop');
    expect(savingText(finding)).toBe('97.82876 [97.82876 to 97.82876] USD price-api');
    const bill = { billed: billed({ machine: ['72', 30] }) };
    expect(savingText(findingBy(CHECK, batch(of(), told, 3, bill)))).toBe('73.00 [73.00 to 73.00] USD billing');
  });
});
