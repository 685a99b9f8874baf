import { known, unread } from '../../src/domain/fact.ts';
import type { Scope } from '../../src/domain/ids.ts';
import { type Instant, instant, MS_PER_DAY } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type {
  BlockVolume,
  Instance,
  PublicAddress,
  Resource,
  StoredResource,
  VolumeSnapshot,
} from '../../src/domain/resources.ts';

/** The moment that tests call now. */
export const NOW: Instant = instant('2026-11-24T05:10:00Z');

export const daysAgo = (days: number): Instant => instant(Date.parse(NOW) - days * MS_PER_DAY);

export const SCOPE: Scope = { provider: 'aws', accountId: '111122223333', regionId: 'us-east-1' };

const base = {
  scope: SCOPE,
  zoneId: 'us-east-1a',
  createdAt: known(daysAgo(90)),
  tags: known({}),
};

/** A gp3 volume of 100 GiB, 90 days old, attached to `i-host`. */
export const volume = (change: Partial<BlockVolume> = {}): BlockVolume => ({
  ...base,
  kind: 'block-volume',
  type: 'aws:ec2:volume',
  resourceId: 'vol-1',
  state: 'in-use',
  sizeGiB: 100,
  tier: 'gp3',
  attachedTo: known(['i-host']),
  ...change,
});

/** A Linux m5.xlarge that has run for 90 days. */
export const instance = (change: Partial<Instance> = {}): Instance => ({
  ...base,
  kind: 'instance',
  type: 'aws:ec2:instance',
  resourceId: 'i-1',
  state: 'running',
  sizeName: 'm5.xlarge',
  powerState: 'running',
  startedAt: known(daysAgo(90)),
  stoppedSince: unread('it runs'),
  architecture: known('x86_64'),
  operatingSystem: known('linux'),
  pricingModel: 'on-demand',
  ...change,
});

/** The same machine, stopped for so many days. */
export const stoppedInstance = (days: number, change: Partial<Instance> = {}): Instance =>
  instance({
    state: 'stopped',
    powerState: 'stopped',
    startedAt: known(daysAgo(days + 30)),
    stoppedSince: known(daysAgo(days)),
    createdAt: known(daysAgo(days + 30)),
    ...change,
  });

/** An Elastic IP; EC2 does not say when one was allocated. */
export const address = (change: Partial<PublicAddress> = {}): PublicAddress => ({
  ...base,
  kind: 'public-address',
  type: 'aws:ec2:address',
  resourceId: 'eipalloc-1',
  state: 'associated',
  createdAt: unread('EC2 does not tell'),
  address: '203.0.113.7',
  attachedTo: known(['i-host', 'eni-1']),
  ...change,
});

export const snapshot = (change: Partial<VolumeSnapshot> = {}): VolumeSnapshot => ({
  ...base,
  kind: 'volume-snapshot',
  type: 'aws:ec2:snapshot',
  resourceId: 'snap-1',
  state: 'completed',
  sourceVolumeId: 'vol-1',
  sourceSizeGiB: 100,
  tier: 'standard',
  ...change,
});

/** First seen 90 days ago; `idleDays` sets since when our syncs saw it attached to nothing. */
export function stored<R extends Resource>(
  resource: R,
  change: Partial<Omit<StoredResource<R>, 'resource'>> & { readonly idleDays?: number } = {},
): StoredResource<R> {
  const { idleDays, ...rest } = change;
  return {
    resource,
    firstSeen: daysAgo(90),
    lastSeen: daysAgo(0),
    ...(idleDays === undefined ? {} : { idleSince: daysAgo(idleDays) }),
    ...rest,
  };
}

/** A digest over the last 14 days with all its hourly samples; `network-bytes` has its day sum from `max`. */
export function digest(metric: MetricName, max: number, change: Partial<MetricDigest> = {}): MetricDigest {
  return {
    scope: SCOPE,
    resourceId: 'i-1',
    metric,
    window: { start: daysAgo(14), end: daysAgo(0) },
    periodSeconds: 3600,
    sampleCount: 336,
    expectedCount: 336,
    mean: max / 2,
    p50: max / 2,
    p95: max,
    p99: max,
    max,
    ...(metric === 'network-bytes' ? { maxDaySum: max } : {}),
    ...change,
  };
}
