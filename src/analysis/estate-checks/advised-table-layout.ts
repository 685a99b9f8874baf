import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { exactAmount } from '../../domain/money.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import { BYTES_PER_GIB } from '../pricing/object-stores.ts';
import { waste } from '../verdict.ts';
import { ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict } from './estate-rule.ts';

const LAYOUT = /^(?:PARTITION|CLUSTER)/i;

/** Tables that queries read in full, where a part would do: the cloud's own adviser sees the queries. */
export const advisedTableLayout = defineEstateCheck({
  name: 'table-layout-advised',
  ids: { gcp: 'gcp-bq-partition-cluster' },
  kind: 'recommended-resource',
  title: 'Table that queries read in full for want of partitions or clusters',
  description:
    'A query over a table that is neither partitioned nor clustered reads all of it, however few rows it asks for. BigQuery’s ' +
    'own recommender looks at the queries of 30 days and names the column that would spare most. Queries that are paid by the ' +
    'byte become cheaper by what they read no more, those on reserved slots leave slots free.',
  savings:
    'As the adviser gives it, in an amount where it does; else unknown, since what a byte or a slot costs depends on how each query is paid.',
  ignores: [
    'a table that the adviser does not name: it is small, or read by few queries',
    'views and materialised views',
  ],
  evidence: {
    recommendation: 'what the adviser says',
    savedGiB: 'GiB that queries would not read, in 30 days; null where it does not say',
    savedSlotHours: 'hours of a slot that they would not use, in 30 days; null where it does not say',
    refreshedAt: 'when it last looked',
  },
  params: {
    minSavedGiB: {
      default: 0,
      min: 0,
      max: 1_000_000_000,
      why: 'the adviser leaves out what is not worth it; what queries read less, where it says so',
    },
  },
  needs: { advisers: ['recommender'], kinds: ['dataset'] },
  risk: 'medium',
  action: 'table.change-layout',
  reach: 'account',
  evaluate(facts, { minSavedGiB }) {
    if (!facts.recommendations.known) return [];
    const advised = facts.recommendations.value.filter(
      ({ resourceType, action }) => resourceType === 'tables' && LAYOUT.test(action),
    );
    const byTable = Map.groupBy(advised, ({ resourceId }) => resourceId);
    return [...byTable.values()].flatMap((group): readonly EstateVerdict[] => {
      // A table can be laid out in one way: that which spares most.
      const [best] = group.toSorted((a, b) => (b.savedBytes ?? 0) - (a.savedBytes ?? 0) || (a.id < b.id ? -1 : 1));
      if (best === undefined) return [];
      const savedGiB = best.savedBytes === undefined ? null : ratioOf(best.savedBytes / BYTES_PER_GIB);
      if (savedGiB !== null && savedGiB < minSavedGiB) return [];
      const { resourceId: id, scope } = best;
      return [
        {
          subject: { kind: 'recommended-resource', type: `${scope.provider}:bigquery:table`, id, scope },
          verdict: waste({
            confidence: 0.6,
            evidence: {
              recommendation: best.recommended === undefined ? best.action : `${best.action}: ${best.recommended}`,
              savedGiB,
              savedSlotHours: best.savedSlotHours === undefined ? null : ratioOf(best.savedSlotHours),
              refreshedAt: best.refreshedAt ?? null,
            },
            monthlySavings: savingOf(best),
          }),
        },
      ];
    });
  },
});

function savingOf({ monthlySavings: amount, refreshedAt }: Recommendation): Fact<CostEstimate> {
  if (amount === undefined || amount.nanos <= 0n || refreshedAt === undefined) {
    return unread('the adviser tells bytes and slots, and what they cost depends on how each query is paid');
  }
  const source = 'Google Cloud Recommender';
  const term = { label: 'estimated by the adviser', quantity: '1', unit: 'month', amount, source, asOf: refreshedAt };
  return known({
    amount,
    low: amount,
    high: amount,
    basis: 'estimate',
    terms: [{ ...term, unitPrice: exactAmount(amount) }],
  });
}
