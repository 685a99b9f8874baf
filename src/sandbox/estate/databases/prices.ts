import { decimalOf, divideHalfEven, picoOf } from '../decimal.ts';
import { ebsRate, HOURS_PER_MONTH, instanceHourly } from '../prices.ts';

/**
 * What RDS and Aurora cost in us-east-1, USD, on demand. Figures and where they stand:
 *
 * - A: aws/agent-toolkit-for-aws, skills/…/database-skills, `rds_commitment_pricing_analyzer.py` and
 *   `commitment_pricing_analyzer.py` (AWS' own fallback tables, 2026): MySQL and MariaDB, Aurora
 * - B: AWS' bulk price list of us-east-1 as read on 2026-07-28, quoted in a public cost comparison: PostgreSQL on m6g,
 *   r6g and r7g; storage, IOPS, backups, Aurora's storage, I/O and capacity units, I/O-Optimized r6g
 * - C: Infracost's test data (db_instance_test, rds_cluster_instance_test, 2025-03 and 2026-05): t3.large of every
 *   engine, SQL Server and Oracle, Aurora r4, extended support in its first years (the third costs twice that)
 * - D: fallback tables of several public cost tools, agreeing with each other: m4, m5 of PostgreSQL; t2 and m3 of 2014 lists
 *
 * A standby doubles machine, storage and IOPS (B: to the third decimal).
 */
const open = {
  'db.t2.medium': '0.068',
  'db.t3.medium': '0.068',
  'db.t3.large': '0.136',
  'db.t4g.medium': '0.065',
  'db.t4g.large': '0.129',
  'db.m3.medium': '0.09',
  'db.m4.large': '0.175',
  'db.m4.xlarge': '0.35',
  'db.m5.large': '0.171',
  'db.m5.xlarge': '0.342',
  'db.m5.2xlarge': '0.684',
  'db.m6g.large': '0.154',
  'db.m6g.xlarge': '0.308',
  'db.m6g.2xlarge': '0.616',
  'db.r5.large': '0.24',
  'db.r5.xlarge': '0.48',
  'db.r5.2xlarge': '0.96',
  'db.r6g.large': '0.218',
  'db.r6g.xlarge': '0.435',
  'db.r6g.2xlarge': '0.87',
} as const;

const postgres = {
  'db.t3.medium': '0.072',
  'db.t3.large': '0.145',
  'db.t4g.medium': '0.065',
  'db.t4g.large': '0.129',
  'db.m5.large': '0.178',
  'db.m5.xlarge': '0.356',
  'db.m5.2xlarge': '0.712',
  'db.m6g.large': '0.159',
  'db.m6g.xlarge': '0.318',
  'db.m6g.2xlarge': '0.636',
  'db.r6g.large': '0.225',
  'db.r6g.xlarge': '0.45',
  'db.r6g.2xlarge': '0.899',
} as const;

const aurora = {
  'db.t3.medium': '0.082',
  'db.t4g.medium': '0.073',
  'db.t4g.large': '0.146',
  'db.r4.large': '0.29',
  'db.r5.large': '0.29',
  'db.r5.xlarge': '0.58',
  'db.r5.2xlarge': '1.16',
  'db.r6g.large': '0.26',
  'db.r6g.xlarge': '0.519',
  'db.r6g.2xlarge': '1.038',
  'db.r7g.large': '0.276',
  'db.r7g.xlarge': '0.553',
} as const;

/** Members of clusters whose I/O does not bill: those that B and A (30 % more) give. */
const auroraIoIncluded = {
  'db.r6g.large': '0.338',
  'db.r6g.xlarge': '0.675',
  'db.r6g.2xlarge': '1.349',
  'db.r7g.large': '0.359',
  'db.r7g.xlarge': '0.719',
} as const;

/** By engine and licence. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mysql: open,
  mariadb: open,
  postgres,
  'aurora-mysql': aurora,
  'aurora-postgresql': aurora,
  'oracle-se2': { 'db.t3.large': '0.3' },
  'sqlserver-ex': { 'db.t3.large': '0.162' },
  'sqlserver-web': { 'db.t3.large': '0.232' },
  'sqlserver-se': { 'db.m5.xlarge': '1.224' },
  'sqlserver-ee': { 'db.m5.xlarge': '2.336' },
};

const storageRates = {
  'storage gp2': '0.115',
  'storage gp3': '0.115',
  'storage io1': '0.125',
  'storage io2': '0.125',
  'storage standard': '0.1',
  'iops io1': '0.1',
  'iops io2': '0.1',
  'iops gp3': '0.02',
  'throughput gp3': '0.08',
  backup: '0.095',
  'cluster storage': '0.1',
  'cluster storage io-included': '0.225',
  'cluster backup': '0.021',
} as const;

export type StorageRate = keyof typeof storageRates;

const otherRates = {
  /** Per read or write of a cluster's storage. */
  io: '0.0000002',
  'capacity unit': '0.12',
  'capacity unit io-included': '0.16',
  'extended support': '0.1',
  'extended support year 3': '0.2',
} as const;

export type OtherRate = keyof typeof otherRates;

export const pricedEngines: readonly string[] = Object.keys(tables);

export const pricedClasses = (engine: string): readonly string[] => Object.keys(tables[engine] ?? {});

export const ioIncludedClasses: readonly string[] = Object.keys(auroraIoIncluded);

/** USD per hour of one machine. Throws a RangeError for a class that the engine has no price of. */
export function databaseHourly(engine: string, classname: string, region: string, ioIncluded = false): string {
  const table: Readonly<Record<string, string>> = ioIncluded ? auroraIoIncluded : (tables[engine] ?? {});
  const base = table[classname];
  if (base === undefined) throw new RangeError(`no price of ${classname} for ${engine}`);
  return scaled(base, machineRatio(region), 3);
}

/** USD per GiB-month, IOPS-month or MiB/s-month of one copy. */
export const storageRate = (rate: StorageRate, region: string): string =>
  scaled(storageRates[rate], diskRatio(region), 3);

export const otherRate = (rate: OtherRate, region: string): string =>
  rate === 'io' ? otherRates.io : scaled(otherRates[rate], machineRatio(region), 3);

export const monthly = (hourly: string, copies = 1): bigint =>
  picoOf(hourly) * BigInt(HOURS_PER_MONTH) * BigInt(copies);

export const times = (rate: string, quantity: number): bigint => picoOf(rate) * BigInt(quantity);

interface Ratio {
  readonly here: string;
  readonly home: string;
}

/**
 * No public source was found for RDS outside us-east-1. The sandbox takes us-east-1's figure times what the same
 * region asks for EC2 (m5.xlarge) and EBS (gp3), which have sources: see `aws-prices.json`.
 */
const machineRatio = (region: string): Ratio => ({
  here: instanceHourly('m5.xlarge', region) ?? '1',
  home: instanceHourly('m5.xlarge', 'us-east-1') ?? '1',
});
const diskRatio = (region: string): Ratio => ({
  here: ebsRate(region, 'gp3.gbMonth'),
  home: ebsRate('us-east-1', 'gp3.gbMonth'),
});

/** Rounded to so many decimals, as AWS quotes prices; the base itself where the ratio is one. */
function scaled(base: string, { here, home }: Ratio, decimals: number): string {
  if (here === home) return base;
  const step = 10n ** BigInt(12 - decimals);
  return decimalOf(divideHalfEven(picoOf(base) * picoOf(here), picoOf(home) * step) * step);
}
