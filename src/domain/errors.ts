/**
 * What can go wrong in ways that a user can mend. `kind` decides the exit code (in `output/`), `hint` says what
 * to do. The docs page of each code is generated from here.
 */
export const errorCatalog = {
  'usage-invalid': { kind: 'usage', hint: 'See the command with --help for what it takes.' },
  'config-invalid': {
    kind: 'usage',
    hint: 'Correct the named line of the configuration file; `ballast init --print` shows a valid one.',
  },
  'config-unreadable': { kind: 'usage', hint: 'Check the path and its permissions, or leave --config out.' },
  'config-exists': {
    kind: 'refused',
    hint: 'Move the file away, choose another with --config, or pass --force to replace it.',
  },
  'currency-mixed': { kind: 'usage', hint: 'Ask for one currency at a time: add --currency.' },
  'credentials-missing': {
    kind: 'failed',
    hint: "Sign in with the cloud's own tool, or name a profile in ballast.yaml; `ballast doctor` shows what was tried.",
  },
  'provider-unreachable': {
    kind: 'failed',
    hint: 'Check the network, proxy and endpoint; `ballast doctor` tries each of them.',
  },
  'nothing-to-sync': {
    kind: 'usage',
    hint: 'Configure a cloud with `ballast init`, or sign in to one so that its own credential chain finds it.',
  },
  'store-locked': {
    kind: 'failed',
    hint: 'Wait for the other run to end, or stop it. A run that died leaves no lock behind.',
  },
  'store-damaged': {
    kind: 'failed',
    hint: 'Restore the file from a backup, or move it away and sync again. Nothing was written to it.',
  },
  'store-foreign': { kind: 'failed', hint: 'Name a Ballast store with --store; this file was left as it is.' },
  'store-newer': { kind: 'failed', hint: 'Install a newer Ballast. The store was left as it is.' },
  'store-outdated': {
    kind: 'failed',
    hint: 'Run a command that writes, such as `ballast sync`: it brings the store up to date, and keeps a copy first where data changes.',
  },
  'store-full': {
    kind: 'failed',
    hint: 'Free disk space and run the command again; what was committed before is intact.',
  },
  'store-unwritable': {
    kind: 'failed',
    hint: 'Give write permission to the folder (SQLite needs it for its journal too), or choose another with --store.',
  },
  'store-missing': {
    kind: 'failed',
    hint: 'Run `ballast sync` or `ballast import` first, or name the store with --store.',
  },
  'query-invalid': {
    kind: 'usage',
    hint: '`ballast store query` takes one read-only SQL statement; `ballast store info` lists the tables.',
  },
  'import-unreadable': {
    kind: 'failed',
    hint: 'Check the path; files are read as CSV, CSV.gz or Parquet. Nothing of the file was kept.',
  },
  'import-invalid': {
    kind: 'failed',
    hint: 'Correct the named row and column, or ask for the export again. Nothing of the file was kept.',
  },
  'import-format-unknown': {
    kind: 'failed',
    hint: 'FOCUS exports of version 1.0 to 1.4 and the billing exports of AWS, Google Cloud and Azure are read. Nothing of the file was kept.',
  },
  'allocation-key-unknown': {
    kind: 'usage',
    hint: "Activate the tag for cost allocation, or define the cost category, in the payer's billing console, and sync a day later.",
  },
  'finding-unknown': { kind: 'usage', hint: '`ballast findings list` shows the ids.' },
  'check-unknown': { kind: 'usage', hint: '`ballast checks list` shows the ids.' },
  'resource-unknown': { kind: 'usage', hint: '`ballast inventory list` shows the ids.' },
  'sandbox-unreachable': { kind: 'failed', hint: 'Start one with `ballast sandbox`, and pass the URL that it prints.' },
  'prompt-declined': {
    kind: 'refused',
    hint: 'Nothing was done. Answer yes, or pass the flag that answers the prompt.',
  },
  interrupted: { kind: 'interrupted', hint: 'What was complete is stored; run the command again to go on.' },
} as const satisfies Record<string, { kind: ErrorKind; hint: string }>;

export type ErrorKind = 'usage' | 'partial' | 'failed' | 'refused' | 'interrupted';

export type ErrorCode = keyof typeof errorCatalog;

/** The one class for expected failures. Anything else that is thrown is a bug and shows its stack. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }

  get kind(): ErrorKind {
    return errorCatalog[this.code].kind;
  }

  get hint(): string {
    return errorCatalog[this.code].hint;
  }
}
