import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { notebook, studioApp } from '../../support/serverless-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured } from '../serverless-batch.ts';

const CHECK = 'aws-sagemaker-notebook-idle';
const denied: Fact<never> = unread('denied');

describe('notebook that was left running', () => {
  it.each`
    of                                                | cpu                           | verdict      | because
    ${studioApp()}                                    | ${null}                       | ${0.9}       | ${'nobody did anything for three days'}
    ${studioApp({ lastUsedAt: known(daysAgo(1)) })}   | ${null}                       | ${0.9}       | ${'a day is enough'}
    ${studioApp({ lastUsedAt: known(daysAgo(0.9)) })} | ${null}                       | ${'fine'}    | ${'somebody was there yesterday'}
    ${studioApp()}                                    | ${5}                          | ${'fine'}    | ${'it may be training a model'}
    ${studioApp({ powerState: 'stopped' })}           | ${null}                       | ${'fine'}    | ${'it does not run'}
    ${studioApp({ runningSince: known(daysAgo(6)) })} | ${null}                       | ${'fine'}    | ${'it runs for less than a week'}
    ${studioApp({ runningSince: denied })}            | ${null}                       | ${'unknown'} | ${'it may have just started'}
    ${studioApp({ lastUsedAt: denied })}              | ${null}                       | ${'unknown'} | ${'somebody may work in it'}
    ${notebook()}                                     | ${null}                       | ${0.5}       | ${'all that is known is that it runs day and night'}
    ${notebook()}                                     | ${2}                          | ${0.8}       | ${'its CPU is measured, and low'}
    ${notebook()}                                     | ${50}                         | ${'fine'}    | ${'its CPU is busy'}
    ${notebook()}                                     | ${{ max: 2, sampleCount: 9 }} | ${'unknown'} | ${'a gap could hide a training'}
    ${notebook()}                                     | ${{ max: Number.NaN }}        | ${'unknown'} | ${'NaN is not below the bar'}
    ${notebook()}                                     | ${{ sampleCount: 0 }}         | ${0.5}       | ${'a metric without samples measures nothing'}
  `('is $verdict: $because', ({ of, cpu, verdict }) => {
    expect(outcome(CHECK, measured(of, { 'cpu-percent-maximum': cpu }))).toBe(verdict);
  });

  it('saves its machine, or the hours in which nobody works', () => {
    // 0.23 x 730; 118 of 168 hours
    expect(savingText(findingBy(CHECK, measured(studioApp())))).toBe('167.90 [167.90 to 167.90] USD price-api');
    const finding = findingBy(CHECK, measured(notebook()));
    expect(finding?.action.kind).toBe('notebook.schedule');
    expect(savingText(finding)).toMatch(/^117\.92\d* \[117\.92\d* to 167\.90\] USD price-api$/);
    const saving = finding?.monthlySavings;
    expect(saving?.known && termSum(finding!)).toBe(/^[\d.]+/.exec(savingText(finding))?.[0]);
  });

  it('of an application is never waste unless its last use was told', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.constantFrom(0, 5, Number.NaN)),
        fc.integer({ min: 0, max: 72 }),
        (max, hours) => {
          const used = daysAgo(hours / 24);
          expect(
            outcome(CHECK, measured(studioApp({ lastUsedAt: denied }), { 'cpu-percent-maximum': { max } })),
          ).not.toBeTypeOf('number');
          const verdict = outcome(
            CHECK,
            measured(studioApp({ lastUsedAt: known(used) }), { 'cpu-percent-maximum': { max } }),
          );
          return typeof verdict !== 'number' || (hours >= 24 && !(max >= 5 && Number.isFinite(max)));
        },
      ),
    );
  });
});
