import type { StoredFinding } from '../../domain/findings.ts';
import type { Column } from '../lists/column.ts';
import { humanMoney, percent } from '../text/numbers.ts';
import { shownResourceId } from '../text/resource-id.ts';

const savings = (finding: StoredFinding) => (finding.monthlySavings.known ? finding.monthlySavings.value.amount : null);

export const resourceColumn: Column<StoredFinding> = {
  key: 'resourceId',
  header: 'Resource',
  value: (finding) => finding.resourceId,
  show: (finding) => shownResourceId(finding.resourceId),
  standard: true,
  rank: 0,
  // An id that is cut cannot be copied; most fit in this.
  least: 22,
};

export const titleColumn: Column<StoredFinding> = {
  key: 'title',
  header: 'What is wrong',
  value: (finding) => finding.title,
  show: (finding) => (finding.verdict === 'waste' ? finding.title : `${finding.title}?`),
  paint: (finding, text, style) => (finding.verdict === 'waste' ? text : style.warn(text)),
  standard: true,
  rank: 0,
  least: 12,
};

export const savingsColumn: Column<StoredFinding> = {
  key: 'monthlySavings',
  header: 'Saves/month',
  align: 'right',
  value: savings,
  show: (finding) => {
    if (finding.verdict === 'cannot-tell') return 'cannot tell';
    const amount = savings(finding);
    return amount === null ? 'unknown' : humanMoney(amount);
  },
  paint: (finding, text, style) => (savings(finding) === null ? style.warn(text) : style.money(text)),
  standard: true,
  rank: 0,
};

export const confidenceColumn: Column<StoredFinding> = {
  key: 'confidence',
  header: 'Sure',
  align: 'right',
  value: (finding) => finding.confidence,
  show: (finding) => (finding.verdict === 'cannot-tell' ? '–' : percent(finding.confidence)),
  standard: true,
  rank: 5,
};

export const findingColumns: readonly Column<StoredFinding>[] = [
  resourceColumn,
  {
    key: 'resourceName',
    header: 'Name',
    value: (finding) => finding.resourceName ?? null,
    standard: true,
    rank: 6,
    least: 10,
  },
  { key: 'accountId', header: 'Account', value: (finding) => finding.scope.accountId, standard: true, rank: 3 },
  { key: 'region', header: 'Region', value: (finding) => finding.scope.regionId, standard: true, rank: 2 },
  titleColumn,
  savingsColumn,
  {
    key: 'currency',
    header: 'Currency',
    value: (finding) => savings(finding)?.currency ?? null,
    standard: false,
    rank: 7,
  },
  {
    key: 'savingsBasis',
    header: 'Basis',
    value: (finding) => (finding.monthlySavings.known ? finding.monthlySavings.value.basis : null),
    standard: false,
    rank: 7,
  },
  confidenceColumn,
  {
    key: 'risk',
    header: 'Risk',
    value: (finding) => finding.risk,
    paint: (finding, text, style) =>
      finding.risk === 'high' ? style.bad(text) : finding.risk === 'medium' ? style.warn(text) : text,
    standard: true,
    rank: 4,
  },
  { key: 'checkId', header: 'Check', value: (finding) => finding.checkId, standard: false, rank: 7 },
  { key: 'provider', header: 'Cloud', value: (finding) => finding.scope.provider, standard: false, rank: 7 },
  { key: 'resourceType', header: 'Type', value: (finding) => finding.resourceType, standard: false, rank: 7 },
  { key: 'verdict', header: 'Verdict', value: (finding) => finding.verdict, standard: false, rank: 7 },
  { key: 'reason', header: 'Reason', value: (finding) => finding.reason ?? null, standard: false, rank: 7 },
  { key: 'action', header: 'Action', value: (finding) => finding.action.kind, standard: false, rank: 7 },
  { key: 'status', header: 'Status', value: (finding) => finding.status, standard: false, rank: 7 },
  { key: 'owner', header: 'Owner', value: (finding) => finding.owner ?? null, standard: false, rank: 7 },
  { key: 'managedBy', header: 'Managed by', value: (finding) => finding.managedBy ?? null, standard: false, rank: 7 },
  { key: 'firstSeen', header: 'First seen', value: (finding) => finding.firstSeen, standard: false, rank: 7 },
  { key: 'lastSeen', header: 'Last seen', value: (finding) => finding.lastSeen, standard: false, rank: 7 },
  { key: 'id', header: 'Finding', value: (finding) => finding.id, standard: false, rank: 7 },
];
