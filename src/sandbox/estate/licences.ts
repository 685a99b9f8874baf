import { picoOf } from './decimal.ts';
import { instanceHourly, instanceType } from './prices.ts';
import type { SqlLicence } from './model.ts';

export type Licence = 'windows' | SqlLicence;

/**
 * USD per vCPU and hour on top of the price with Linux, the same in all regions; SQL Server's includes that of
 * Windows. Source: EC2 User Guide, "Optimize CPUs for License-Included instances", table of prices per vCPU hour.
 */
const PER_VCPU_HOUR: Readonly<Record<Licence, string>> = {
  windows: '0.046',
  'sql-web': '0.063',
  'sql-standard': '0.166',
  'sql-enterprise': '0.421',
};

export const LICENCES = Object.keys(PER_VCPU_HOUR) as readonly Licence[];

/** Families that licensed machines are of; the price list has these alone with licences. */
export const LICENSED_FAMILIES: ReadonlySet<string> = new Set(['m5', 'm6i', 'r5', 'r6i']);

/** What PlatformDetails and UsageOperation call it. Source: EC2 User Guide, "AMI billing information fields". */
export const PLATFORMS: Readonly<Record<Licence, { readonly details: string; readonly operation: string }>> = {
  windows: { details: 'Windows', operation: 'RunInstances:0002' },
  'sql-web': { details: 'Windows with SQL Server Web', operation: 'RunInstances:0202' },
  'sql-standard': { details: 'Windows with SQL Server Standard', operation: 'RunInstances:0006' },
  'sql-enterprise': { details: 'Windows with SQL Server Enterprise', operation: 'RunInstances:0102' },
};

export function licenceOf(instance: {
  readonly platform?: 'windows';
  readonly licence?: SqlLicence;
}): Licence | undefined {
  return instance.licence ?? instance.platform;
}

/** Pico-USD per hour with a licence or, without one, with Linux; undefined where no price is known. */
export function hourlyPico(type: string, region: string, licence?: Licence): bigint | undefined {
  const linux = instanceHourly(type, region);
  if (linux === undefined) return undefined;
  const fee = licence === undefined ? 0n : picoOf(PER_VCPU_HOUR[licence]) * BigInt(instanceType(type)?.vcpu ?? 0);
  return picoOf(linux) + fee;
}
