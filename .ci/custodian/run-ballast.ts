import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { policies } from './policies.ts';
import { roundedSeconds, run, runMust } from './processes.ts';
import { selectedBy, type Selected } from './selected.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'bin/run.js');

const checkList = z.object({ checks: z.array(z.object({ id: z.string() })) });

const audit = z.object({
  sync: z.object({
    status: z.string(),
    scopes: z.array(z.object({ accountId: z.string(), region: z.string() })),
  }),
  findings: z.array(
    z.object({
      checkId: z.string(),
      accountId: z.string(),
      region: z.string(),
      resourceId: z.string(),
      verdict: z.string(),
    }),
  ),
});

export interface BallastRun {
  readonly seconds: number;
  readonly selected: Selected;
  /** Places that were read: `account region`. */
  readonly places: ReadonlySet<string>;
}

/** A configuration with the ten checks and no others; JSON is YAML too. */
export async function writeConfig(folder: string, roleName: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  // The program is what `dist/` holds; this does nothing where that is up to date.
  await runMust(process.execPath, [join(root, 'scripts/build.ts')]);
  const { stdout } = await run(process.execPath, [program, 'checks', 'list', '--json'], process.env, folder);
  const wanted = new Set(policies.map(({ checkId }) => checkId));
  const all = checkList.parse(JSON.parse(stdout)).checks.map(({ id }) => id);
  const missing = [...wanted].filter((id) => !all.includes(id));
  if (missing.length > 0) throw new Error(`Ballast has no check ${missing.join(', ')}`);
  const file = join(folder, 'ballast.yaml');
  const config = {
    version: 1,
    clouds: { aws: [{ name: 'organisation', organization: { roleName }, regions: 'all' }] },
    checks: Object.fromEntries(all.filter((id) => !wanted.has(id)).map((id) => [id, false])),
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

/** A whole audit into a new store: process start, sync, judgement and report. */
export async function runBallast(
  config: string,
  store: string,
  sandboxUrl: string,
  costs: { readonly from: string; readonly to: string },
): Promise<BallastRun> {
  const started = performance.now();
  const args = ['audit', '--json', '--config', config, '--store', store, '--sandbox', sandboxUrl];
  const ended = await run(process.execPath, [program, ...args, '--from', costs.from, '--to', costs.to]);
  const seconds = roundedSeconds(started);
  if (ended.status !== 0) throw new Error(`ballast ended with ${ended.status}: ${ended.stderr.slice(-2000)}`);
  const { sync, findings } = audit.parse(JSON.parse(ended.stdout));
  if (sync.status !== 'complete') throw new Error(`the sync is ${sync.status}`);
  return {
    seconds,
    selected: selectedBy(findings.filter(({ verdict }) => verdict === 'waste')),
    places: new Set(sync.scopes.map(({ accountId, region }) => `${accountId} ${region}`)),
  };
}
