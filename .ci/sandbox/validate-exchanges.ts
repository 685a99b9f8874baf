/**
 * Checks the sandbox's wire formats against the vendors' own API descriptions: calls every operation through the
 * vendor's SDK, records what goes over the wire, and has the validator judge it. Exits 1 on any violation.
 *
 * The validator lies outside the project (`$BALLAST_SHARED` or `../shared`). Without it the check is skipped, but
 * not in CI (`CI=true`), where its absence is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { servedOperations } from '../../src/sandbox/aws/aws-cloud.ts';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/main.ts';
import { assumeRole, awsClients } from './aws-clients.ts';
import { exerciseErrors, exerciseRawProtocols } from './exercise-errors.ts';
import {
  exerciseCosts,
  exerciseInventory,
  exerciseMetrics,
  exerciseOrganizations,
  exercisePrices,
} from './exercise-reads.ts';
import { exerciseWrites } from './exercise-writes.ts';

const root = resolve(import.meta.dirname, '../..');
const validator = join(process.env.BALLAST_SHARED ?? resolve(root, '../shared'), 'specs/validate.mjs');

process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.exitCode = existsSync(validator) ? await check() : skip();

function skip(): number {
  const inCi = process.env.CI === 'true';
  process.stdout.write(`${inCi ? 'FAILED' : 'SKIPPED'}: there is no validator at ${validator} (set BALLAST_SHARED)\n`);
  return inCi ? 1 : 0;
}

async function check(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-exchanges-'));
  try {
    const recording = join(folder, 'exchanges.jsonl');
    const sandbox = await startSandbox({ resources: 400, accounts: 3, recordExchanges: recording, costPageSize: 500 });
    try {
      await exercise(sandbox);
      await reportMissing(sandbox);
    } finally {
      await sandbox.close();
    }
    const { status } = spawnSync(process.execPath, [validator, recording], { stdio: 'inherit' });
    return process.exitCode === 1 || status !== 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function exercise(sandbox: RunningSandbox): Promise<void> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = sandbox.credentials;
  const management = awsClients(sandbox.url, { accessKeyId, secretAccessKey });
  await exerciseOrganizations(management, sandbox);
  await exerciseCosts(management);
  await exercisePrices(management);
  const running = [...sandbox.estate.instances.values()].filter(
    ({ state, lifecycle }) => state === 'running' && lifecycle !== 'spot',
  );
  for (const { id, status } of sandbox.estate.accounts) {
    if (status !== 'ACTIVE') continue;
    const keys = await assumeRole(management.sts, id);
    for (const region of sandbox.estate.regions) {
      const clients = awsClients(sandbox.url, keys, region);
      await exerciseInventory(clients);
      const here = running.filter((instance) => instance.accountId === id && instance.region === region);
      const [first] = here;
      if (!first) continue;
      await exerciseMetrics(
        clients,
        here.map((instance) => instance.id),
      );
      await exerciseWrites(clients, first);
    }
  }
  await exerciseErrors(management, sandbox);
  await exerciseRawProtocols(sandbox, running[0]?.id ?? 'i-00000000000000000');
}

/** Every served operation must have been answered with success at least once. */
async function reportMissing(sandbox: RunningSandbox): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/calls`);
  const { counts, total } = (await answer.json()) as {
    counts: { service: string; operation: string; status: number }[];
    total: number;
  };
  const seen = new Set(
    counts.filter(({ status }) => status === 200).map(({ service, operation }) => `${service}:${operation}`),
  );
  const missing = servedOperations().filter((operation) => !seen.has(operation));
  process.stdout.write(`${total} calls, ${seen.size} of ${servedOperations().length} operations answered\n`);
  if (missing.length === 0) return;
  process.stdout.write(`FAILED: never answered: ${missing.join(', ')}\n`);
  process.exitCode = 1;
}
