import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ProcessingCluster } from '../../../src/domain/resources.ts';
import { GCP } from '../../support/cloud-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { processingCluster } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-emr-idle';
const denied: Fact<never> = unread('denied');

const batch = (change: Partial<ProcessingCluster>, idle: Told, more: Parameters<typeof measured>[2] = {}) =>
  measured(processingCluster(change), { 'idle-minimum': idle }, more);

describe('cluster that waits', () => {
  it.each`
    change                                          | idle                                                           | verdict      | because
    ${{}}                                           | ${1}                                                           | ${0.9}       | ${'nothing ran in any moment'}
    ${{}}                                           | ${{ mean: 23 / 24, sampleCount: 24, expectedCount: 24 }}       | ${'fine'}    | ${'something ran in one hour'}
    ${{ waiting: false }}                           | ${1}                                                           | ${'fine'}    | ${'it works now'}
    ${{ endsItselfAfterSeconds: known(3600) }}      | ${1}                                                           | ${'fine'}    | ${'it ends itself'}
    ${{ createdAt: known(daysAgo(0.5)) }}           | ${1}                                                           | ${'fine'}    | ${'it was just made'}
    ${{ applications: known(['hadoop', 'trino']) }} | ${1}                                                           | ${'unknown'} | ${'queries are not counted'}
    ${{ applications: known(['hbase']) }}           | ${0}                                                           | ${'fine'}    | ${'what ran is counted'}
    ${{ applications: denied }}                     | ${1}                                                           | ${'unknown'} | ${'it may answer queries'}
    ${{ endsItselfAfterSeconds: denied }}           | ${1}                                                           | ${'unknown'} | ${'it may end itself'}
    ${{}}                                           | ${null}                                                        | ${'unknown'} | ${'its metric was not read'}
    ${{}}                                           | ${{ mean: 1, sampleCount: 21, expectedCount: 24 }}             | ${'unknown'} | ${'a gap could hide a job'}
    ${{}}                                           | ${{ mean: Number.NaN }}                                        | ${'unknown'} | ${'NaN is not idle'}
    ${{}}                                           | ${{ mean: 1, window: { start: daysAgo(3), end: daysAgo(2) } }} | ${'unknown'} | ${'two days ago is not now'}
    ${{ machines: denied }}                         | ${1}                                                           | ${0.9}       | ${'machines decide its price only'}
  `('is $verdict: $because', ({ change, idle, verdict }) => {
    expect(outcome(CHECK, batch(change, idle))).toBe(verdict);
  });

  it('saves its machines at list price, and the fee, which the bill may tell', () => {
    const finding = findingBy(CHECK, batch({}, 1));
    // 3 x (0.192 + 0.048) x 730
    expect(savingText(finding)).toBe('525.60 [525.60 to 525.60] USD price-api');
    expect(termSum(finding!)).toBe('525.60');
    // 90 in 30 days are 91.25 a month, instead of 105.12
    const billing = batch({}, 1, { billed: billed({ 'j-1': ['90', 30] }) });
    expect(savingText(findingBy(CHECK, billing))).toBe('511.73 [511.73 to 511.73] USD price-api');
  });

  it('saves an unknown amount on spot capacity, or where its machines were not read', () => {
    const spot = known([{ instanceId: 'i-1', sizeName: 'm5.xlarge', pricingModel: 'spot' as const }]);
    expect(savingText(findingBy(CHECK, batch({ machines: spot }, 1)))).toMatch(/^unknown: spot prices/);
    expect(savingText(findingBy(CHECK, batch({ machines: denied }, 1)))).toBe('unknown: denied');
  });
});

describe('cluster of Dataproc', () => {
  const two = { start: daysAgo(2), end: daysAgo(0) };
  const judge = (change: Partial<ProcessingCluster>, jobs: Told = { mean: 0, window: two }) =>
    outcome(
      'gcp-dataproc-idle',
      measured(
        processingCluster({ scope: GCP, activeJobs: known(0), scalesItself: false, ...change }),
        {
          'idle-minimum': { mean: 1, window: two },
          'submitted-jobs': jobs,
        },
        { scope: GCP },
      ),
    );

  it.each`
    change                                     | jobs                                                           | verdict      | because
    ${{}}                                      | ${{ mean: 0, window: two }}                                    | ${0.9}       | ${'nothing ran, and nothing was handed in'}
    ${{}}                                      | ${{ mean: 1 / 48, window: two }}                               | ${'fine'}    | ${'one job was handed in'}
    ${{}}                                      | ${null}                                                        | ${'unknown'} | ${'jobs were not counted'}
    ${{}}                                      | ${{ mean: 0, sampleCount: 9, window: two }}                    | ${'unknown'} | ${'a gap could hide a job'}
    ${{}}                                      | ${{ mean: 0, window: { start: daysAgo(1), end: daysAgo(0) } }} | ${'unknown'} | ${'one day is no two'}
    ${{ activeJobs: known(1) }}                | ${{ mean: 0, window: two }}                                    | ${'fine'}    | ${'a job runs now'}
    ${{ activeJobs: denied }}                  | ${{ mean: 0, window: two }}                                    | ${'unknown'} | ${'a job may run now'}
    ${{ scalesItself: true }}                  | ${{ mean: 0, window: two }}                                    | ${'fine'}    | ${'a policy takes its workers away'}
    ${{ endsItselfAfterSeconds: known(7200) }} | ${{ mean: 0, window: two }}                                    | ${'fine'}    | ${'it deletes itself'}
    ${{ createdAt: known(daysAgo(1.5)) }}      | ${{ mean: 0, window: two }}                                    | ${'fine'}    | ${'it is younger than the window'}
    ${{ applications: known(['trino']) }}      | ${{ mean: 0, window: two }}                                    | ${'unknown'} | ${'queries are not counted'}
  `('is $verdict: $because', ({ change, jobs, verdict }) => {
    expect(judge(change, jobs)).toBe(verdict);
  });
});
