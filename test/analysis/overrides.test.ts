import { describe, expect, it } from 'vitest';
import { settingsProblems } from '../../src/analysis/check-params.ts';
import { checks } from '../../src/analysis/checks.ts';
import { evaluateBatch } from '../../src/analysis/evaluate.ts';
import { type AnalysisSettings, defaultSettings } from '../../src/analysis/settings.ts';
import { known, unread } from '../../src/domain/fact.ts';
import { instant } from '../../src/domain/instant.ts';
import type { Tags } from '../../src/domain/resources.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { daysAgo, SCOPE, stored, volume } from '../support/resource-builders.ts';
import { batchOf } from './batch-builders.ts';

const CHECK = 'aws-ebs-volume-unattached';

/** Of a volume that nothing has used for 20 days. */
function findingWith(change: Partial<AnalysisSettings>, tags: Fact<Tags> = known({ environment: 'dev' })) {
  const free = volume({ attachedTo: known([]), createdAt: known(daysAgo(20)), state: 'available', tags });
  const batch = batchOf([stored(free, { idleSince: daysAgo(20) })], { settings: { ...defaultSettings, ...change } });
  return evaluateBatch(batch).find(({ checkId }) => checkId === CHECK);
}

describe('values for a part of the estate', () => {
  const slower = { 'volume-unattached': { minDays: 30 } };
  it.each`
    overrides                                                                                                    | found    | because
    ${[]}                                                                                                        | ${true}  | ${'nothing is said'}
    ${[{ accounts: [SCOPE.accountId], checks: slower }]}                                                         | ${false} | ${'the account waits longer'}
    ${[{ accounts: ['999999999999'], checks: slower }]}                                                          | ${true}  | ${'another account'}
    ${[{ regions: ['us-*'], checks: slower }]}                                                                   | ${false} | ${'the region fits'}
    ${[{ tags: { Environment: 'd*' }, checks: slower }]}                                                         | ${false} | ${'the tag fits, in any spelling'}
    ${[{ tags: { environment: 'prod' }, checks: slower }]}                                                       | ${true}  | ${'another value'}
    ${[{ accounts: [SCOPE.accountId], tags: { team: '*' }, checks: slower }]}                                    | ${true}  | ${'both have to fit'}
    ${[{ regions: ['*'], checks: { 'aws-ebs-*': false } }]}                                                      | ${false} | ${'a pattern switches off what it means'}
    ${[{ regions: ['*'], checks: { 'aws-rds-*': false } }]}                                                      | ${true}  | ${'and nothing else'}
    ${[{ regions: ['*'], checks: { [CHECK]: false } }, { regions: ['*'], checks: { [CHECK]: { minDays: 1 } } }]} | ${true}  | ${'the last that speaks of it wins'}
  `('$because', ({ overrides, found }) => {
    expect(findingWith({ overrides }) !== undefined).toBe(found);
  });

  it('a part that is told by tags does not hold where the tags were not read, and nothing is called waste there', () => {
    const overrides = [{ tags: { environment: 'dev' }, checks: { [CHECK]: false as const } }];
    expect(findingWith({ overrides }, unread('denied'))?.verdict).toBe('cannot-tell');
  });

  it('a check that is off can be on for a part', () => {
    const overrides = [{ accounts: [SCOPE.accountId], checks: { [CHECK]: { minDays: 3 } } }];
    expect(findingWith({ disabled: [CHECK] })).toBeUndefined();
    expect(findingWith({ disabled: [CHECK], overrides })).toBeDefined();
  });

  it('the grace of the part wins over the usual one', () => {
    expect(findingWith({ graceDays: 3 })?.graceDays).toBe(3);
    expect(findingWith({ graceDays: 3, overrides: [{ regions: ['*'], checks: {}, graceDays: 0 }] })).not.toHaveProperty(
      'graceDays',
    );
  });
});

describe('rules that silence', () => {
  const rule = { reason: 'kept for the audit', until: null };

  it('let what is left count: a volume that is to stay can still be made cheaper', () => {
    const free = volume({ tier: 'gp2', attachedTo: known([]), createdAt: known(daysAgo(20)), state: 'available' });
    const counted = (suppressions: AnalysisSettings['suppressions']) =>
      evaluateBatch(
        batchOf([stored(free, { idleSince: daysAgo(20) })], {
          settings: { ...defaultSettings, suppressions: suppressions ?? [] },
        }),
      ).flatMap(({ checkId, countsTowardsTotal }) => (countsTowardsTotal ? [checkId] : []));
    expect(counted([])).toEqual([CHECK]);
    expect(counted([{ ...rule, checks: [CHECK] }])).toEqual(['aws-ebs-gp2-to-gp3']);
    expect(counted([rule])).toEqual([CHECK]);
  });

  it.each`
    rules                                                                           | reason                  | because
    ${[{ ...rule, checks: ['volume-*'] }]}                                          | ${'kept for the audit'} | ${'the check fits'}
    ${[{ ...rule, resources: ['vol-*'] }]}                                          | ${'kept for the audit'} | ${'the resource fits'}
    ${[{ ...rule, checks: ['aws-ec2-*'], resources: ['vol-*'] }]}                   | ${undefined}            | ${'another check'}
    ${[{ ...rule, accounts: ['999999999999'] }]}                                    | ${undefined}            | ${'another account'}
    ${[{ ...rule, checks: ['*'], until: instant('2026-11-24T00:00:00Z') }]}         | ${undefined}            | ${'it is over'}
    ${[{ ...rule, until: instant('2027-01-01T00:00:00Z'), reason: 'short' }, rule]} | ${'kept for the audit'} | ${'the longest holds'}
  `('$because', ({ rules, reason }) => {
    expect(findingWith({ suppressions: rules })?.suppressedByRule?.reason).toBe(reason);
  });
});

describe('what is wrong with them', () => {
  it.each`
    settings                                                                             | path
    ${{ overrides: [{ regions: ['*'], checks: { nope: false } }] }}                      | ${['overrides', 0, 'checks', 'nope']}
    ${{ overrides: [{ regions: ['*'], checks: { [CHECK]: { maxDays: 1 } } }] }}          | ${['overrides', 0, 'checks', CHECK, 'maxDays']}
    ${{ suppressions: [{ checks: ['aws-ebs-*', 'nope-*'], reason: 'x', until: null }] }} | ${['suppressions', 0, 'checks', 1]}
  `('is told with its place: $path', ({ settings, path }) => {
    expect(settingsProblems({ ...defaultSettings, ...settings }, checks).map((problem) => problem.path)).toEqual([
      path,
    ]);
  });
});
