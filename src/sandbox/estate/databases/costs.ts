import { decimalOf, picoOf } from '../decimal.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import { databaseClass } from './classes.ts';
import type { Database, DatabaseStorage } from './model.ts';
import { databaseHourly, monthly, otherRate, storageRate, times } from './prices.ts';
import { endOfDay, majorVersions, type MajorVersion } from './versions.ts';

const YEAR_DAYS = 365;
const DAY_MS = 86_400_000;

/** What a database costs a month at list price, USD as decimal text. */
export function monthlyCost(database: Database, ioIncluded: boolean, now: number): string {
  const { region, engine, classname, multiAz, storage, load } = database;
  const copies = multiAz ? 2 : 1;
  if (database.stoppedAt !== undefined)
    return decimalOf(storage === undefined ? 0n : storageCost(storage, copies, engine, region));
  const machine =
    load.capacity === undefined
      ? monthly(databaseHourly(engine, classname, region, ioIncluded), copies)
      : capacityCost(load.capacity.rest, ioIncluded, region);
  const support = supportOf(database, now);
  return decimalOf(
    machine +
      (storage === undefined ? 0n : storageCost(storage, copies, engine, region)) +
      (support === undefined ? 0n : monthly(otherRate(support, region), copies * databaseClass(classname).vcpu)),
  );
}

const capacityCost = (units: number, ioIncluded: boolean, region: string): bigint =>
  (picoOf(otherRate(ioIncluded ? 'capacity unit io-included' : 'capacity unit', region)) *
    BigInt(HOURS_PER_MONTH) *
    BigInt(units * 10)) /
  10n;

export function storageCost(storage: DatabaseStorage, copies: number, engine: string, region: string): bigint {
  const { type, sizeGiB } = storage;
  const parts = [times(storageRate(`storage ${type}`, region), sizeGiB * copies)];
  for (const { rate, quantity } of paidPerformance(storage, engine)) {
    parts.push(times(storageRate(rate, region), quantity * copies));
  }
  return parts.reduce((sum, part) => sum + part, 0n);
}

/** What is paid for beside the space. Source: RDS User Guide, "Amazon RDS DB instance storage". */
export function paidPerformance({ type, sizeGiB, iops = 0, throughputMiBps = 0 }: DatabaseStorage, engine: string) {
  const paid: { rate: 'iops io1' | 'iops io2' | 'iops gp3' | 'throughput gp3'; quantity: number }[] = [];
  if (type === 'io1' || type === 'io2') paid.push({ rate: `iops ${type}`, quantity: iops });
  if (type === 'gp3') {
    const included = gp3Included(engine, sizeGiB);
    if (iops > included.iops) paid.push({ rate: 'iops gp3', quantity: iops - included.iops });
    if (throughputMiBps > included.throughputMiBps) {
      paid.push({ rate: 'throughput gp3', quantity: throughputMiBps - included.throughputMiBps });
    }
  }
  return paid;
}

export function gp3Included(
  engine: string,
  sizeGiB: number,
): { readonly iops: number; readonly throughputMiBps: number } {
  const striped = engine.startsWith('sqlserver') ? false : sizeGiB >= (engine.startsWith('oracle') ? 200 : 400);
  return striped ? { iops: 12_000, throughputMiBps: 500 } : { iops: 3000, throughputMiBps: 125 };
}

/** The rate of extended support that a database pays; undefined while it pays none. */
export function supportOf({ engine, version, lifecycle }: Database, now: number) {
  const major = majorOf(engine, version);
  if (major?.extendedEnd === undefined || lifecycle !== 'open-source-rds-extended-support') return undefined;
  const end = endOfDay(major.standardEnd);
  if (end >= now) return undefined;
  return now - end > 2 * YEAR_DAYS * DAY_MS + DAY_MS
    ? ('extended support year 3' as const)
    : ('extended support' as const);
}

export const majorOf = (engine: string, version: string): MajorVersion | undefined =>
  majorVersions.find((each) => each.engine === engine && each.version === version);
