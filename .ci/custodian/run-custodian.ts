import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roundedSeconds, runMust } from './processes.ts';
import { type Place, type Selected, selectedKey } from './selected.ts';
import { policies } from './policies.ts';

/** What `pip` fetches; the version that the policies were written for. */
const REQUIREMENT = 'c7n==0.9.53';

export const policyFile = join(import.meta.dirname, 'policies.yml');

/**
 * Cloud Custodian's command: the one that `BALLAST_C7N` names, or that of a virtual environment in `folder` with c7n
 * from PyPI.
 */
export async function custodian(folder: string): Promise<string> {
  const given = process.env['BALLAST_C7N'];
  if (given !== undefined) return given;
  const environment = join(folder, 'c7n');
  await runMust('python3', ['-m', 'venv', environment]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', REQUIREMENT];
  await runMust(join(environment, 'bin', 'python'), pip);
  return join(environment, 'bin', 'custodian');
}

export interface CustodianRun {
  readonly seconds: number;
  readonly selected: Selected;
}

/**
 * Runs the ten policies as c7n's documentation says it for several accounts and regions: `custodian run --assume ROLE
 * --region …`, one account after the other. Threads, retries and cache are c7n's own; the cache begins empty.
 */
export async function runCustodian(
  command: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  places: { readonly accountIds: readonly string[]; readonly regions: readonly string[]; readonly roleName: string },
): Promise<CustodianRun> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const started = performance.now();
  for (const accountId of places.accountIds) {
    await runMust(
      command,
      [
        'run',
        '--output-dir',
        join(folder, accountId),
        '--assume',
        `arn:aws:iam::${accountId}:role/${places.roleName}`,
        ...places.regions.flatMap((region) => ['--region', region]),
        policyFile,
      ],
      { ...env, HOME: home, XDG_CACHE_HOME: join(home, '.cache') },
    );
  }
  const seconds = roundedSeconds(started);
  const selected = new Map<string, Set<string>>();
  for (const accountId of places.accountIds) {
    for (const region of places.regions) readPlace(folder, { accountId, region }, selected);
  }
  return { seconds, selected };
}

/** A policy that did not run leaves no file, which is not the same as one that selects nothing. */
function readPlace(folder: string, place: Place, selected: Map<string, Set<string>>): void {
  for (const { checkId, idOf } of policies) {
    const file = join(folder, place.accountId, place.region, checkId, 'resources.json');
    if (!existsSync(file)) throw new Error(`c7n wrote no ${file}: the policy ended with an error`);
    const resources = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
    const keys = selected.get(checkId) ?? new Set<string>();
    for (const resource of resources) keys.add(selectedKey({ ...place, resourceId: idOf(resource) }));
    selected.set(checkId, keys);
  }
}
