import type { MetricDigest } from '../../domain/metrics.ts';
import { coverage } from '../../domain/metrics.ts';
import type { ResourceReport } from '../../domain/reports.ts';
import type { StoredResource } from '../../domain/resources.ts';
import { inventoryShowDocument } from '../documents/inventory.ts';
import { type ResourceDocument, resourceDocument } from '../documents/resource.ts';
import type { Column } from '../lists/column.ts';
import { table } from '../table/render-table.ts';
import { clean } from '../text/clean.ts';
import { days, isoMoment, moment, span } from '../text/moments.ts';
import { bytes, count, counted, humanMoney, percent, rounded } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { heading, labelled, type LabelledValue, nextSteps, unreadBlock } from './blocks.ts';
import { findingColumns } from './finding-columns.ts';
import { resourceColumns } from './inventory-view.ts';

export const resourceView: View<ResourceReport> = {
  document: inventoryShowDocument,
  async *text(report, paper) {
    const { resource } = report.stored;
    const name = resource.name === undefined ? '' : `  ${clean(resource.name)}`;
    yield `${paper.style.title(clean(resource.resourceId))}${name}\n`;
    yield labelled(facts(report, paper), paper);
    if (report.attachments.length > 0) {
      yield heading('Attached to it', paper);
      yield await table(attachmentColumns, report.attachments, { ...paper, indent: 2 });
    }
    if (report.metrics.length > 0) {
      yield heading('Metrics', paper) + (await table(METRIC_COLUMNS, report.metrics, { ...paper, indent: 2 }));
    }
    if (report.findings.length > 0) {
      yield heading('Findings', paper) + (await table(FINDING_COLUMNS, report.findings, { ...paper, indent: 2 }));
    }
    yield await unreadBlock(report.unread, paper);
    if (report.findings.length > 0) {
      yield nextSteps([[`ballast findings show ${clean(resource.resourceId)}`, 'the evidence']], paper);
    }
  },
};

const attachmentColumns = resourceColumns.filter((column) =>
  ['resourceId', 'name', 'type', 'size', 'state'].includes(column.key),
);

const FINDING_COLUMNS = findingColumns.filter((column) =>
  ['checkId', 'title', 'monthlySavings', 'status'].includes(column.key),
);

function facts({ stored, account, cost }: ResourceReport, paper: Paper): readonly LabelledValue[] {
  const accountName =
    account === null || account.name === stored.resource.scope.accountId ? '' : `  ${clean(account.name)}`;
  const spent =
    cost === null
      ? 'no bill names it'
      : `${humanMoney(cost.effectiveCost)} in ${days(cost.range)} (${counted(cost.days, 'day')} billed)`;
  const lines: LabelledValue[] = resourceFacts(stored, paper).map(([label, value]) =>
    label === 'Account' ? [label, value + accountName] : [label, value],
  );
  return [...lines, ['Cost', spent]];
}

/** What the resource's own record says, with what was not read and why. */
export function resourceFacts(stored: StoredResource, { style }: Paper): readonly LabelledValue[] {
  const document = resourceDocument(stored);
  const notRead = (field: string): string => style.warn(`not read: ${document.unread[field] ?? 'unknown'}`);
  const shown = (field: string, value: string | null): string =>
    value ?? (document.unread[field] === undefined ? '–' : notRead(field));
  const attributes = Object.entries(document.attributes).flatMap(([field, value]): LabelledValue[] =>
    value === null && document.unread[field] === undefined
      ? []
      : [[words(field), shown(field, value === null ? null : attributeText(value))]],
  );
  return [
    ['Type', document.type],
    ['Account', `${document.provider} ${document.accountId}`],
    ['Region', document.zone === null ? document.region : `${document.region}, ${document.zone}`],
    ['State', document.state],
    ...attributes,
    [
      'Created',
      shown(
        'createdAt',
        document.createdAt === null
          ? null
          : moment(stored.resource.createdAt.known ? stored.resource.createdAt.value : stored.firstSeen),
      ),
    ],
    ['Seen', span(stored.firstSeen, stored.lastSeen)],
    ...(stored.idleSince === undefined ? [] : [['Idle since', moment(stored.idleSince)] as const]),
    ...(stored.goneSince === undefined ? [] : [['Gone since', style.warn(moment(stored.goneSince))] as const]),
    ['Tags', shown('tags', document.tags === null ? null : tagText(document.tags))],
  ];
}

const attributeText = (value: ResourceDocument['attributes'][string]): string => {
  if (value === null) return 'not known';
  if (typeof value === 'number') return count(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return clean(isoMoment(value));
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(attributeText).join(', ');
  return Object.entries(value)
    .map(([field, inner]) => `${clean(words(field).toLowerCase())} ${attributeText(inner)}`)
    .join(' ');
};

const tagText = (tags: Readonly<Record<string, string>>): string => {
  const entries = Object.entries(tags);
  return entries.length === 0 ? 'none' : entries.map(([key, value]) => clean(`${key}=${value}`)).join('\n');
};

/** `throughputMiBps` as `Throughput MiBps`, `sizeGiB` as `Size GiB`, `iops` as `IOPS`. */
const words = (field: string): string => UNITS.reduce((text, [word, unit]) => text.replace(word, unit), spaced(field));

const spaced = (field: string): string =>
  field.charAt(0).toUpperCase() + field.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/ gi b$/, ' GiB'],
  [/ mi bps$/, ' MiBps'],
  [/^Iops$/, 'IOPS'],
  [/ id$/, ' ID'],
];

const statistic =
  (pick: (digest: MetricDigest) => number) =>
  (digest: MetricDigest): string => {
    if (digest.sampleCount === 0) return '–';
    const value = pick(digest);
    if (/\bbytes\b/.test(digest.metric)) return bytes(value);
    return /\bpercent\b/.test(digest.metric) ? `${rounded(value, 1)} %` : rounded(value, 1);
  };

const metricColumn = (key: 'mean' | 'p50' | 'p95' | 'max', header: string, rank: number): Column<MetricDigest> => ({
  key,
  header,
  align: 'right',
  value: (digest) => (digest.sampleCount === 0 ? null : digest[key]),
  show: statistic((digest) => digest[key]),
  standard: true,
  rank,
});

const METRIC_COLUMNS: readonly Column<MetricDigest>[] = [
  { key: 'metric', header: 'Metric', value: (digest) => digest.metric, standard: true, rank: 0 },
  metricColumn('mean', 'Mean', 0),
  metricColumn('p50', 'p50', 3),
  metricColumn('p95', 'p95', 2),
  metricColumn('max', 'Max', 1),
  {
    key: 'coverage',
    header: 'Coverage',
    align: 'right',
    value: coverage,
    show: (digest) => percent(coverage(digest)),
    standard: true,
    rank: 4,
  },
  {
    key: 'window',
    header: 'Window',
    value: (digest) => digest.window.start,
    show: (digest) => `${digest.window.start.slice(0, 10)} to ${digest.window.end.slice(0, 10)}`,
    standard: true,
    rank: 5,
  },
];
