/**
 * Cloud Custodian (PyPI `c7n`) as an independent judge: ten policies of its own over a sandbox, and Ballast's audit with
 * the ten checks of the same meaning over the same accounts and regions. Ballast has to find exactly what is planted; what
 * c7n selects beside that, or does not select, has to be explained by a rule of `explanations.ts`; exits 1 where that does
 * not hold. Prints both wall times and their ratio: the aim is ten, and a machine that is busy with other work decides
 * nothing, so a lower one is told and does not fail the run.
 *
 * Both start with nothing but the endpoint and the management account's key: c7n has an empty cache, Ballast an empty
 * store. c7n reads neither prices nor cost; Ballast prices what it finds, and reads 30 days of cost for its totals.
 *
 * `BALLAST_C7N` names a `custodian` that is there already, and spares the installation.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { compare } from './compare.ts';
import { explanations } from './explanations.ts';
import { median, printComparison } from './print.ts';
import { runBallast, writeConfig } from './run-ballast.ts';
import { custodian, runCustodian } from './run-custodian.ts';
import { selectedBy } from './selected.ts';

const ROLE_NAME = 'BallastRead';
const AIM = 10;
const COST_DAYS = 30;
const MS_PER_DAY = 86_400_000;
/** Small enough for minutes, large enough that everything is planted and a program's own start does not decide. */
const ESTATE = { seed: 1, resources: 900, accounts: 18 };

const folder = mkdtempSync(join(tmpdir(), 'ballast-custodian-'));
try {
  const command = await custodian(folder);
  const sandbox = await startSandbox(ESTATE);
  try {
    process.exitCode = await judge(command, sandbox);
  } finally {
    await sandbox.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function judge(command: string, sandbox: RunningSandbox): Promise<number> {
  const { accounts, regions, truth } = sandbox.estate;
  const accountIds = accounts.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id);
  const config = await writeConfig(join(folder, 'ballast'), ROLE_NAME);
  const today = Math.floor(Date.now() / MS_PER_DAY) * MS_PER_DAY;
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const costs = { from: day(today - COST_DAYS * MS_PER_DAY), to: day(today) };

  const audit = (run: string) => runBallast(config, join(folder, 'ballast', `${run}.db`), sandbox.url, costs);
  // Around the long run of c7n, so that a machine that is busy for a while slows both.
  const ballastRuns = [await audit('first'), await audit('second')];
  const ofCustodian = await runCustodian(command, join(folder, 'out'), environment(sandbox), {
    accountIds,
    regions,
    roleName: ROLE_NAME,
  });
  ballastRuns.push(await audit('third'));

  const failures: string[] = [];
  const places = accountIds.flatMap((accountId) => regions.map((region) => `${accountId} ${region}`));
  for (const { places: read } of ballastRuns) {
    const unread = places.filter((place) => !read.has(place));
    if (unread.length > 0) failures.push(`Ballast did not read ${unread.join(', ')}`);
  }
  const planted = selectedBy(truth.filter(({ verdict }) => verdict === 'waste'));
  for (const { selected: ballast } of ballastRuns) {
    const comparison = compare(
      { custodian: ofCustodian.selected, truth: planted, ballast },
      explanations,
      sandbox.estate,
    );
    if (ballast === ballastRuns[0]?.selected) printComparison(comparison);
    failures.push(...comparison.failures);
  }

  const ballastSeconds = median(ballastRuns.map(({ seconds }) => seconds));
  const ratio = ofCustodian.seconds / ballastSeconds;
  process.stdout.write(
    `\n${accountIds.length} accounts x ${regions.length} regions, ${ESTATE.resources} instances, volumes, snapshots and ` +
      `addresses and what goes with them; no latency\n` +
      `c7n, a process for each account:  ${ofCustodian.seconds.toFixed(2)} s\n` +
      `Ballast, one audit, median:       ${ballastSeconds.toFixed(2)} s (${ballastRuns.map(({ seconds }) => seconds.toFixed(2)).join(', ')})\n` +
      `ratio:                            ${ratio.toFixed(1)} (the aim is ${AIM}${ratio < AIM ? ': MISSED in this run' : ''})\n`,
  );
  for (const failure of new Set(failures)) process.stdout.write(`FAILED ${failure}\n`);
  return failures.length > 0 ? 1 : 0;
}

/** boto3 and botocore take the sandbox's address from the environment; nothing of this machine's own is read. */
function environment({ url, credentials }: RunningSandbox): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    ...credentials,
    AWS_ENDPOINT_URL: url,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
