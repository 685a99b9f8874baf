import type { InventoryReport } from '../../domain/reports.ts';
import type { Resource, StoredResource } from '../../domain/resources.ts';
import { inventoryListDocument } from '../documents/inventory.ts';
import type { Column } from '../lists/column.ts';
import { type Counted, listFormats, listTable } from '../lists/list-formats.ts';
import type { ListView } from '../lists/list-view.ts';
import { count, counted } from '../text/numbers.ts';
import { shownResourceId } from '../text/resource-id.ts';
import type { View } from '../view.ts';
import { nextSteps, paragraph, unreadBlock } from './blocks.ts';

export const resourceColumns: readonly Column<StoredResource>[] = [
  {
    key: 'resourceId',
    header: 'Resource',
    value: ({ resource }) => resource.resourceId,
    show: ({ resource }) => shownResourceId(resource.resourceId),
    standard: true,
    rank: 0,
    least: 22,
  },
  { key: 'name', header: 'Name', value: ({ resource }) => resource.name ?? null, standard: true, rank: 4, least: 10 },
  { key: 'type', header: 'Type', value: ({ resource }) => resource.type, standard: true, rank: 1 },
  { key: 'size', header: 'Size', value: ({ resource }) => sizeOf(resource), standard: true, rank: 2 },
  {
    key: 'state',
    header: 'State',
    value: (stored) => (stored.goneSince === undefined ? stored.resource.state : 'gone'),
    paint: (stored, text, style) => (stored.goneSince === undefined ? text : style.dim(text)),
    standard: true,
    rank: 3,
  },
  { key: 'accountId', header: 'Account', value: ({ resource }) => resource.scope.accountId, standard: true, rank: 6 },
  { key: 'region', header: 'Region', value: ({ resource }) => resource.scope.regionId, standard: true, rank: 5 },
  { key: 'zone', header: 'Zone', value: ({ resource }) => resource.zoneId ?? null, standard: false, rank: 7 },
  { key: 'provider', header: 'Cloud', value: ({ resource }) => resource.scope.provider, standard: false, rank: 7 },
  { key: 'kind', header: 'Kind', value: ({ resource }) => resource.kind, standard: false, rank: 7 },
  {
    key: 'createdAt',
    header: 'Created',
    value: ({ resource }) => (resource.createdAt.known ? resource.createdAt.value : null),
    standard: false,
    rank: 7,
  },
  {
    key: 'tags',
    header: 'Tags',
    value: ({ resource }) =>
      resource.tags.known
        ? Object.entries(resource.tags.value)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ')
        : null,
    standard: false,
    rank: 7,
    least: 12,
  },
  { key: 'firstSeen', header: 'First seen', value: ({ firstSeen }) => firstSeen, standard: false, rank: 7 },
  { key: 'lastSeen', header: 'Last seen', value: ({ lastSeen }) => lastSeen, standard: false, rank: 7 },
  { key: 'goneSince', header: 'Gone since', value: ({ goneSince }) => goneSince ?? null, standard: false, rank: 7 },
  { key: 'idleSince', header: 'Idle since', value: ({ idleSince }) => idleSince ?? null, standard: false, rank: 7 },
];

/** What decides its price, short: `m5.large`, `100 GiB gp3`. */
export function sizeOf(resource: Resource): string | null {
  switch (resource.kind) {
    case 'instance':
      return resource.sizeName;
    case 'block-volume':
      return `${count(resource.sizeGiB)} GiB ${resource.tier}`;
    case 'volume-snapshot':
      return `${count(resource.sourceSizeGiB)} GiB`;
    case 'public-address':
      return resource.address;
    case 'instance-group':
      return `${count(resource.desiredSize)} instances`;
    case 'capacity-reservation':
      return `${count(resource.totalCount)} x ${resource.sizeName}`;
    case 'dedicated-host':
      return resource.family;
    case 'database':
      return resource.sizeName;
    case 'database-cluster':
      return `${count(resource.members.length)} members`;
    case 'database-snapshot':
      return `${count(resource.sourceSizeGiB)} GiB`;
    default:
      return 'sizeName' in resource && typeof resource.sizeName === 'string'
        ? resource.sizeName
        : 'sizeGiB' in resource && typeof resource.sizeGiB === 'number'
          ? `${count(resource.sizeGiB)} GiB`
          : null;
  }
}

/** `tag:Owner`: one tag as a column of its own. A tag that is not there is empty, tags that were not read are not known. */
function tagColumn(key: string): Column<StoredResource> | undefined {
  if (!key.startsWith('tag:')) return undefined;
  const tag = key.slice('tag:'.length);
  return {
    key,
    header: tag,
    value: ({ resource }) => (resource.tags.known ? (resource.tags.value[tag] ?? '') : null),
    standard: false,
    rank: 7,
    least: 8,
  };
}

const list: ListView<InventoryReport, StoredResource> = {
  columns: () => resourceColumns,
  named: tagColumn,
  rows: (report) => report.rows,
  withRows: (report, rows) => ({ ...report, rows }),
};

export const inventoryView: View<InventoryReport> = {
  document: inventoryListDocument,
  list: listFormats(list),
  async *text(report, paper, options) {
    const shown: Counted = { rows: 0 };
    yield* listTable(list, report, paper, options, shown);
    const all = counted(report.total, 'resource');
    const sentence =
      report.total === 0
        ? 'No resources match.'
        : shown.rows < report.total
          ? `${count(shown.rows)} of ${all} shown; --limit 0 shows all that match.`
          : `${all}.`;
    yield `\n${paragraph(sentence, paper, 0)}`;
    yield await unreadBlock(report.unread, paper);
    if (shown.rows > 0) yield nextSteps([['ballast inventory show RESOURCE', 'all that is known of one']], paper);
  },
};
