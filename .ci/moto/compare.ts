import type { MetricDigest } from '../../src/domain/metrics.ts';
import type { Resource } from '../../src/domain/resources.ts';
import type { Filled, FilledMetrics, FilledRegion } from './fill.ts';
import { compareFleet } from './compare-fleet.ts';
import type { Tally } from './tally.ts';

/** What was read of one account and region. */
export interface ReadRegion {
  readonly accountId: string;
  readonly regionId: string;
  readonly resources: readonly Resource[];
  readonly unread: readonly UnreadRow[];
}

/** A row of an answer that could not be read. */
export interface UnreadRow {
  readonly type: string;
  readonly id: string;
  readonly reason: string;
}

/** Everything that was put in is found, as it was put in, and nothing else. */
export function compareInventory(tally: Tally, filled: Filled, read: readonly ReadRegion[]): void {
  const places = filled.accounts.flatMap(({ accountId, regions }) => regions.map((region) => ({ accountId, region })));
  const placeOf = (accountId: string, regionId: string) => `${accountId}/${regionId}`;
  tally.equal(
    'the accounts and regions read',
    read.map(({ accountId, regionId }) => placeOf(accountId, regionId)).toSorted(),
    places.map(({ accountId, region }) => placeOf(accountId, region.regionId)).toSorted(),
  );
  for (const { accountId, region } of places) {
    const place = placeOf(accountId, region.regionId);
    const found = read.find((one) => placeOf(one.accountId, one.regionId) === place);
    const fleet = new Set(region.fleet.map(({ id }) => id));
    const resources = found?.resources ?? [];
    compareRegion(
      tally,
      place,
      region,
      resources.filter(({ resourceId }) => !fleet.has(resourceId)),
    );
    compareFleet(tally, place, region, { resources, unread: found?.unread ?? [] });
  }
}

function compareRegion(tally: Tally, place: string, region: FilledRegion, found: readonly Resource[]): void {
  const idsOf = (kind: Resource['kind']) =>
    found
      .filter((one) => one.kind === kind)
      .map(({ resourceId }) => resourceId)
      .toSorted();
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).toSorted();
  tally.equal(`${place}: instances`, idsOf('instance'), ids(region.instances));
  tally.equal(`${place}: volumes`, idsOf('block-volume'), ids(region.volumes));
  tally.equal(`${place}: snapshots`, idsOf('volume-snapshot'), ids(region.snapshots));
  tally.equal(`${place}: addresses`, idsOf('public-address'), ids(region.addresses));
  for (const resource of found) {
    const { resourceId } = resource;
    switch (resource.kind) {
      case 'instance': {
        const expected = region.instances.find(({ id }) => id === resourceId);
        const { sizeName: size, powerState, name } = resource;
        tally.equal(`${place}: ${resourceId}`, { id: resourceId, size, powerState, name }, expected);
        tally.equal(
          `${place}: ${resourceId} is known to be stopped`,
          resource.stoppedSince.known,
          powerState === 'stopped',
        );
        break;
      }
      case 'block-volume': {
        const expected = region.volumes.find(({ id }) => id === resourceId);
        const { tier, sizeGiB, attachedTo } = resource;
        tally.equal(
          `${place}: ${resourceId}`,
          { id: resourceId, tier, sizeGiB, attachedTo: attachedTo.known ? attachedTo.value : attachedTo },
          expected,
        );
        break;
      }
      case 'volume-snapshot': {
        const expected = region.snapshots.find(({ id }) => id === resourceId);
        const { sourceVolumeId: volumeId, sourceSizeGiB: sizeGiB } = resource;
        tally.equal(`${place}: ${resourceId}`, { id: resourceId, volumeId, sizeGiB }, expected);
        break;
      }
      case 'public-address': {
        const expected = region.addresses.find(({ id }) => id === resourceId);
        const { address, attachedTo } = resource;
        tally.equal(
          `${place}: ${resourceId}`,
          { id: resourceId, address, attachedTo: attachedTo.known ? attachedTo.value : attachedTo },
          expected,
        );
        break;
      }
      // All other types are the fleet's.
      default:
    }
  }
}

/** Digests of the instance that has metrics, by hand from what was put in. */
export function compareMetrics(
  tally: Tally,
  { cpuPercent, networkInPerHour, networkOutPerHour }: FilledMetrics,
  digests: readonly MetricDigest[],
): void {
  const of = (metric: MetricDigest['metric']) => digests.find((digest) => digest.metric === metric);
  const sorted = cpuPercent.toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  for (const metric of ['cpu-percent-average', 'cpu-percent-maximum'] as const) {
    const digest = of(metric);
    tally.equal(`metrics: samples of ${metric}`, digest?.sampleCount, cpuPercent.length);
    tally.equal(`metrics: mean of ${metric}`, digest?.mean.toFixed(6), mean.toFixed(6));
    tally.equal(`metrics: p95 of ${metric}`, digest?.p95, sorted[Math.ceil(sorted.length * 0.95) - 1]);
    tally.equal(`metrics: maximum of ${metric}`, digest?.max, sorted.at(-1));
  }
  tally.equal(
    'metrics: bytes of the busiest day',
    of('network-bytes')?.maxDaySum,
    24 * (networkInPerHour + networkOutPerHour),
  );
}
