/**
 * Checks the sandbox's wire formats against the vendors' own API descriptions: calls every operation through the
 * vendor's SDK (the calls are in `exchanges/`, a file for each family), records what goes over the wire, and has the
 * validator judge it. Exits 1 on any violation, and when a served operation was never answered with success.
 *
 * The validator lies outside the project (`$BALLAST_SHARED` or `../shared`). Without it the check is skipped, but
 * not in CI (`CI=true`), where its absence is a failure. Names of files in `exchanges/` as arguments
 * (`validate-exchanges.ts secrets`) make only those calls, and only operations of the services that they read count.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { servedOperations } from '../../src/sandbox/aws/aws-cloud.ts';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/main.ts';
import { completeValidator, sharedValidator } from './api-descriptions.ts';
import { assumeRole, awsClients, type Keys } from './aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges/exchanges.ts';
import { exerciseErrors } from './exercise-errors.ts';

process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.exitCode = existsSync(sharedValidator) ? await check(process.argv.slice(2)) : skip();

function skip(): number {
  const inCi = process.env.CI === 'true';
  const verdict = inCi ? 'FAILED' : 'SKIPPED';
  process.stdout.write(`${verdict}: there is no validator at ${sharedValidator} (set BALLAST_SHARED)\n`);
  return inCi ? 1 : 0;
}

async function check(chosen: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-exchanges-'));
  try {
    const families = await loadExchanges(chosen);
    const recording = join(folder, 'exchanges.jsonl');
    const sandbox = await startSandbox({ resources: 400, accounts: 4, recordExchanges: recording, costPageSize: 500 });
    let missing: readonly string[];
    try {
      await exercise(sandbox, families);
      missing = await missingOperations(sandbox, chosen.length === 0 ? undefined : servicesOf(families));
    } finally {
      await sandbox.close();
    }
    const { status } = spawnSync(process.execPath, [await completeValidator(folder), recording], { stdio: 'inherit' });
    if (missing.length > 0) process.stdout.write(`FAILED: never answered: ${missing.join(', ')}\n`);
    return status !== 0 || missing.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loadExchanges(chosen: readonly string[]): Promise<ReadonlyMap<string, Exchanges>> {
  const folder = join(import.meta.dirname, 'exchanges');
  const names = readdirSync(folder).map((file) => basename(file, '.ts'));
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`there is no file in exchanges/ for ${unknown.join(', ')}`);
  const families = new Map<string, Exchanges>();
  for (const name of names) {
    if (name === 'exchanges' || (chosen.length > 0 && !chosen.includes(name))) continue;
    const module = (await import(join(folder, `${name}.ts`))) as { readonly exchanges?: Exchanges };
    if (!module.exchanges) throw new Error(`exchanges/${name}.ts exports no \`exchanges\``);
    families.set(name, module.exchanges);
  }
  return families;
}

async function exercise(sandbox: RunningSandbox, families: ReadonlyMap<string, Exchanges>): Promise<void> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = sandbox.credentials;
  const optionsFor = (credentials: Keys, region: string): ClientOptions => ({
    endpoint: sandbox.url,
    credentials,
    region,
    maxAttempts: 1,
  });
  const { accounts, organization, regions } = sandbox.estate;
  const managementKeys = { accessKeyId, secretAccessKey };
  const home = {
    sandbox,
    options: optionsFor(managementKeys, 'us-east-1'),
    accountId: organization.managementAccountId,
    region: 'us-east-1',
  };
  for (const [name, { once }] of families) await named(name, once?.(home));
  const { sts } = awsClients(sandbox.url, managementKeys);
  for (const { id, status } of accounts) {
    if (status !== 'ACTIVE') continue;
    const keys = await assumeRole(sts, id);
    for (const region of regions) {
      const place = { sandbox, options: optionsFor(keys, region), accountId: id, region };
      for (const [name, { everywhere }] of families) await named(name, everywhere?.(place));
    }
  }
  for (const [name, { reads }] of families) {
    await named(name, Promise.all(Object.values(reads).map((read) => read(home.options))));
    await named(name, exerciseErrors(reads, home.options));
  }
}

/** Says whose calls an error comes from. */
async function named(name: string, work: Promise<unknown> | undefined): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new Error(`exchanges/${name}.ts: ${String(error)}`, { cause: error });
  }
}

function servicesOf(families: ReadonlyMap<string, Exchanges>): ReadonlySet<string> {
  return new Set([...families.values()].flatMap(({ reads }) => Object.keys(reads)));
}

/** The served operations, of all services or of these, that were never answered with success. */
async function missingOperations(
  sandbox: RunningSandbox,
  services: ReadonlySet<string> | undefined,
): Promise<readonly string[]> {
  const answer = await fetch(`${sandbox.url}/_sandbox/calls`);
  const { counts, total } = (await answer.json()) as {
    counts: { service: string; operation: string; status: number }[];
    total: number;
  };
  const seen = new Set(
    counts
      .filter(({ status }) => status >= 200 && status < 300)
      .map(({ service, operation }) => `${service}:${operation}`),
  );
  const served = servedOperations().filter((operation) => services?.has(operation.split(':')[0] ?? '') ?? true);
  const missing = served.filter((operation) => !seen.has(operation));
  process.stdout.write(`${total} calls, ${served.length - missing.length} of ${served.length} operations answered\n`);
  return missing;
}
