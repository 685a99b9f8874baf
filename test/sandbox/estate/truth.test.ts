import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricSeries } from '../../../src/sandbox/estate/metrics.ts';
import type { AwsInstance, AwsVolume, Estate, TruthEntry } from '../../../src/sandbox/estate/model.ts';
import { interfaceOf } from '../../../src/sandbox/estate/network/public-addresses.ts';
import { DAY, estateOf, HOUR, NOW } from './estates.ts';

/**
 * Each check written once more, plainly, from what the API would tell and the price file as it ships: it has to
 * find exactly the planted waste. Prices are taken in tenths of a millionth of a dollar, so sums are whole.
 */
interface PriceFile {
  readonly instanceTypes: { readonly columns: string; readonly rows: readonly string[] };
  readonly ebs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const prices = JSON.parse(readFileSync('src/sandbox/data/aws-prices.json', 'utf8')) as PriceFile;
const UNIT = 10_000_000;
const units = (usd: string | number): number => Math.round(Number(usd) * UNIT);
const WINDOW = { from: NOW - 14 * DAY, to: NOW };
const kept = (tags: Readonly<Record<string, string>>): boolean => tags['ballast:keep'] !== undefined;

function hourly({ type, region }: AwsInstance): number {
  const column = prices.instanceTypes.columns.split('|').indexOf(region);
  const row = prices.instanceTypes.rows.find((text) => text.startsWith(`${type}|`))!;
  return units(row.split('|')[column]!);
}

function volumeMonthly(volume: Pick<AwsVolume, 'type' | 'sizeGiB' | 'iops' | 'throughputMiBps' | 'region'>): number {
  const rates = prices.ebs[volume.region]!;
  const rate = (key: string): number => units(rates[`${volume.type}.${key}`]!);
  const storage = volume.sizeGiB * rate('gbMonth');
  const iops = volume.iops ?? 0;
  if (volume.type === 'io1' || volume.type === 'io2') return storage + iops * rate('iopsMonth');
  if (volume.type !== 'gp3') return storage;
  const throughput = Math.max(0, (volume.throughputMiBps ?? 125) - 125);
  return (
    storage +
    Math.max(0, iops - 3000) * rate('iopsMonth') +
    Math.round((throughput * rate('throughputGiBpsMonth')) / 1024)
  );
}

const IPV4_MONTHLY = units('3.65');

function series(estate: Estate, of: AwsInstance | AwsVolume, metricName: string, statistic: string, seconds: number) {
  const volume = 'sizeGiB' in of;
  return metricSeries(estate, {
    accountId: of.accountId,
    region: of.region,
    namespace: volume ? 'AWS/EBS' : 'AWS/EC2',
    metricName,
    dimensions: volume ? { VolumeId: of.id } : { InstanceId: of.id },
    periodSeconds: seconds,
    statistic,
    ...WINDOW,
  });
}

type Found = Map<string, number>;

function unattached(estate: Estate): Found {
  const claimed = (tags: object): boolean =>
    Object.keys(tags).some((key) => /^kubernetes\.io\/created-for\/pv|^ebs\.csi\.aws\.com\/|^CSIVolumeName$/.test(key));
  const found = [...estate.volumes.values()].filter(
    ({ state, createdAt, tags }) =>
      state === 'available' && NOW - createdAt > 14 * DAY && !claimed(tags) && !kept(tags),
  );
  return new Map(found.map((volume) => [volume.id, volumeMonthly(volume)]));
}

function unassociated(estate: Estate): Found {
  const found = [...estate.addresses.values()].filter(
    ({ associationId, tags }) => associationId === undefined && !kept(tags),
  );
  return new Map(found.map(({ allocationId }) => [allocationId, IPV4_MONTHLY]));
}

function stoppedLong(estate: Estate): Found {
  const found: Found = new Map();
  for (const instance of estate.instances.values()) {
    const told = /\((.+) GMT\)/.exec(instance.stateTransitionReason)?.[1];
    if (instance.state !== 'stopped' || kept(instance.tags)) continue;
    const stoppedAt = Date.parse(`${told!.replace(' ', 'T')}Z`);
    expect(stoppedAt).toBe(instance.stoppedAt);
    if (NOW - stoppedAt <= 30 * DAY) continue;
    let cost = 0;
    for (const volume of estate.volumes.values()) {
      if (volume.attachments[0]?.instanceId === instance.id && !kept(volume.tags)) cost += volumeMonthly(volume);
    }
    for (const { instanceId, tags } of estate.addresses.values()) {
      if (instanceId === instance.id && !kept(tags)) cost += IPV4_MONTHLY;
    }
    if (cost > 0) found.set(instance.id, cost);
  }
  return found;
}

function gp2(estate: Estate): Found {
  const found: Found = new Map();
  for (const volume of estate.volumes.values()) {
    if (volume.type !== 'gp2' || kept(volume.tags)) continue;
    const perSecond = (measure: string): number => {
      const [read, write] = ['Read', 'Write'].map((way) =>
        series(estate, volume, `Volume${way}${measure}`, 'Sum', 300),
      );
      const sums = read!.values.map((value, i) => value + write!.values[i]!).toSorted((a, b) => a - b);
      return (sums[Math.floor(sums.length * 0.99)] ?? 0) / 300;
    };
    const iops = Math.max(3000, Math.ceil(perSecond('Ops')));
    const throughputMiBps = Math.max(125, Math.ceil(perSecond('Bytes') / 1024 ** 2));
    const saving = volumeMonthly(volume) - volumeMonthly({ ...volume, type: 'gp3', iops, throughputMiBps });
    if (saving > 0) found.set(volume.id, saving);
  }
  return found;
}

function idle(estate: Estate): Found {
  const found: Found = new Map();
  for (const instance of estate.instances.values()) {
    if (instance.state !== 'running' || NOW - instance.launchedAt <= 14 * DAY || kept(instance.tags)) continue;
    const cpu = series(estate, instance, 'CPUUtilization', 'Maximum', 3600);
    if (cpu.values.length < 0.9 * ((WINDOW.to - WINDOW.from) / HOUR)) continue;
    if (Math.max(...cpu.values) >= 5) continue;
    const [bytesIn, bytesOut] = ['NetworkIn', 'NetworkOut'].map((name) =>
      series(estate, instance, name, 'Sum', 86_400),
    );
    const busiest = Math.max(...bytesIn!.values.map((value, i) => value + bytesOut!.values[i]!));
    if (busiest < 5_000_000) found.set(instance.id, hourly(instance) * 730);
  }
  return found;
}

/** Check, rule, and how many kinds of look-alike stand beside its waste. */
const CHECKS: readonly (readonly [string, (estate: Estate) => Found, number])[] = [
  ['aws-ebs-volume-unattached', unattached, 4],
  ['aws-eip-unassociated', unassociated, 3],
  ['aws-ec2-instance-stopped-long', stoppedLong, 3],
  ['aws-ebs-gp2-to-gp3', gp2, 3],
  ['aws-ec2-instance-idle', idle, 7],
];

function planted(estate: Estate, checkId: string, verdict: TruthEntry['verdict']): readonly TruthEntry[] {
  return estate.truth.filter((entry) => entry.checkId === checkId && entry.verdict === verdict);
}

describe.each([1, 2, 3])('the truth of seed %i', (seed) => {
  const estate = estateOf({ seed, resources: 800 });

  it.each(CHECKS)('%s: the rule finds exactly what is planted, at the planted cost', (checkId, rule) => {
    const entries = planted(estate, checkId, 'waste').map((entry) => [entry.resourceId, units(entry.monthlyCost!)]);
    expect(entries.length).toBeGreaterThan(0);
    expect(rule(estate)).toEqual(new Map(entries as [string, number][]));
  });

  it.each(CHECKS)(
    '%s: look-alikes of several kinds stand beside it, and none is waste too',
    (checkId, _rule, kinds) => {
      const fine = planted(estate, checkId, 'fine');
      expect(new Set(fine.map(({ because }) => because)).size).toBeGreaterThanOrEqual(kinds);
      const waste = new Set(planted(estate, checkId, 'waste').map(({ resourceId }) => resourceId));
      expect(fine.filter(({ resourceId }) => waste.has(resourceId))).toEqual([]);
      expect(fine.filter(({ monthlyCost }) => monthlyCost !== undefined)).toEqual([]);
    },
  );
});

describe('the truth', () => {
  it('names real resources where they are', () => {
    const estate = estateOf({ resources: 2000 });
    // Interfaces of instances follow from the instances and their addresses.
    const elastic = new Map([...estate.addresses.values()].map((address) => [address.instanceId, address]));
    const interfaces = new Map(
      [...estate.instances.values()].map((instance) => [
        elastic.get(instance.id)?.networkInterfaceId ?? interfaceOf(instance),
        instance,
      ]),
    );
    // Account-level checks are about a tag, a service or a usage type, and provisioned concurrency about an alias.
    const ofAccounts = new Set([
      'aws-commitment-expiring',
      'aws-commitment-underused',
      'aws-cost-anomaly',
      'aws-data-transfer-hotspot',
      'aws-lambda-provisioned-concurrency-idle',
      'aws-native-recommendations-import',
      'aws-reserved-purchase',
      'aws-savings-plan-purchase',
      'aws-tag-coverage',
    ]);
    for (const { checkId, resourceId, accountId, region } of estate.truth) {
      if (ofAccounts.has(checkId)) continue;
      const maps: readonly ReadonlyMap<string, unknown>[] = [
        interfaces,
        estate.instances,
        estate.volumes,
        estate.snapshots,
        estate.addresses,
        ...[...estate.families.values()]
          .flatMap((state) => Object.values(state as object))
          .filter((part): part is ReadonlyMap<string, unknown> => part instanceof Map),
      ];
      const resource = maps.map((map) => map.get(resourceId)).find((found) => found !== undefined);
      expect(resource, resourceId).toMatchObject({ accountId, region });
    }
  });

  it('has waste and look-alikes of every check in the smallest estate', () => {
    const estate = estateOf({ resources: 50 });
    for (const [checkId] of CHECKS) {
      expect(planted(estate, checkId, 'waste').length, checkId).toBeGreaterThan(0);
      expect(planted(estate, checkId, 'fine').length, checkId).toBeGreaterThan(1);
    }
  });

  it('takes 5 to 10 percent of each kind for waste', () => {
    const estate = estateOf({ resources: 10_000 });
    const kinds = [estate.volumes, estate.addresses, estate.instances, estate.volumes, estate.instances];
    CHECKS.forEach(([checkId], i) => {
      const share = planted(estate, checkId, 'waste').length / kinds[i]!.size;
      expect(share, checkId).toBeGreaterThanOrEqual(0.049);
      expect(share, checkId).toBeLessThanOrEqual(0.101);
    });
  });

  it('leaves a clear day on either side of every limit of age', () => {
    const estate = estateOf({ resources: 10_000 });
    const days = (from: number): number => (NOW - from) / DAY;
    const near = (age: number, limit: number): boolean => Math.abs(age - limit) < 1;
    for (const { state, createdAt } of estate.volumes.values()) {
      if (state === 'available') expect(near(days(createdAt), 14)).toBe(false);
    }
    for (const { stoppedAt } of estate.instances.values()) {
      if (stoppedAt !== undefined) expect(near(days(stoppedAt), 30)).toBe(false);
    }
    const idlers = [...estate.instances.values()].filter(({ load }) => load.shape === 'idle');
    expect(idlers.filter(({ launchedAt }) => near(days(launchedAt), 14))).toEqual([]);
  });

  it('says both things about a forgotten gp2 volume', () => {
    const estate = estateOf({ resources: 2000 });
    const both = planted(estate, 'aws-ebs-volume-unattached', 'waste').filter(
      ({ resourceId }) => estate.volumes.get(resourceId)!.type === 'gp2',
    );
    expect(both.length).toBeGreaterThan(0);
    const gp2Ids = new Set(planted(estate, 'aws-ebs-gp2-to-gp3', 'waste').map(({ resourceId }) => resourceId));
    expect(both.filter(({ resourceId }) => !gp2Ids.has(resourceId))).toEqual([]);
  });
});
