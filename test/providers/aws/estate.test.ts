import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { CloudConnection, ProviderEvent } from '../../../src/domain/ports/provider.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

const regions = ['us-east-1', 'eu-west-1', 'us-west-2'];
const options = { seed: 7, resources: 700, accounts: 3, regions };

/** The other types are counted by the tests of their families. */
const types = ['aws:ec2:instance', 'aws:ec2:volume', 'aws:ec2:snapshot', 'aws:ec2:address'];

/** Ids of everything that these collectors bring from all scopes at once, and what failed. */
async function readEstate(connection: CloudConnection) {
  const { scopes } = await connection.discover();
  const ids: string[] = [];
  const failed: string[] = [];
  const read = async (type: string, scope: (typeof scopes)[number]) => {
    try {
      for await (const { resources } of connection.collect(type, scope))
        ids.push(...resources.map(({ resourceId }) => resourceId));
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      failed.push(`${scope.regionId} ${error.category}`);
    }
  };
  await Promise.all(scopes.flatMap((scope) => types.map((type) => read(type, scope))));
  return { ids: ids.toSorted(), failed };
}

describe('a whole estate, all accounts and regions at once', () => {
  let cloud: SandboxCloud;
  beforeAll(async () => {
    cloud = await SandboxCloud.start(options);
  });
  afterAll(() => cloud.close());

  /** What is there and not on its way out, but for the regions that are left out. */
  const truth = (without: readonly string[] = []) => {
    const { instances, volumes, snapshots, ...estate } = cloud.sandbox.estate;
    const addresses = [
      ...estate.addresses.values(),
      ...familyState(cloud.sandbox.estate, networkFamily).addresses.values(),
    ];
    const there = (region: string) => !without.includes(region);
    return [
      ...[...instances.values()]
        .filter(({ state, region }) => !['terminated', 'shutting-down'].includes(state) && there(region))
        .map(({ id }) => id),
      ...[...volumes.values()].filter(({ state, region }) => state !== 'deleting' && there(region)).map(({ id }) => id),
      ...[...snapshots.values()].filter(({ region }) => there(region)).map(({ id }) => id),
      ...addresses.filter(({ region }) => there(region)).map(({ allocationId }) => allocationId),
    ].toSorted();
  };

  it('is read in full, each resource once', async () => {
    expect(await readEstate(cloud.connect())).toEqual({ ids: truth(), failed: [] });
  });

  it('is read in full from a cloud that throttles', async () => {
    const slow = await SandboxCloud.start({ ...options, throttle: { ratePerSecond: 12, burst: 2 } });
    const events: ProviderEvent[] = [];
    try {
      const { ids, failed } = await readEstate(
        slow.connect({}, { onEvent: (event) => events.push(event), limits: { attempts: 12 } }),
      );
      expect(failed).toEqual([]);
      expect(ids).toEqual(truth());
    } finally {
      await slow.close();
    }
    expect(events.some(({ kind }) => kind === 'throttled')).toBe(true);
  });

  it('is read but for the region that does not answer, whose circuit opens', async () => {
    await cloud.inject({ kind: 'disconnect', service: 'ec2', region: 'eu-west-1' });
    const opened = new Set<string>();
    const connection = cloud.connect(
      {},
      {
        onEvent: (event) => event.kind === 'circuit-open' && opened.add(event.scope.regionId),
        limits: { attempts: 4 },
      },
    );
    const { ids, failed } = await readEstate(connection);
    await cloud.heal();
    expect(ids).toEqual(truth(['eu-west-1']));
    expect(new Set(failed.map((failure) => failure.split(' ')[0]))).toEqual(new Set(['eu-west-1']));
    expect(failed).toHaveLength(cloud.accountIds.length * types.length);
    expect([...opened]).toEqual(['eu-west-1']);
  });
});
