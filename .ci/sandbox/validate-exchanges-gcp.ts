/**
 * Checks the sandbox's Google Cloud against Google's own API descriptions, as `validate-exchanges.ts` does for AWS: calls
 * every method that is served (the calls are in `exchanges-gcp/`), records what goes over the wire, and has the validator
 * judge it. Exits 1 on any violation, and when a served method was never answered with success. Skipped without the
 * validator, but not in CI (`CI=true`), where its absence is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { servedMethods } from '../../src/sandbox/gcp/serve-gcp.ts';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/main.ts';
import type { GoogleExchanges } from './exchanges-gcp/exchanges.ts';
import { Google } from './exchanges-gcp/google.ts';

const shared = process.env.BALLAST_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const validator = join(shared, 'specs/validate.mjs');

/** APIs that no description is at hand of: their answers follow Google's reference pages, and nothing judges them. */
const UNDESCRIBED = [
  /^\/gcp\/logging\.googleapis\.com\//,
  /^\/gcp\/run\.googleapis\.com\/v1\//,
  /^\/gcp\/container\.googleapis\.com\/.*:fetchClusterUpgradeInfo$/,
  /^\/gcp\/(?:dataproc|artifactregistry|bigqueryreservation|spanner|bigtableadmin)\.googleapis\.com\//,
  /^\/gcp\/(?:[a-z]+-[a-z]+\d+-aiplatform|notebooks|composer|dataflow)\.googleapis\.com\//,
];

/** A value that is younger than the descriptions: the extended channel of GKE came in 2024. It is judged as another one. */
const EXTENDED_CHANNEL = /(\\?"channel\\?":\\?")EXTENDED(?=\\?")/g;

process.exitCode = existsSync(validator) ? await check() : skip();

function skip(): number {
  const inCi = process.env.CI === 'true';
  process.stdout.write(`${inCi ? 'FAILED' : 'SKIPPED'}: there is no validator at ${validator} (set BALLAST_SHARED)\n`);
  return inCi ? 1 : 0;
}

async function check(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-exchanges-gcp-'));
  try {
    const recording = join(folder, 'recorded.jsonl');
    const sandbox = await startSandbox({ clouds: ['gcp'], resources: 300, accounts: 3, recordExchanges: recording });
    let missing: readonly string[];
    try {
      await exercise(sandbox, await loadExchanges());
      missing = await missingMethods(sandbox);
    } finally {
      await sandbox.close();
    }
    const exchanges = join(folder, 'exchanges.jsonl');
    writeFileSync(exchanges, withoutMounts(readFileSync(recording, 'utf8')));
    const { status } = spawnSync(process.execPath, [validator, exchanges], { stdio: 'inherit' });
    if (missing.length > 0) process.stdout.write(`FAILED: never answered: ${missing.join(', ')}\n`);
    return status !== 0 || missing.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loadExchanges(): Promise<readonly GoogleExchanges[]> {
  const folder = join(import.meta.dirname, 'exchanges-gcp');
  const names = readdirSync(folder).filter((file) => file !== 'exchanges.ts' && file !== 'google.ts');
  return Promise.all(
    names.map(
      async (name) => ((await import(join(folder, name))) as { readonly exchanges: GoogleExchanges }).exchanges,
    ),
  );
}

async function exercise(sandbox: RunningSandbox, families: readonly GoogleExchanges[]): Promise<void> {
  const google = await Google.of(sandbox);
  const [page] = await google.pages('cloudresourcemanager', 'v3/projects:search', { query: 'state:ACTIVE' });
  const projects = (page?.['projects'] ?? []) as readonly { readonly projectId: string }[];
  for (const { once } of families) await once?.(google);
  for (const { projectId } of projects) for (const { everywhere } of families) await everywhere?.(google, projectId);
  for (const { reads } of families) await exerciseErrors(sandbox, reads, google, projects[0]?.projectId ?? '');
}

/** A failing call of each kind for every service: the forms of their errors. */
async function exerciseErrors(
  sandbox: RunningSandbox,
  reads: GoogleExchanges['reads'],
  google: Google,
  projectId: string,
): Promise<void> {
  const faults = [
    { kind: 'deny' },
    { kind: 'throttle', retryAfterSeconds: 1 },
    { kind: 'expired-token' },
    { kind: 'error' },
    { kind: 'error', status: 503 },
    { kind: 'error', status: 403, code: 'SERVICE_DISABLED' },
  ];
  for (const [service, read] of Object.entries(reads)) {
    await mustFail(service, read(google, projectId, 'nobody'));
    if (!/cloudresourcemanager/.test(service)) await mustFail(service, read(google, 'no-such-project'));
  }
  for (const fault of faults) {
    await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
    for (const [service, read] of Object.entries(reads)) await mustFail(service, read(google, projectId));
    await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'DELETE' });
  }
}

async function mustFail(service: string, call: Promise<{ readonly status: number }>): Promise<void> {
  const { status } = await call;
  if (status < 400) throw new Error(`a call of ${service} that must fail was answered with ${status}`);
}

async function missingMethods(sandbox: RunningSandbox): Promise<readonly string[]> {
  const answer = await fetch(`${sandbox.url}/_sandbox/calls`);
  const { counts, total } = (await answer.json()) as {
    readonly counts: readonly { readonly service: string; readonly operation: string; readonly status: number }[];
    readonly total: number;
  };
  const seen = new Set(
    counts.filter(({ status }) => status === 200).map(({ service, operation }) => `${service}:${operation}`),
  );
  const served = servedMethods();
  const missing = served.filter((method) => !seen.has(method));
  process.stdout.write(`${total} calls, ${served.length - missing.length} of ${served.length} methods answered\n`);
  return missing;
}

/**
 * The descriptions know the paths under each host, not where the sandbox mounts them. Methods are left for the validator
 * to find: two versions of an API have the same names for theirs.
 */
function withoutMounts(lines: string): string {
  const exchanges = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly path: string });
  return exchanges
    .filter(({ path }) => !UNDESCRIBED.some((pattern) => pattern.test(path)))
    .map((exchange) =>
      JSON.stringify({
        ...exchange,
        operation: undefined,
        path: exchange.path.replace(/^\/gcp\/[^/]+/, ''),
      }).replaceAll(EXTENDED_CHANNEL, '$1STABLE'),
    )
    .join('\n');
}
