import { describe, expect, it } from 'vitest';
import { unattendedProject } from '../../../src/analysis/estate-checks/unattended-project.ts';
import { nativeRecommendation } from '../../../src/analysis/estate-checks/native-recommendation.ts';
import type { Day } from '../../../src/domain/instant.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import { NOW } from '../../support/resource-builders.ts';
import {
  accountFacts,
  type AccountSpec,
  accountVerdicts,
  costSeries,
  daysOf,
  onlyWaste,
  outcomes,
  reasonsOf,
  savingText,
  settled,
} from './estate-facts-builders.ts';

const advice = (action = 'CLEANUP_PROJECT'): Recommendation => ({
  adviser: 'recommender',
  id: 'projects/1/…/one',
  scope: { provider: 'gcp', accountId: 'p', regionId: 'global' },
  resourceId: '//cloudresourcemanager.googleapis.com/projects/p',
  otherIds: [],
  resourceType: 'projects',
  action,
  afterDiscounts: false,
  refreshedAt: NOW,
});

/** A project of 2 USD a day, of which Recommender says this. */
const facts = (action: string | undefined, more: AccountSpec = {}) =>
  accountFacts({
    provider: 'gcp',
    recommendations: action === undefined ? [] : [advice(action)],
    series: [costSeries(2)],
    ...more,
  });
const judge = (action: string | undefined, more: AccountSpec = {}) =>
  accountVerdicts(unattendedProject, facts(action, more));

const lacking = new Set(daysOf(settled(60)).filter((day) => day !== daysOf(settled(60)).at(-1)));

describe('project that is said to be unattended', () => {
  it.each`
    action               | more                             | verdict      | because
    ${'CLEANUP_PROJECT'} | ${{}}                            | ${0.6}       | ${'it costs'}
    ${'CLEANUP_PROJECT'} | ${{ series: [costSeries(0)] }}   | ${'fine'}    | ${'it costs nothing'}
    ${'CLEANUP_PROJECT'} | ${{ series: [] }}                | ${'fine'}    | ${'the bill has nothing of it'}
    ${'CLEANUP_PROJECT'} | ${{ chargedDays: lacking }}      | ${'unknown'} | ${'the last day was not read'}
    ${'CLEANUP_PROJECT'} | ${{ recommendations: 'denied' }} | ${'fine'}    | ${'nobody said so'}
    ${'RECLAIM_PROJECT'} | ${{}}                            | ${'fine'}    | ${'it is used'}
    ${undefined}         | ${{}}                            | ${'fine'}    | ${'nobody said so'}
  `('is $verdict: $because', ({ action, more, verdict }) => {
    expect(outcomes(judge(action, more))).toBe(verdict);
  });

  it('saves all that it costs: 2 USD a day, as a month of 730 hours', () => {
    expect(savingText(onlyWaste(judge('CLEANUP_PROJECT')))).toContain('60.83');
    expect(onlyWaste(judge('CLEANUP_PROJECT')).verdict.evidence).toMatchObject({ cost: '60.00 USD' });
  });

  it('says what of the bill is missing', () => {
    expect(reasonsOf(judge('CLEANUP_PROJECT', { chargedDays: new Set<Day>() }))).toEqual([
      'the project’s cost in the window was not wholly read',
    ]);
  });

  it('counts where none of its resources has a finding that counts', () => {
    const own = (counts: boolean) => ({ r: [{ checkId: 'gcp-vm-idle', effect: 'remove' as const, counts }] });
    const countsOf = (more: AccountSpec) => judge('CLEANUP_PROJECT', more)[0]?.counts;
    expect([countsOf({}), countsOf({ findings: own(false) }), countsOf({ findings: own(true) })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('does not come back as an import', () => {
    expect(accountVerdicts(nativeRecommendation, facts('CLEANUP_PROJECT'))).toEqual([]);
  });
});
