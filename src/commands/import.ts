import { importView } from '../output/views/import-view.ts';
import { importBilling } from '../services/import.ts';
import { defineCommand } from './support/define-command.ts';
import { textFlag } from './support/flag-spec.ts';

export default defineCommand({
  summary: 'Read billing exports into the store',
  description:
    'Reads FOCUS exports (1.0 to 1.4) as CSV, CSV.gz or Parquet. All files of one call are one delivery: per billing ' +
    'account, it replaces what the store held of its months. What cannot be read is refused with its file, row and ' +
    'column, and nothing of the delivery is kept.',
  examples: [
    { command: 'ballast import focus-2026-10.csv.gz', why: 'one month' },
    { command: 'ballast import exports/*.parquet --json', why: 'a delivery of many files, for a script' },
    {
      command: 'ballast import marketplace.csv --label marketplace',
      why: 'a second export of the same billing account',
    },
  ],
  view: importView,
  args: { file: { summary: 'a file to read; several may be named', required: true, multiple: true } },
  flags: {
    label: textFlag({ summary: 'sets this delivery apart from others of the same billing account', helpValue: 'NAME' }),
  },
  async run({ context, flags, args }) {
    const { label } = flags;
    return { data: await importBilling(context, args, label === undefined ? {} : { label }) };
  },
});
