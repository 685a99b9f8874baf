import { importView } from '../output/views/import-view.ts';
import { importBilling } from '../services/import.ts';
import { sandboxFlag } from './support/common-flags.ts';
import { defineCommand } from './support/define-command.ts';
import { switchFlag, textFlag } from './support/flag-spec.ts';

export default defineCommand({
  summary: 'Read billing exports into the store',
  description:
    'Reads FOCUS exports (1.0 to 1.4), AWS Cost and Usage Reports and CUR 2.0, and the billing exports of Google Cloud ' +
    'and Azure, as CSV, CSV.gz, Parquet or JSON lines, from files, folders, s3://, gs:// and Azure Blob Storage. All files of one call are one delivery: per billing account, it replaces what the store held ' +
    'of its months. Of an export with manifests, the newest delivery of each month is read, if the store does not ' +
    'hold it already. What cannot be read is refused with its file, row and column, and nothing of the delivery is kept.',
  examples: [
    { command: 'ballast import focus-2026-10.csv.gz', why: 'one month' },
    { command: 'ballast import exports/*.parquet --json', why: 'a delivery of many files, for a script' },
    { command: 'ballast import s3://acme-billing/cur/daily/', why: 'what is new of an export, with its manifests' },
    {
      command: 'ballast import https://acmebills.blob.core.windows.net/exports/daily/',
      why: 'the same of an Azure export, in its storage account',
    },
    { command: 'ballast import gs://acme-billing/export/', why: 'what was exported of Google Cloud’s bill' },
    {
      command: 'ballast import marketplace.csv --label marketplace',
      why: 'a second export of the same billing account',
    },
  ],
  view: importView,
  args: {
    file: {
      summary: 'a file, folder, manifest, or an address such as s3://bucket/prefix/ to read; several may be named',
      required: true,
      multiple: true,
    },
  },
  flags: {
    label: textFlag({ summary: 'sets this delivery apart from others of the same billing account', helpValue: 'NAME' }),
    profile: textFlag({ summary: 'profile of the AWS configuration files to read s3:// with', helpValue: 'NAME' }),
    connection: textFlag({
      summary: 'configured connection to read a bucket with, where a cloud has several',
      helpValue: 'NAME',
    }),
    ...sandboxFlag,
    force: switchFlag({ summary: 'read deliveries again that have not changed' }),
    'mixed-currencies': switchFlag({ summary: 'take a bill in several currencies as it is, instead of refusing it' }),
  },
  async run({ context, flags, args }) {
    const { label, profile, connection, force } = flags;
    const data = await importBilling(context, args, {
      force,
      mixedCurrencies: flags['mixed-currencies'],
      ...(label !== undefined && { label }),
      ...(profile !== undefined && { profile }),
      ...(connection !== undefined && { connection }),
    });
    return { data };
  },
});
