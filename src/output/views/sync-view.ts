import type { ScopeReport, SyncReport } from '../../domain/reports.ts';
import { syncDocument } from '../documents/audit.ts';
import type { Column } from '../lists/column.ts';
import { table } from '../table/render-table.ts';
import { moment } from '../text/moments.ts';
import { count } from '../text/numbers.ts';
import type { View } from '../view.ts';
import { heading, labelled, nextSteps, notEnabledBlock, paidCallsBlock, paragraph, unreadBlock } from './blocks.ts';

export const syncView: View<SyncReport> = {
  document: syncDocument,
  async *text(report, paper) {
    const { sync } = report;
    const { style } = paper;
    const status = sync.status === 'complete' ? style.good('complete') : style.warn(sync.status);
    const when = sync.finishedAt === null ? '' : `, ${moment(sync.finishedAt)}`;
    const resumed = report.resumed ? ', went on with an interrupted run' : '';
    yield `${paragraph(`${style.title('Sync')} ${status}${when}${resumed}`, paper, 0)}\n`;
    yield labelled(
      [
        ['Accounts', count(report.accounts)],
        [
          'Resources',
          `${count(report.resources)}${report.gone === 0 ? '' : `, ${count(report.gone)} gone since the last sync`}`,
        ],
        ...report.subjects.map(({ subject, records }) => [subject, count(records)] as const),
      ],
      paper,
    );
    yield heading('Scopes', paper) + (await table(SCOPE_COLUMNS, sync.scopes, { ...paper, indent: 2 }));
    yield paidCallsBlock(report.paidCalls, paper);
    yield notEnabledBlock(report.notEnabled, paper);
    yield await unreadBlock(report.unread, paper);
    yield nextSteps([['ballast audit --offline', 'judge what was read']], paper);
  },
};

const SCOPE_COLUMNS: readonly Column<ScopeReport>[] = [
  { key: 'provider', header: 'Cloud', value: ({ provider }) => provider, standard: true, rank: 3 },
  { key: 'accountId', header: 'Account', value: ({ accountId }) => accountId, standard: true, rank: 0 },
  { key: 'region', header: 'Region', value: ({ region }) => region, standard: true, rank: 0 },
  {
    key: 'status',
    header: 'Status',
    value: ({ status }) => status,
    paint: ({ status }, text, style) =>
      status === 'complete'
        ? style.good(text)
        : status === 'failed'
          ? style.bad(text)
          : status === 'skipped'
            ? style.dim(text)
            : style.warn(text),
    standard: true,
    rank: 0,
  },
  {
    key: 'resources',
    header: 'Resources',
    align: 'right',
    value: ({ resources }) => resources,
    standard: true,
    rank: 1,
  },
  {
    key: 'error',
    header: 'Error',
    value: ({ error }) => error?.message ?? '',
    show: ({ error }) => error?.message ?? '',
    paint: (_, text, style) => style.warn(text),
    standard: true,
    rank: 2,
    least: 16,
  },
];
