import { prefixedUsageType, SERVICE, usageTypeIn } from './billing-names.ts';
import { picoOf } from './decimal.ts';
import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume, Estate } from './model.ts';
import { ebsCharges, ebsRatePico, instanceHourly, publicIpv4Hourly } from './prices.ts';
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
  for (const instance of estate.instances.values()) yield* instanceUsage(instance, elasticIpOf(estate, instance));
  for (const volume of estate.volumes.values()) yield* volumeUsage(volume);
  for (const snapshot of estate.snapshots.values()) yield* snapshotUsage(snapshot);
  for (const address of estate.addresses.values()) yield* addressUsage(address, hostOfAddress(estate, address));
}

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

function* instanceUsage(instance: AwsInstance, hasElasticIp: boolean): Generator<Usage> {
  const meter = boxMeter(instance, instance.type, instance.lifecycle === 'spot');
  for (const run of runsOf(instance)) yield { meter, quantity: 1, from: seconds(run.from), to: seconds(run.to) };
  // An Elastic IP bills on its own; an address that came with the start bills while the instance runs.
  if (instance.publicIp !== undefined && !hasElasticIp) {
    const from = Math.max(seconds(instance.launchedAt), IPV4_CHARGED_FROM);
    yield { meter: ipv4Meter(instance, 'InUse'), quantity: 1, from, to: Number.POSITIVE_INFINITY };
  }
}

function elasticIpOf(estate: Estate, instance: AwsInstance): boolean {
  if (instance.publicIp === undefined) return false;
  return elasticIps(estate).has(instance.publicIp);
}

const elasticIpCache = new WeakMap<Estate, { readonly size: number; readonly ips: ReadonlySet<string> }>();

function elasticIps(estate: Estate): ReadonlySet<string> {
  const cached = elasticIpCache.get(estate);
  if (cached?.size === estate.addresses.size) return cached.ips;
  const ips = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
  elasticIpCache.set(estate, { size: estate.addresses.size, ips });
  return ips;
}
