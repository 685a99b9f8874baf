import { Exit } from '../output/exit.ts';
import { syncView } from '../output/views/sync-view.ts';
import { syncEstate } from '../services/sync/sync-estate.ts';
import { rangeFlags, sandboxFlag, scopeFlags } from './support/common-flags.ts';
import { costRange } from './support/cost-range.ts';
import { defineCommand } from './support/define-command.ts';
import { switchFlag } from './support/flag-spec.ts';

export default defineCommand({
  summary: 'Read inventory, metrics, cost and prices into the store',
  description:
    'Reads every configured account and region in parallel, within the limits that the clouds set. A scope that ' +
    'cannot be read never stops the others: it is named, and the exit code is 3. A run that was interrupted is ' +
    'gone on with for a day.',
  examples: [
    { command: 'ballast sync', why: 'everything that is configured' },
    { command: 'ballast sync --region eu-west-1 --from 2026-01-01', why: 'one region, and costs since New Year' },
    { command: 'ballast sync --json --quiet', why: 'for a script' },
  ],
  view: syncView,
  flags: {
    ...scopeFlags,
    fresh: switchFlag({ summary: 'start anew, even where an interrupted run could be gone on with' }),
    ...rangeFlags,
    ...sandboxFlag,
  },
  async run({ context, flags }) {
    const range = costRange(context, flags.from, flags.to);
    const data = await syncEstate(context, { fresh: flags.fresh, ...(range !== undefined && { costRange: range }) });
    return { data, exit: data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});
