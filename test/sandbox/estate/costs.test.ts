import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyCosts, visitDailyCosts } from '../../../src/sandbox/estate/costs.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import type { CostCell, Estate } from '../../../src/sandbox/estate/model.ts';
import { createVolume, deleteVolume, stopInstances } from '../../../src/sandbox/estate/mutations.ts';
import { pastUsage } from '../../../src/sandbox/estate/past-resources.ts';
import { ebsRate, instanceHourly } from '../../../src/sandbox/estate/prices.ts';
import { families } from '../../../src/sandbox/estate/families.ts';
import { DAY, estateOf as estateOfAll, first, HOUR, NOW } from './estates.ts';

/** Machines, volumes and networks: what the recount below knows. The other families have bills and tests of their own. */
const estateOf = (options: Parameters<typeof estateOfAll>[0] = {}): Estate =>
  estateOfAll(
    options,
    families.filter(({ name }) => name === 'secrets' || name === 'network'),
  );

const FIRST_DAY = '2025-09-20';
const day = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
const sum = (cells: readonly CostCell[]): bigint => cells.reduce((total, cell) => total + cell.unblendedNanoUsd, 0n);
const keyOf = (cell: CostCell): string =>
  [cell.day, cell.accountId, cell.region, cell.service, cell.usageType, cell.operation, cell.recordType].join('|');

/** Nano-USD of a decimal text, for prices that are not finer. */
const nano = (usd: string): bigint => BigInt(Math.round(Number(usd) * 1e9));

/** Billing codes of regions, written down once more. */
const CODE: Readonly<Record<string, string>> = {
  'us-east-1': '',
  'us-west-2': 'USW2-',
  'eu-west-1': 'EU-',
  'eu-central-1': 'EUC1-',
};

/** The two types that the bill calls otherwise, there and back. */
const SUFFIX: Readonly<Record<string, string>> = { standard: '', io1: '.piops' };
const TYPE_OF: Readonly<Record<string, string>> = { '': 'standard', piops: 'io1' };

/** Unit-seconds by cell, added up day by day and resource by resource. */
class Tally {
  readonly seconds = new Map<string, number>();

  add(name: readonly string[], quantity: number, from: number, to: number): void {
    for (let at = Math.floor(Math.max(from, NOW - 431 * DAY) / DAY) * DAY; at < Math.min(to, NOW); at += DAY) {
      const used = Math.min(to, at + DAY, NOW) - Math.max(from, at);
      const key = [day(at), ...name].join('|');
      if (used > 0) this.seconds.set(key, (this.seconds.get(key) ?? 0) + (quantity * used) / 1000);
    }
  }
}

function runs(instance: {
  launchedAt: number;
  stoppedAt?: number;
  earlierRuns?: readonly { from: number; to: number }[];
}) {
  return [...(instance.earlierRuns ?? []), { from: instance.launchedAt, to: instance.stoppedAt ?? Infinity }];
}

/** What today's instances, volumes and addresses have used, plus the hidden usage of what is gone. */
function bruteForce(estate: Estate): Tally {
  const tally = new Tally();
  const elastic = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
  for (const instance of estate.instances.values()) {
    const { accountId, region, type, lifecycle, publicIp, launchedAt } = instance;
    const usage = `${CODE[region]}${lifecycle === 'spot' ? 'SpotUsage' : 'BoxUsage'}:${type}`;
    for (const { from, to } of runs(instance)) tally.add([accountId, region, usage], 1, from, to);
    if (publicIp !== undefined && !elastic.has(publicIp)) {
      tally.add([accountId, region, `${CODE[region] || 'USE1-'}PublicIPv4:InUseAddress`], 1, launchedAt, Infinity);
    }
  }
  for (const {
    accountId,
    region,
    type,
    sizeGiB,
    iops = 0,
    throughputMiBps = 0,
    createdAt,
  } of estate.volumes.values()) {
    const suffix = SUFFIX[type] ?? `.${type}`;
    tally.add([accountId, region, `${CODE[region]}EBS:VolumeUsage${suffix}`], sizeGiB, createdAt, Infinity);
    const extraIops = type === 'gp3' ? iops - 3000 : type.startsWith('io') ? iops : 0;
    if (extraIops > 0)
      tally.add([accountId, region, `${CODE[region]}EBS:VolumeP-IOPS${suffix}`], extraIops, createdAt, Infinity);
    if (type === 'gp3' && throughputMiBps > 125) {
      const usage = `${CODE[region]}EBS:VolumeP-Throughput.gp3`;
      tally.add([accountId, region, usage], throughputMiBps - 125, createdAt, Infinity);
    }
  }
  for (const snapshot of estate.snapshots.values()) {
    const { accountId, region, startedAt, storageTier } = snapshot;
    const archived = storageTier === 'archive';
    const usage = `${CODE[region]}EBS:${archived ? 'SnapshotArchiveStorage' : 'SnapshotUsage'}`;
    tally.add([accountId, region, usage], archived ? snapshot.fullGiB! : snapshot.storedGiB!, startedAt, Infinity);
  }
  for (const { accountId, region, allocatedAt, associationId, instanceId } of estate.addresses.values()) {
    const host = estate.instances.get(instanceId ?? '');
    const name = (state: string) => [accountId, region, `${CODE[region] || 'USE1-'}PublicIPv4:${state}Address`];
    const used =
      host === undefined ? (associationId === undefined ? [] : [{ from: allocatedAt, to: Infinity }]) : runs(host);
    let idleFrom = allocatedAt;
    for (const { from, to } of used) {
      tally.add(name('Idle'), 1, idleFrom, Math.max(idleFrom, from));
      tally.add(name('InUse'), 1, Math.max(from, allocatedAt), to);
      idleFrom = Math.max(idleFrom, to);
    }
    tally.add(name('Idle'), 1, idleFrom, Infinity);
  }
  // Of NAT gateways, load balancers and lone interfaces: all in use, as far as EC2 knows.
  const networks = familyState(estate, networkFamily);
  const pooled = [...networks.interfaces.values()].filter(({ publicIp }) => publicIp !== undefined);
  for (const { accountId, region, ...held } of [...networks.addresses.values(), ...pooled]) {
    const from = 'allocatedAt' in held ? held.allocatedAt : held.createdAt;
    tally.add([accountId, region, `${CODE[region] || 'USE1-'}PublicIPv4:InUseAddress`], 1, from, Infinity);
  }
  for (const { meter, quantity, from, to } of pastUsage(estate)) {
    tally.add([meter.accountId, meter.region, meter.usageType], quantity, from * 1000, to * 1000);
  }
  return tally;
}

const daysInMonth = (date: string): number =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

/** Kind and pico-USD per unit of an inventory usage type, from the price list. Spot is 35 % of the list. */
function listPrice(usageType: string, region: string): readonly [string, bigint] {
  const [, what, detail] =
    /(BoxUsage|SpotUsage|PublicIPv4|VolumeUsage|VolumeP-IOPS|VolumeP-Throughput|SnapshotUsage|SnapshotArchive)[:.]?(.*)$/.exec(
      usageType,
    )!;
  const type = TYPE_OF[detail!] ?? detail!;
  const rate = (key: string): bigint => nano(ebsRate(region, key)) * 1000n;
  switch (what) {
    case 'BoxUsage':
      return ['box', nano(instanceHourly(detail!, region)!) * 1000n];
    case 'SpotUsage':
      return ['spot', (nano(instanceHourly(detail!, region)!) * 1000n * 35n) / 100n];
    case 'PublicIPv4':
      return ['ipv4', nano('0.005') * 1000n];
    case 'VolumeUsage':
      return ['storage', rate(`${type}.gbMonth`)];
    case 'VolumeP-IOPS':
      return ['iops', rate(`${type}.iopsMonth`)];
    case 'VolumeP-Throughput':
      return ['throughput', rate('gp3.throughputGiBpsMonth') / 1024n];
    case 'SnapshotUsage':
      return ['snapshot', rate('snapshot.gbMonth')];
    default:
      return ['archive', rate('snapshotArchive.gbMonth')];
  }
}

const INVENTORY = /BoxUsage|SpotUsage|EBS:|PublicIPv4/;

describe('dailyCosts', () => {
  const estate = estateOf({ resources: 300 });
  const all = dailyCosts(estate, FIRST_DAY, '2027-01-01');

  it('agrees with a recount, resource by resource and day by day', () => {
    const { seconds } = bruteForce(estate);
    const cells = all.filter(({ usageType, recordType }) => recordType === 'Usage' && INVENTORY.test(usageType));
    const counted = [...seconds].filter(([key]) => key >= FIRST_DAY);
    expect(cells).toHaveLength(counted.length);
    const expected = new Map(counted);
    for (const cell of cells) {
      const unitSeconds = expected.get([cell.day, cell.accountId, cell.region, cell.usageType].join('|'))!;
      const perSeconds = cell.usageUnit === 'Hrs' ? 3600 : daysInMonth(cell.day) * 86_400;
      const scale = cell.usageUnit === 'GiBps-mo' ? 1024 : 1;
      expect(cell.usageQuantity).toBeCloseTo(unitSeconds / perSeconds / scale, 6);
    }
  });

  it('charges the list price, to the nano-dollar, half to even', () => {
    const cells = all.filter(({ usageType, recordType }) => recordType === 'Usage' && INVENTORY.test(usageType));
    const kinds = new Set<string>();
    for (const { day: on, usageType, region, usageQuantity, unblendedNanoUsd, usageUnit } of cells) {
      const [kind, pico] = listPrice(usageType, region);
      const per = usageUnit === 'Hrs' ? 3600 : daysInMonth(on) * 86_400;
      // Unit-seconds are whole, so the quantity that is told gives them back.
      const unitSeconds = BigInt(Math.round(usageQuantity * per * (usageUnit === 'GiBps-mo' ? 1024 : 1)));
      const [dividend, divisor] = [unitSeconds * pico, BigInt(per) * 1000n];
      const [whole, rest] = [dividend / divisor, (dividend % divisor) * 2n];
      const up = rest > divisor || (rest === divisor && whole % 2n === 1n);
      expect(unblendedNanoUsd, usageType).toBe(whole + (up ? 1n : 0n));
      kinds.add(kind);
    }
    expect(kinds).toEqual(new Set(['box', 'spot', 'ipv4', 'storage', 'iops', 'throughput', 'snapshot', 'archive']));
  });

  it('charges a full month of storage its list price, whatever its length', () => {
    const old = estateOf({ resources: 100, seed: 3 });
    const volume = createVolume(
      old,
      old.accounts[0]!.id,
      'us-east-1',
      { zone: 'us-east-1a', sizeGiB: 977, type: 'sc1' },
      NOW,
    );
    const until = Date.UTC(2027, 3, 1);
    const months = ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01'];
    for (let i = 0; i < 3; i++) {
      const cells = dailyCosts(old, months[i]!, months[i + 1]!, until).filter(
        ({ usageType, accountId, region }) =>
          usageType === 'EBS:VolumeUsage.sc1' && accountId === volume.accountId && region === 'us-east-1',
      );
      const others = [...old.volumes.values()].filter(
        ({ type, accountId, region }) => type === 'sc1' && accountId === volume.accountId && region === 'us-east-1',
      );
      const size = others.reduce((total, { sizeGiB }) => total + sizeGiB, 0);
      const full = nano(ebsRate('us-east-1', 'sc1.gbMonth')) * BigInt(size);
      const difference = sum(cells) - full;
      // One rounding a day.
      expect(difference < 0n ? -difference : difference).toBeLessThanOrEqual(31n);
    }
  });

  it('names each cell once, in order of day', () => {
    expect(new Set(all.map(keyOf)).size).toBe(all.length);
    const days = all.map((cell) => cell.day);
    expect(days).toEqual(days.toSorted());
    expect(days[0]).toBe(FIRST_DAY);
    expect(days.at(-1)).toBe(day(NOW));
  });

  it('gives the same cells in parts as in whole', () => {
    const at = fc.integer({ min: 0, max: 430 }).map((ago) => day(NOW - ago * DAY));
    fc.assert(
      fc.property(at, at, at, (...days) => {
        const [from, middle, to] = days.toSorted() as [string, string, string];
        const parts = [...dailyCosts(estate, from, middle), ...dailyCosts(estate, middle, to)];
        expect(parts).toEqual(dailyCosts(estate, from, to));
      }),
      { numRuns: 8 },
    );
  });

  it('visits what it lists', () => {
    const visited: CostCell[] = [];
    visitDailyCosts(estate, '2026-10-30', '2026-11-05', (cell) => visited.push(cell));
    expect(visited).toEqual(dailyCosts(estate, '2026-10-30', '2026-11-05'));
  });

  it('taxes each account by the month', () => {
    const tax = all.filter(({ recordType }) => recordType === 'Tax');
    expect(tax.length).toBeGreaterThan(30);
    for (const cell of tax.filter(({ day: on }) => on > FIRST_DAY)) {
      expect(cell).toMatchObject({ region: 'NoRegion', service: 'Tax' });
      expect(cell.day.slice(8)).toBe('01');
      const taxed = all.filter(
        ({ day: on, accountId, recordType, service }) =>
          on.slice(0, 7) === cell.day.slice(0, 7) &&
          accountId === cell.accountId &&
          recordType === 'Usage' &&
          !service.startsWith('AWS Support'),
      );
      const hundredfold = cell.unblendedNanoUsd * 100n - sum(taxed) * 7n;
      expect(hundredfold < 0n ? -hundredfold : hundredfold).toBeLessThanOrEqual(50n);
    }
  });

  it('credits one account in one month, by less than it used', () => {
    const credits = all.filter(({ recordType }) => recordType === 'Credit');
    expect(new Set(credits.map((cell) => `${cell.day} ${cell.accountId}`)).size).toBe(1);
    expect(credits[0]!.day).toBe('2026-08-01');
    expect(credits.every(({ unblendedNanoUsd }) => unblendedNanoUsd < 0n)).toBe(true);
  });

  it('has a bill of many services, with support for the payer alone', () => {
    const services = new Set(all.map(({ service }) => service));
    expect(services.size).toBeGreaterThanOrEqual(8);
    const support = all.filter(({ service }) => service === 'AWS Support (Business)');
    expect(new Set(support.map(({ accountId }) => accountId))).toEqual(
      new Set([estate.organization.managementAccountId]),
    );
  });

  it('grows over the year', () => {
    const large = estateOf({ resources: 2000 });
    const compute = (from: string, to: string) =>
      sum(dailyCosts(large, from, to).filter((c) => c.usageType.includes('Box')));
    expect(compute('2026-10-01', '2026-11-01')).toBeGreaterThan(compute('2025-10-01', '2025-11-01'));
  });

  it('ends with the instant that it is asked for', () => {
    expect(dailyCosts(estate, '2026-11-25', '2026-12-24')).toEqual([]);
    const [partly, fully] = [NOW, NOW + DAY].map((until) => dailyCosts(estate, day(NOW), day(NOW + DAY), until));
    const box = (cells: readonly CostCell[]) => sum(cells.filter(({ usageType }) => usageType.includes('BoxUsage')));
    expect(box(partly!) < box(fully!)).toBe(true);
    expect(new Set(dailyCosts(estate, '2026-11-20', '2027-01-01', NOW + 3 * DAY).map((cell) => cell.day)).size).toBe(8);
  });

  it('keeps 430 days', () => {
    expect(dailyCosts(estate, '2024-01-01', '2025-09-20')).toEqual([]);
  });

  it('holds no cell of the suspended account', () => {
    const suspended = estate.accounts.find(({ status }) => status === 'SUSPENDED')!.id;
    expect(all.some(({ accountId }) => accountId === suspended)).toBe(false);
  });

  it.each(['2026-13-01', '2026-1-1', 'yesterday', '2026-11-24T00:00:00Z', ''])('refuses the date "%s"', (text) => {
    expect(() => dailyCosts(estate, text, '2026-11-24')).toThrow(RangeError);
  });
});

describe('costs after changes', () => {
  const until = NOW + 3 * DAY;
  const future = [day(NOW), day(until)] as const;

  it('leaves the past as it was billed, even if nobody had asked before', () => {
    const [asked, changed] = [estateOf({ resources: 200 }), estateOf({ resources: 200 })];
    const volume = first(changed.volumes.values(), ({ state }) => state === 'available');
    deleteVolume(changed, volume.accountId, volume.region, { volumeId: volume.id }, NOW + HOUR);
    expect(dailyCosts(changed, FIRST_DAY, day(NOW))).toEqual(dailyCosts(asked, FIRST_DAY, day(NOW)));
  });

  it('bills a deleted volume up to its deletion', () => {
    const [untouched, estate] = [estateOf({ resources: 200 }), estateOf({ resources: 200 })];
    const volume = first(estate.volumes.values(), ({ state, type }) => state === 'available' && type === 'gp3');
    const total = (of: Estate) =>
      sum(dailyCosts(of, ...future, until).filter(({ usageType }) => usageType.endsWith('VolumeUsage.gp3')));
    const before = total(untouched);
    deleteVolume(estate, volume.accountId, volume.region, { volumeId: volume.id }, NOW + DAY);
    const saved = before - total(estate);
    const twoDays = (nano(ebsRate(volume.region, 'gp3.gbMonth')) * BigInt(volume.sizeGiB) * 2n) / 30n;
    // The window ends at the start of its last day, and each of its cells is rounded.
    const share = (Math.floor(until / DAY) * DAY - (NOW + DAY)) / (2 * DAY);
    expect(Number(saved)).toBeCloseTo(Number(twoDays) * share, -1);
  });

  it('bills a stopped instance no compute, and its Elastic IP as idle', () => {
    const estate = estateOf({ resources: 400 });
    const address = first(
      estate.addresses.values(),
      ({ instanceId }) => estate.instances.get(instanceId ?? '')?.state === 'running',
    );
    const { accountId, region } = address;
    const instance = estate.instances.get(address.instanceId!)!;
    const quantity = (suffix: string) =>
      dailyCosts(estate, day(NOW + DAY), day(NOW + 2 * DAY), until)
        .filter((cell) => cell.accountId === accountId && cell.region === region && cell.usageType.endsWith(suffix))
        .reduce((total, { usageQuantity }) => total + usageQuantity, 0);
    const kinds = [`BoxUsage:${instance.type}`, 'PublicIPv4:InUseAddress', 'PublicIPv4:IdleAddress'] as const;
    const before = kinds.map(quantity);
    stopInstances(estate, accountId, region, { instanceIds: [instance.id] }, NOW);
    const change = kinds.map((kind, i) => quantity(kind) - before[i]!);
    change.forEach((hours, i) => expect(hours).toBeCloseTo([-24, -24, 24][i]!, 6));
  });
});
