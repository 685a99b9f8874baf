import { describe, expect, it } from 'vitest';
import { advisedTableLayout } from '../../../src/analysis/estate-checks/advised-table-layout.ts';
import { nativeRecommendation } from '../../../src/analysis/estate-checks/native-recommendation.ts';
import { parseMoney } from '../../../src/domain/money.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import { NOW } from '../../support/resource-builders.ts';
import { accountFacts, accountVerdicts, onlyWaste, outcomes, savingText } from './estate-facts-builders.ts';

const TABLE = '//bigquery.googleapis.com/projects/p/datasets/d/tables/events';

const advice = (change: Partial<Recommendation> = {}): Recommendation => ({
  adviser: 'recommender',
  id: 'projects/1/…/one',
  scope: { provider: 'gcp', accountId: 'p', regionId: 'us' },
  resourceId: TABLE,
  otherIds: [],
  resourceType: 'tables',
  action: 'PARTITION',
  recommended: 'partition by event_time, DAY',
  savedBytes: 2 ** 40,
  savedSlotHours: 64,
  afterDiscounts: false,
  refreshedAt: NOW,
  ...change,
});

const facts = (...recommendations: readonly Recommendation[]) => accountFacts({ provider: 'gcp', recommendations });
const judge = (...all: readonly Recommendation[]) => accountVerdicts(advisedTableLayout, facts(...all));

describe('layout of a table that the adviser recommends', () => {
  it('is told with what it spares, and costs nobody knows unless the adviser says', () => {
    const told = judge(advice());
    expect(outcomes(told)).toBe(0.6);
    expect(onlyWaste(told).verdict.evidence).toEqual({
      recommendation: 'PARTITION: partition by event_time, DAY',
      savedGiB: 1024,
      savedSlotHours: 64,
      refreshedAt: NOW,
    });
    expect(onlyWaste(told).verdict.monthlySavings).toMatchObject({ known: false });
    const priced = judge(advice({ monthlySavings: parseMoney('6.25', 'USD')! }));
    expect(savingText(onlyWaste(priced))).toContain('6.25');
  });

  it('is one of a table: the one that spares most', () => {
    const cluster = advice({ id: 'two', action: 'CLUSTER', recommended: 'cluster by user', savedBytes: 2 ** 41 });
    const told = judge(advice(), cluster);
    expect(told).toHaveLength(1);
    expect(onlyWaste(told).verdict.evidence).toMatchObject({ recommendation: 'CLUSTER: cluster by user' });
  });

  it('is no other advice, and none without any', () => {
    expect(judge(advice({ resourceType: 'instances', action: 'STOP_VM' }))).toEqual([]);
    expect(judge()).toEqual([]);
    expect(accountVerdicts(advisedTableLayout, accountFacts({ recommendations: 'denied' }))).toEqual([]);
  });

  it('does not come back as an import', () => {
    expect(accountVerdicts(nativeRecommendation, facts(advice({ monthlySavings: parseMoney('9', 'USD')! })))).toEqual(
      [],
    );
  });
});
