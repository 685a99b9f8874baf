import { describe, expect, it } from 'vitest';
import { instanceHourly } from '../../../src/sandbox/estate/prices.ts';
import { estateDocument } from '../../../src/sandbox/estate/serialise.ts';
import { estateOf, NOW, REGIONS, sizeOf } from './estates.ts';

describe('createEstate', () => {
  it('gives deeply equal estates for equal options', () => {
    expect(estateOf({ seed: 11 })).toEqual(estateOf({ seed: 11 }));
  });

  it('gives other resources for another seed', () => {
    const [a, b] = [estateOf({ seed: 1 }), estateOf({ seed: 2 })];
    expect([...a.instances.keys()].filter((id) => b.instances.has(id))).toEqual([]);
    expect(a.organization.id).not.toBe(b.organization.id);
  });

  it('draws from seeds beyond 32 bits as well', () => {
    const document = (seed: number) => JSON.stringify(estateDocument(estateOf({ seed, resources: 50 })));
    expect(document(2 ** 40 + 5)).not.toBe(document(5));
  });

  it.each([50, 51, 77, 500, 2000, 20_000])('makes about %i resources', (resources) => {
    const estate = estateOf({ resources });
    expect(Math.abs(sizeOf(estate) - resources)).toBeLessThanOrEqual(Math.max(3, resources * 0.01));
  });

  it('shares out the kinds as documented', () => {
    const estate = estateOf({ resources: 10_000 });
    expect(estate.instances.size).toBe(3400);
    expect(estate.volumes.size).toBe(4900);
    expect(estate.addresses.size).toBe(500);
    expect(estate.snapshots.size).toBe(1200);
  });

  it.each([1, 3, 12])('has %i active accounts and one suspended, which holds nothing', (accounts) => {
    const estate = estateOf({ accounts });
    const active = estate.accounts.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id);
    const suspended = estate.accounts.filter(({ status }) => status === 'SUSPENDED').map(({ id }) => id);
    expect(active).toHaveLength(accounts);
    expect(suspended).toHaveLength(1);
    expect(estate.organization.managementAccountId).toBe(active[0]);
    const used = new Set(
      [estate.instances, estate.volumes, estate.snapshots, estate.addresses].flatMap((kind) =>
        [...kind.values()].map(({ accountId }) => accountId),
      ),
    );
    expect([...used].filter((id) => !active.includes(id))).toEqual([]);
  });

  it('derives account ids from the seed by the documented pattern', () => {
    const estate = estateOf({ seed: 42 });
    expect(estate.accounts.map(({ id }) => id)).toEqual([
      '100004200000',
      '100004200001',
      '000004200002',
      '100004200003',
    ]);
  });

  it('hangs every account below the root', () => {
    const { accounts, organization } = estateOf({ accounts: 9 });
    const parents = new Map(organization.units.map(({ id, parentId }) => [id, parentId]));
    for (const account of accounts) {
      let at = account.parentId;
      for (let depth = 0; at !== organization.rootId && depth < 5; depth++) at = parents.get(at) ?? 'nowhere';
      expect(at).toBe(organization.rootId);
    }
  });

  it('uses every account and region, the first region most', () => {
    const estate = estateOf({ resources: 5000 });
    const count = (region: string) => [...estate.instances.values()].filter((i) => i.region === region).length;
    const counts = REGIONS.map(count);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it('runs only types whose price is known where they run', () => {
    for (const { type, region } of estateOf({ resources: 5000 }).instances.values()) {
      expect(instanceHourly(type, region), `${type} in ${region}`).toBeDefined();
    }
  });

  it('gives every instance one root volume, in its zone, and keeps attachments consistent', () => {
    const estate = estateOf({ resources: 3000 });
    const roots = new Map<string, number>();
    const devices = new Set<string>();
    for (const volume of estate.volumes.values()) {
      expect(volume.state).toBe(volume.attachments.length > 0 ? 'in-use' : 'available');
      for (const { instanceId, device, attachedAt } of volume.attachments) {
        const host = estate.instances.get(instanceId)!;
        expect([host.zone, host.accountId]).toEqual([volume.zone, volume.accountId]);
        expect(attachedAt).toBeGreaterThanOrEqual(volume.createdAt);
        if (device === host.rootDeviceName) roots.set(instanceId, (roots.get(instanceId) ?? 0) + 1);
        expect(devices.has(`${instanceId} ${device}`)).toBe(false);
        devices.add(`${instanceId} ${device}`);
      }
    }
    expect([...estate.instances.keys()].filter((id) => roots.get(id) !== 1)).toEqual([]);
  });

  it('gives no public address twice, and Elastic IPs to the instances that show them', () => {
    const estate = estateOf({ resources: 5000 });
    const seen = new Set<string>();
    for (const address of estate.addresses.values()) {
      expect(seen.has(address.publicIp)).toBe(false);
      seen.add(address.publicIp);
      const host = estate.instances.get(address.instanceId ?? '');
      if (host?.state === 'running') expect(host.publicIp).toBe(address.publicIp);
    }
    const own = [...estate.instances.values()].filter(({ publicIp }) => publicIp !== undefined && !seen.has(publicIp));
    expect(new Set(own.map(({ publicIp }) => publicIp)).size).toBe(own.length);
  });

  it('lets nothing happen after now, and nothing stop before it started', () => {
    const estate = estateOf({ resources: 3000 });
    for (const { createdAt, launchedAt, stoppedAt, earlierRuns = [] } of estate.instances.values()) {
      expect(createdAt).toBeLessThanOrEqual(launchedAt);
      expect(launchedAt).toBeLessThan(stoppedAt ?? NOW);
      expect(stoppedAt ?? 0).toBeLessThan(NOW);
      for (const { from, to } of earlierRuns) {
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThan(launchedAt);
      }
    }
    for (const { createdAt, detachedAt } of estate.volumes.values()) {
      expect(createdAt).toBeLessThan(detachedAt ?? NOW);
    }
    for (const { startedAt } of estate.snapshots.values()) expect(startedAt).toBeLessThan(NOW);
  });

  it.each([
    ['too few resources', { resources: 49 }, /resources must be a whole number from 50/],
    ['too many resources', { resources: 100_001 }, /to 100000/],
    ['half a resource', { resources: 50.5 }, /50.5/],
    ['no account', { accounts: 0 }, /accounts/],
    ['a negative seed', { seed: -1 }, /seed/],
    ['no region', { regions: [] }, /at least one region/],
    ['a region without prices', { regions: ['us-east-1', 'mars-north-1'] }, /mars-north-1/],
    ['a region named twice', { regions: ['us-east-1', 'us-east-1'] }, /twice/],
  ])('refuses %s', (_, options, message) => {
    expect(() => estateOf(options)).toThrow(RangeError);
    expect(() => estateOf(options)).toThrow(message);
  });
});
