import { prefixedUsageType, SERVICE, usageTypeIn } from './billing-names.ts';
import { picoOf } from './decimal.ts';
import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume } from './model.ts';
import { ebsCharges } from './ebs-charges.ts';
import { hourlyPico, type Licence, licenceOf, PLATFORMS } from './licences.ts';
import { ebsRatePico, publicIpv4Hourly } from './prices.ts';
import { runsOf } from './runs.ts';

/** A line of the bill that runs on by time: so many units at a rate per hour or per month. */
export interface Meter {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  /** The price list's code of the service, `AmazonEC2`, where `productCodeOf(service)` does not know it. */
  readonly productCode?: string;
  /** The bill's operation, such as `RunInstances`. */
  readonly operation?: string;
  /** Pico-USD per unit and `per`. */
  readonly rate: bigint;
  /** What runs on is billed by the hour or by its share of the month; what is counted (requests, GB), by the day. */
  readonly per: 'hour' | 'day' | 'month';
  readonly unit: string;
  /** The bill's unit is this many of ours (GiB/s against MiB/s). */
  readonly scale: number;
}

/**
 * `quantity` units on a meter, from an instant to another (seconds of the epoch; infinite while it goes on). All three
 * are whole numbers: fractions of a unit are whole numbers of a smaller one, with the meter's `scale`.
 */
export interface Usage {
  readonly meter: Meter;
  /** The id under which the bill's resource-level lines have it: what the service's own bill shows, often the ARN. */
  readonly resourceId?: string;
  readonly quantity: number;
  readonly from: number;
  readonly to: number;
}

/** Public IPv4 addresses cost nothing before. Source: AWS, "New – AWS Public IPv4 Address Charge". */
const IPV4_CHARGED_FROM = Date.UTC(2024, 1, 1) / 1000;

/**
 * Spot prices move with the market and no list has them; the sandbox's market stands still at 35 % of the list.
 */
export const SPOT_PERCENT = 35n;

type Placed = { readonly accountId: string; readonly region: string };

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

export function boxMeter(place: Placed, type: string, spot: boolean, licence?: Licence): Meter {
  const rate = hourlyPico(type, place.region, licence);
  if (rate === undefined) throw new RangeError(`no price for ${type} in ${place.region}`);
  return {
    accountId: place.accountId,
    region: place.region,
    service: SERVICE.compute,
    usageType: usageTypeIn(place.region, `${spot ? 'SpotUsage' : 'BoxUsage'}:${type}`),
    operation: licence === undefined ? 'RunInstances' : PLATFORMS[licence].operation,
    rate: spot ? (rate * SPOT_PERCENT) / 100n : rate,
    per: 'hour',
    unit: 'Hrs',
    scale: 1,
  };
}

export function* instanceUsage(instance: AwsInstance, elasticIp: boolean): Generator<Usage> {
  const meter = boxMeter(instance, instance.type, instance.lifecycle === 'spot', licenceOf(instance));
  // On a dedicated host the host bills, and the machines on it do not.
  for (const run of instance.hostId === undefined ? runsOf(instance) : []) {
    yield { meter, resourceId: instance.id, quantity: 1, from: seconds(run.from), to: seconds(run.to) };
  }
  // An Elastic IP bills on its own; an address that came with the start bills while the instance runs.
  if (instance.publicIp !== undefined && !elasticIp) {
    yield {
      meter: ipv4Meter(instance, 'InUse'),
      resourceId: instance.id,
      quantity: 1,
      from: ipv4From(instance.launchedAt),
      to: FOREVER,
    };
  }
}

export function* volumeUsage(volume: AwsVolume): Generator<Usage> {
  for (const { usageType, quantity, rate, unit } of ebsCharges(volume, volume.region)) {
    const meter = storageMeter(volume, usageType, rate, unit, unit === 'GiBps-mo' ? 1024 : 1);
    yield { meter, resourceId: volume.id, quantity, from: seconds(volume.createdAt), to: FOREVER };
  }
}

export function* snapshotUsage(snapshot: AwsSnapshot): Generator<Usage> {
  const archived = snapshot.storageTier === 'archive';
  const usageType = archived ? 'EBS:SnapshotArchiveStorage' : 'EBS:SnapshotUsage';
  const rate = ebsRatePico(snapshot.region, archived ? 'snapshotArchive.gbMonth' : 'snapshot.gbMonth');
  // An archived snapshot is a full copy; a standard one stores the blocks that changed.
  const quantity = (archived ? snapshot.fullGiB : snapshot.storedGiB) ?? snapshot.volumeSizeGiB;
  yield {
    meter: storageMeter(snapshot, usageType, rate, 'GB-Mo', 1),
    // Usage reports list snapshots by ARN, volumes by id.
    resourceId: `arn:aws:ec2:${snapshot.region}:${snapshot.accountId}:snapshot/${snapshot.id}`,
    quantity,
    from: seconds(snapshot.startedAt),
    to: FOREVER,
  };
}

/** In use while associated with a running instance or an interface, idle otherwise; the price is the same. */
export function* addressUsage(address: AwsAddress, host: AwsInstance | undefined): Generator<Usage> {
  const resourceId = address.allocationId;
  const since = ipv4From(address.allocatedAt);
  const inUse = ipv4Meter(address, 'InUse');
  const idle = ipv4Meter(address, 'Idle');
  if (host === undefined) {
    yield {
      meter: address.associationId === undefined ? idle : inUse,
      resourceId,
      quantity: 1,
      from: since,
      to: FOREVER,
    };
    return;
  }
  let at = since;
  for (const run of runsOf(host)) {
    const from = Math.max(at, seconds(run.from));
    const to = Math.max(from, seconds(run.to));
    if (from > at) yield { meter: idle, resourceId, quantity: 1, from: at, to: from };
    if (to > from) yield { meter: inUse, resourceId, quantity: 1, from, to };
    at = to;
  }
  if (at < FOREVER) yield { meter: idle, resourceId, quantity: 1, from: at, to: FOREVER };
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
