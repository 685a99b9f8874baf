/**
 * Fills moto, an emulator of AWS that others wrote, through the AWS SDK: two accounts of an organisation, three
 * regions, some 200 machines and disks, a fleet of every other type that it serves, and a week of metrics. Reads it as
 * Ballast reads AWS and compares with what was put in: all of it, as it is, and nothing else. moto also holds snapshots
 * and images of other owners, and a terminated instance per region; none of these may be found. Exits 1 on any difference.
 */
import { dayOf, instant, MS_PER_DAY, startOfDay } from '../../src/domain/instant.ts';
import type { CloudConnection } from '../../src/domain/ports/provider.ts';
import { provider } from '../../src/providers/aws/index.ts';
import { compareBills } from './compare-bills.ts';
import { compareInventory, compareMetrics, type ReadRegion } from './compare.ts';
import { type Filled, fillMoto, keys, managementAccountId, regionIds, roleName } from './fill.ts';
import { incomplete, unserved } from './fleet/unserved.ts';
import { startMoto } from './moto-server.ts';
import { readScope } from './read-scope.ts';
import { Tally } from './tally.ts';
import { startThrottlingProxy } from './throttling-proxy.ts';

const days = 7;
const today = startOfDay(dayOf(instant(Date.now())));
const window = { start: instant(Date.parse(today) - days * MS_PER_DAY), end: today };

// The SDK's own variables: what a user of an emulator would set. Nothing of this machine's own configuration is read.
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});
delete process.env['AWS_PROFILE'];
delete process.env['AWS_SESSION_TOKEN'];

/** One call of twenty. */
const throttledOf = 20;

const moto = await startMoto();
try {
  const filled = await fillMoto(moto.url, new Date(window.start), days * 24);
  const made = filled.accounts.flatMap(({ regions }) => regions.flatMap(({ fleet }) => fleet.map(({ type }) => type)));
  process.stdout.write(`made ${made.length} resources of ${new Set(made).size} types beside the machines\n`);
  process.stdout.write(`not served by moto, to be unread: ${[...unserved.keys(), ...incomplete.keys()].join(', ')}\n`);
  const tally = new Tally();
  await compareAll(tally, filled, connect(moto.url));
  const plainly = tally.finish();
  const throttled = await compareThrottled(filled, moto.url);
  // Last, because the bills lie in a bucket that is no part of the fleet.
  const bills = new Tally();
  await compareBills(bills, moto.url);
  process.exitCode = Math.max(plainly, throttled, bills.finish());
} finally {
  await moto.stop();
}

/** The same again, with one call of twenty throttled: the same has to come out. */
async function compareThrottled(filled: Filled, endpoint: string): Promise<number> {
  const proxy = await startThrottlingProxy(endpoint, throttledOf);
  try {
    const tally = new Tally();
    await compareAll(tally, filled, connect(proxy.url));
    const { calls, throttled } = proxy.counts();
    process.stdout.write(`${throttled} of ${calls} calls throttled\n`);
    tally.equal('calls were throttled', throttled > 0, true);
    return tally.finish();
  } finally {
    await proxy.stop();
  }
}

function connect(endpoint: string): CloudConnection {
  return provider.connect(
    { provider: 'aws', name: 'moto', endpoint, regions: regionIds, organization: { roleName } },
    {
      now: () => instant(Date.now()),
      signal: new AbortController().signal,
      onEvent: () => undefined,
      // One at a time, for moto's sake; a few attempts, because what it does not serve fails in each.
      limits: { concurrency: 1, attempts: 3 },
    },
  );
}

async function compareAll(tally: Tally, filled: Filled, connection: CloudConnection): Promise<void> {
  const { accountId } = await connection.identity();
  tally.equal('our own account', accountId, managementAccountId);
  const { accounts, scopes, unread } = await connection.discover();
  tally.equal('what could not be read', unread, []);
  for (const { accountId: id, name, parentPath } of filled.accounts) {
    const found = accounts.find((account) => account.accountId === id);
    tally.equal(
      `account ${id}`,
      { name: found?.name, parentPath: found?.parentPath },
      { name, parentPath: { known: true, value: parentPath } },
    );
  }
  tally.equal('how many accounts', accounts.length, filled.accounts.length);
  const read: ReadRegion[] = [];
  for (const scope of scopes) {
    read.push(await readScope(tally, connection, scope));
  }
  compareInventory(tally, filled, read);
  const { metrics } = filled;
  const subjects = read
    .flatMap(({ resources }) => resources)
    .filter(({ resourceId }) => resourceId === metrics.instanceId);
  const wanted = new Set(['cpu-percent-average', 'cpu-percent-maximum', 'network-bytes'] as const);
  const scope = { provider: 'aws' as const, accountId: metrics.accountId, regionId: metrics.regionId };
  for await (const page of connection.metrics(scope, { subjects, metrics: wanted, until: today })) {
    tally.equal('unread metrics', page.unread, []);
    compareMetrics(tally, metrics, page.digests);
  }
  await connection.close();
}
