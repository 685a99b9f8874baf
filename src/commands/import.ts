import { Exit } from '../output/exit.ts';
import { importView } from '../output/views/import-view.ts';
import { importBilling } from '../services/import.ts';
import { defineCommand } from './support/define-command.ts';

export default defineCommand({
  summary: 'Read billing exports into the store',
  description:
    'Reads FOCUS exports (1.0 to 1.4) as CSV, CSV.gz or Parquet. A billing month that is delivered again replaces ' +
    'what was there; a file that cannot be read is refused with its row and column, and nothing of it is kept.',
  examples: [
    { command: 'ballast import focus-2026-10.csv.gz', why: 'one month' },
    { command: 'ballast import exports/*.parquet --json', why: 'many files, for a script' },
  ],
  view: importView,
  args: { file: { summary: 'a file to read; several may be named', required: true, multiple: true } },
  async run({ context, args }) {
    const data = await importBilling(context, args);
    return { data, exit: data.failed.length > 0 ? Exit.partial : Exit.ok };
  },
});
