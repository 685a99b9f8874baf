import { prefixedUsageType, SERVICE, usageTypeIn } from './billing-names.ts';
import { picoOf } from './decimal.ts';
import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume, Estate } from './model.ts';
import { ebsCharges } from './ebs-charges.ts';
import { ebsRatePico, instanceHourly, publicIpv4Hourly } from './prices.ts';
import { runsOf } from './runs.ts';

/** A line of the bill that runs on by time: so many units at a rate per hour or per month. */
export interface Meter {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  /** Pico-USD per unit and `per`. */
  readonly rate: bigint;
  readonly per: 'hour' | 'month';
  readonly unit: string;
  /** The bill's unit is this many of ours (GiB/s against MiB/s). */
  readonly scale: number;
}

/** `quantity` units on a meter, from an instant to another (seconds of the epoch; infinite while it goes on). */
export interface Usage {
  readonly meter: Meter;
  readonly quantity: number;
  readonly from: number;
  readonly to: number;
}

/** Public IPv4 addresses cost nothing before. Source: AWS, "New – AWS Public IPv4 Address Charge". */
const IPV4_CHARGED_FROM = Date.UTC(2024, 1, 1) / 1000;

/**
 * Spot prices move with the market and no list has them; the sandbox's market stands still at 35 % of the list.
 */
const SPOT_PERCENT = 35n;

type Placed = { readonly accountId: string; readonly region: string };

/** All usage of the state as it is, from each resource's beginning. */
export function* usageOf(estate: Estate): Generator<Usage> {
  const elasticIps = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
  for (const instance of estate.instances.values()) {
    yield* instanceUsage(instance, elasticIps.has(instance.publicIp ?? ''));
  }
  for (const volume of estate.volumes.values()) yield* volumeUsage(volume);
  for (const snapshot of estate.snapshots.values()) yield* snapshotUsage(snapshot);
  for (const address of estate.addresses.values()) yield* addressUsage(address, hostOfAddress(estate, address));
}

/** What the resource of an id bills from now on; nothing when there is no such resource. */
export function openUsage(estate: Estate, id: string): readonly Usage[] {
  return [...usageOfId(estate, id)].filter(({ to }) => to === Number.POSITIVE_INFINITY);
}

function* usageOfId(estate: Estate, id: string): Generator<Usage> {
  const instance = estate.instances.get(id);
  if (instance !== undefined) yield* instanceUsage(instance, hasElasticIp(estate, instance));
  const volume = estate.volumes.get(id);
  if (volume !== undefined) yield* volumeUsage(volume);
  const snapshot = estate.snapshots.get(id);
  if (snapshot !== undefined) yield* snapshotUsage(snapshot);
  const address = estate.addresses.get(id);
  if (address !== undefined) yield* addressUsage(address, hostOfAddress(estate, address));
}

function hasElasticIp(estate: Estate, { publicIp }: AwsInstance): boolean {
  if (publicIp === undefined) return false;
  for (const address of estate.addresses.values()) if (address.publicIp === publicIp) return true;
  return false;
}

function hostOfAddress(estate: Estate, { instanceId }: AwsAddress): AwsInstance | undefined {
  return instanceId === undefined ? undefined : estate.instances.get(instanceId);
}

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

export function boxMeter(place: Placed, type: string, spot: boolean): Meter {
  const hourly = instanceHourly(type, place.region);
  if (hourly === undefined) throw new RangeError(`no price for ${type} in ${place.region}`);
  return {
    accountId: place.accountId,
    region: place.region,
    service: SERVICE.compute,
    usageType: usageTypeIn(place.region, `${spot ? 'SpotUsage' : 'BoxUsage'}:${type}`),
    rate: spot ? (picoOf(hourly) * SPOT_PERCENT) / 100n : picoOf(hourly),
    per: 'hour',
    unit: 'Hrs',
    scale: 1,
  };
}

export function* instanceUsage(instance: AwsInstance, elasticIp: boolean): Generator<Usage> {
  const meter = boxMeter(instance, instance.type, instance.lifecycle === 'spot');
  for (const run of runsOf(instance)) yield { meter, quantity: 1, from: seconds(run.from), to: seconds(run.to) };
  // An Elastic IP bills on its own; an address that came with the start bills while the instance runs.
  if (instance.publicIp !== undefined && !elasticIp) {
    yield { meter: ipv4Meter(instance, 'InUse'), quantity: 1, from: ipv4From(instance.launchedAt), to: FOREVER };
  }
}

export function* volumeUsage(volume: AwsVolume): Generator<Usage> {
  for (const { usageType, quantity, rate, unit } of ebsCharges(volume, volume.region)) {
    const meter = storageMeter(volume, usageType, rate, unit, unit === 'GiBps-mo' ? 1024 : 1);
    yield { meter, quantity, from: seconds(volume.createdAt), to: FOREVER };
  }
}

export function* snapshotUsage(snapshot: AwsSnapshot): Generator<Usage> {
  const archived = snapshot.storageTier === 'archive';
  const usageType = archived ? 'EBS:SnapshotArchiveStorage' : 'EBS:SnapshotUsage';
  const rate = ebsRatePico(snapshot.region, archived ? 'snapshotArchive.gbMonth' : 'snapshot.gbMonth');
  // An archived snapshot is a full copy; a standard one stores the blocks that changed.
  const quantity = archived ? snapshot.volumeSizeGiB : (snapshot.storedGiB ?? snapshot.volumeSizeGiB);
  yield {
    meter: storageMeter(snapshot, usageType, rate, 'GB-Mo', 1),
    quantity,
    from: seconds(snapshot.startedAt),
    to: FOREVER,
  };
}

/** In use while associated with a running instance or an interface, idle otherwise; the price is the same. */
export function* addressUsage(address: AwsAddress, host: AwsInstance | undefined): Generator<Usage> {
  const since = ipv4From(address.allocatedAt);
  const inUse = ipv4Meter(address, 'InUse');
  const idle = ipv4Meter(address, 'Idle');
  if (host === undefined) {
    yield { meter: address.associationId === undefined ? idle : inUse, quantity: 1, from: since, to: FOREVER };
    return;
  }
  let at = since;
  for (const run of runsOf(host)) {
    const from = Math.max(at, seconds(run.from));
    const to = Math.max(from, seconds(run.to));
    if (from > at) yield { meter: idle, quantity: 1, from: at, to: from };
    if (to > from) yield { meter: inUse, quantity: 1, from, to };
    at = to;
  }
  if (at < FOREVER) yield { meter: idle, quantity: 1, from: at, to: FOREVER };
}

function storageMeter(place: Placed, name: string, rate: bigint, unit: string, scale: number): Meter {
  return {
    accountId: place.accountId,
    region: place.region,
    service: SERVICE.ec2Other,
    usageType: usageTypeIn(place.region, name),
    rate,
    per: 'month',
    unit,
    scale,
  };
}

function ipv4Meter(place: Placed, state: 'InUse' | 'Idle'): Meter {
  return {
    accountId: place.accountId,
    region: place.region,
    service: SERVICE.vpc,
    usageType: prefixedUsageType(place.region, `PublicIPv4:${state}Address`),
    rate: picoOf(publicIpv4Hourly()),
    per: 'hour',
    unit: 'Hrs',
    scale: 1,
  };
}

function ipv4From(epochMs: number): number {
  return Math.max(seconds(epochMs), IPV4_CHARGED_FROM);
}
