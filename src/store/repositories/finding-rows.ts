import { type Fact, mapFact } from '../../domain/fact.ts';
import type {
  CostEstimate,
  CostTerm,
  Finding,
  FindingStatus,
  StoredFinding,
  SubjectKind,
} from '../../domain/findings.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Money, type MoneyDocument, moneyDocument, parseMoney } from '../../domain/money.ts';

/** Columns of what an analysis says, in the order of `findingValues`; account and life in the store come beside them. */
export const findingColumns = [
  'finding_id',
  'check_id',
  'region_id',
  'resource_kind',
  'resource_type',
  'resource_id',
  'resource_name',
  'title',
  'verdict',
  'reason',
  'evidence',
  'savings_nanos',
  'savings_low_nanos',
  'savings_high_nanos',
  'savings_currency',
  'savings',
  'confidence',
  'risk',
  'action',
  'owner',
  'managed_by',
  'counts_towards_total',
  'suppression_reason',
  'suppressed_until',
  'suppressed_by',
  'grace_days',
] as const;

export function findingValues(finding: Finding): readonly unknown[] {
  const savings = finding.monthlySavings;
  return [
    finding.id,
    finding.checkId,
    finding.scope.regionId,
    finding.resourceKind,
    finding.resourceType,
    finding.resourceId,
    finding.resourceName ?? null,
    finding.title,
    finding.verdict,
    finding.reason ?? null,
    JSON.stringify(finding.evidence),
    savings.known ? savings.value.amount.nanos : null,
    savings.known ? savings.value.low.nanos : null,
    savings.known ? savings.value.high.nanos : null,
    savings.known ? savings.value.amount.currency : null,
    JSON.stringify(mapFact(savings, estimateDocument)),
    finding.confidence,
    finding.risk,
    JSON.stringify(finding.action),
    finding.owner ?? null,
    finding.managedBy ?? null,
    finding.countsTowardsTotal ? 1 : 0,
    finding.suppressedByRule?.reason ?? null,
    finding.suppressedByRule?.until ?? null,
    finding.suppressedByRule === undefined ? null : 'configuration',
    finding.graceDays ?? 0,
  ];
}

export interface FindingRow {
  readonly provider: ProviderId;
  readonly native_id: string;
  readonly finding_id: string;
  readonly check_id: string;
  readonly region_id: string;
  readonly resource_kind: SubjectKind;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly resource_name: string | null;
  readonly title: string;
  readonly verdict: Finding['verdict'];
  readonly reason: string | null;
  readonly evidence: string;
  readonly savings: string;
  readonly confidence: number;
  readonly risk: Finding['risk'];
  readonly action: string;
  readonly owner: string | null;
  readonly managed_by: string | null;
  readonly counts_towards_total: number;
  readonly status: FindingStatus;
  readonly first_seen: Instant;
  readonly last_seen: Instant;
  readonly resolved_at: Instant | null;
  readonly suppression_reason: string | null;
  readonly suppressed_until: Instant | null;
  readonly suppressed_by: 'command' | 'configuration' | null;
  readonly grace_days: number;
}

export const findingOf = (row: FindingRow): StoredFinding => ({
  id: row.finding_id,
  checkId: row.check_id,
  scope: { provider: row.provider, accountId: row.native_id, regionId: row.region_id },
  resourceKind: row.resource_kind,
  resourceType: row.resource_type,
  resourceId: row.resource_id,
  ...(row.resource_name === null ? {} : { resourceName: row.resource_name }),
  title: row.title,
  verdict: row.verdict,
  ...(row.reason === null ? {} : { reason: row.reason }),
  evidence: JSON.parse(row.evidence) as Finding['evidence'],
  monthlySavings: mapFact(JSON.parse(row.savings) as Fact<EstimateDocument>, estimateOf),
  confidence: row.confidence,
  risk: row.risk,
  action: JSON.parse(row.action) as Finding['action'],
  ...(row.owner === null ? {} : { owner: row.owner }),
  ...(row.managed_by === null ? {} : { managedBy: row.managed_by }),
  countsTowardsTotal: row.counts_towards_total === 1,
  status: row.status,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  ...(row.resolved_at === null ? {} : { resolvedAt: row.resolved_at }),
  ...(row.suppression_reason === null
    ? {}
    : {
        suppression: {
          until: row.suppressed_until,
          reason: row.suppression_reason,
          by: row.suppressed_by ?? 'command',
        },
      }),
  ...(row.grace_days === 0 ? {} : { graceDays: row.grace_days }),
});

/** A cost estimate with its amounts as exact decimal text: JSON has no `bigint`. */
type EstimateDocument = Omit<CostEstimate, 'amount' | 'low' | 'high' | 'terms'> & {
  readonly amount: MoneyDocument;
  readonly low: MoneyDocument;
  readonly high: MoneyDocument;
  readonly terms: readonly (Omit<CostTerm, 'amount'> & { readonly amount: MoneyDocument })[];
};

const estimateDocument = (estimate: CostEstimate): EstimateDocument => ({
  ...estimate,
  amount: moneyDocument(estimate.amount),
  low: moneyDocument(estimate.low),
  high: moneyDocument(estimate.high),
  terms: estimate.terms.map((term) => ({ ...term, amount: moneyDocument(term.amount) })),
});

const estimateOf = (document: EstimateDocument): CostEstimate => ({
  ...document,
  amount: moneyOf(document.amount),
  low: moneyOf(document.low),
  high: moneyOf(document.high),
  terms: document.terms.map((term) => ({ ...term, amount: moneyOf(term.amount) })),
});

function moneyOf(document: MoneyDocument): Money {
  const parsed = parseMoney(document.amount, document.currency);
  if (!parsed) throw new RangeError(`not an amount: ${document.amount} ${document.currency}`);
  // Text that we wrote has no more than nine decimals, so nothing was rounded.
  return parsed;
}
