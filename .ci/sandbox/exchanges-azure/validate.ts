/**
 * Checks the answers of the Azure sandbox against the vendor's own API descriptions: calls every operation that is
 * served, and makes it fail in each documented way, records what goes over the wire, and has the validator judge it.
 * Exits 1 on any violation, and for an operation that no description knows, but for those that `versions.ts` names.
 *
 * The validator lies outside the project (`$BALLAST_SHARED` or `../shared`). Without it the check is skipped, but
 * not in CI (`CI=true`), where its absence is a failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { operations } from '../../../src/sandbox/azure/operations.ts';
import { startSandbox } from '../../../src/sandbox/main.ts';
import { exerciseAzure } from './exercise.ts';
import { KNOWN, UNDESCRIBED } from './versions.ts';

interface Exchange {
  readonly service: string;
  readonly operation: string;
  readonly path: string;
  readonly status: number;
}

interface Validator {
  readonly validateExchange: (exchange: object) => {
    readonly matched: boolean;
    readonly items: readonly { readonly level: string; readonly path: string; readonly message: string }[];
  };
}

const shared = process.env.BALLAST_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const validator = join(shared, 'specs/validate.mjs');
process.exitCode = existsSync(validator) ? await check() : skip();

function skip(): number {
  const inCi = process.env.CI === 'true';
  process.stdout.write(`${inCi ? 'FAILED' : 'SKIPPED'}: there is no validator at ${validator} (set BALLAST_SHARED)\n`);
  return inCi ? 1 : 0;
}

async function check(): Promise<number> {
  const { validateExchange } = (await import(validator)) as Validator;
  const violations = new Set<string>();
  const seen = new Set<string>();
  const exchanges = await record();
  for (const exchange of exchanges) {
    const { service, operation, status } = exchange;
    if (status === 200) seen.add(`${service} ${operation}`);
    if (UNDESCRIBED.has(operation)) continue;
    // The part of the path that the description begins with: the mount is the sandbox's own.
    const { matched, items } = validateExchange({ ...exchange, path: exchange.path.replace(/^\/azure\/[^/]+/, '') });
    if (!matched) violations.add(`${service} ${operation}: no description matches`);
    for (const { level, path, message } of items) {
      if (level === 'warn') continue;
      const where = path.replaceAll(/\[\d+\]/g, '[*]');
      const violation = `${level}: ${service} ${operation} ${status}: ${where}: ${message}`;
      if (!KNOWN.some((known) => known.test(violation))) violations.add(violation);
    }
  }
  for (const { service, id } of operations) {
    if (!seen.has(`${service} ${id}`)) violations.add(`${service} ${id}: never answered`);
  }
  for (const violation of violations) process.stdout.write(`${violation}\n`);
  process.stdout.write(
    `${exchanges.length} exchanges, ${operations.length} operations, ${violations.size} violations\n`,
  );
  return violations.size === 0 ? 0 : 1;
}

async function record(): Promise<readonly Exchange[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-azure-'));
  try {
    const recording = join(folder, 'exchanges.jsonl');
    const now = Date.parse('2026-11-24T06:00:00Z');
    const sandbox = await startSandbox({
      clouds: ['azure'],
      resources: 600,
      accounts: 3,
      now,
      recordExchanges: recording,
    });
    try {
      const health = (await (await fetch(`${sandbox.url}/_sandbox/health`)).json()) as {
        readonly clouds: { readonly azure: { readonly accessToken: string } };
      };
      const { azure } = (await (await fetch(`${sandbox.url}/_sandbox/estate`)).json()) as {
        readonly azure: {
          readonly subscriptions: readonly { readonly id: string; readonly state: string }[];
          readonly resources: readonly { readonly id: string; readonly region: string }[];
        };
      };
      const regions = new Map(azure.resources.map(({ id, region }) => [id, region]));
      await exerciseAzure({
        url: sandbox.url,
        token: health.clouds.azure.accessToken,
        subscriptions: azure.subscriptions.filter(({ state }) => state === 'Enabled').map(({ id }) => id),
        ids: [...regions.keys()],
        regionOf: (id) => regions.get(id) ?? '',
        now,
      });
    } finally {
      await sandbox.close();
    }
    return readFileSync(recording, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Exchange);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
