import { type Fact, known, unread } from '../../domain/fact.ts';
import { epochMs, type Instant } from '../../domain/instant.ts';
import { HOURS_PER_MONTH, type Size } from '../../domain/prices.ts';
import type { Database, DatabaseCluster, DatabaseSnapshot, DatabaseStorage } from '../../domain/resources.ts';
import { isAurora, isServerless } from '../database-role.ts';
import { all, component, type CostComponent } from './components.ts';
import { managedCompute, managedStorage } from './managed-databases.ts';

/** What a database bills for follows from more than itself. */
export interface DatabaseSurroundings {
  readonly now: Instant;
  /** How the cluster of a member bills I/O: its members cost more where none bills. */
  readonly ioBilling?: DatabaseCluster['ioBilling'];
  readonly sizes: ReadonlyMap<string, Size>;
  /** Mean capacity units of one without a fixed size. */
  readonly capacityUnits?: Fact<number>;
}

/** Everything that a running database bills for by the month: machine, storage, extended support. */
export const databaseComponents = (of: Database, around: DatabaseSurroundings): Fact<readonly CostComponent[]> =>
  joined([
    computeComponents(of, around),
    ...(of.storage === undefined ? [] : [storageComponents(of, of.storage)]),
    ...(of.scope.provider === 'aws' ? [extendedSupportComponents(of, around)] : []),
  ]);

export function joined(parts: readonly Fact<readonly CostComponent[]>[]): Fact<readonly CostComponent[]> {
  const lists = all(parts);
  return lists.known ? known(lists.value.flat()) : lists;
}

/** The machine alone: what a stop ends and a change of size changes. */
export function computeComponents(of: Database, around: DatabaseSurroundings): Fact<readonly CostComponent[]> {
  if (of.scope.provider !== 'aws') return managedCompute(of);
  if (isServerless(of)) {
    const units = around.capacityUnits ?? unread('its capacity was not read');
    if (!units.known) return units;
    const item = `capacity-unit/${around.ioBilling ?? 'per-request'}/${of.engine}`;
    return all([component('capacity units', item, unitHours(units.value), 'unit-hour')]);
  }
  const item = hourlyItem(of, around.ioBilling);
  if (!item.known) return item;
  const copies = of.redundancy === 'standby' ? ' with a standby' : '';
  return all([component(`${of.sizeName}, ${of.engine}${copies}`, item.value, HOURS_PER_MONTH, 'hour')]);
}

/** A mean of samples: beyond a millionth its digits say nothing. */
const unitHours = (units: number): number => Math.round(units * HOURS_PER_MONTH * 1e6) / 1e6;

type Priced = Pick<Database, 'engine' | 'licence' | 'redundancy' | 'sizeName' | 'uses'>;

/** Key of the hourly price of a database of this size. */
export function hourlyItem(of: Priced, ioBilling?: DatabaseCluster['ioBilling']): Fact<string> {
  const { engine, licence, redundancy, sizeName } = of;
  if (engine.startsWith('custom-')) return unread('prices of RDS Custom are not collected');
  const isMember = of.uses?.known === true && of.uses.value.some(({ relation }) => relation === 'member-of');
  if (isMember && !isAurora(engine)) return unread('prices of Multi-AZ DB clusters are not collected');
  if (ioBilling === 'included') return known(`database-io-included/${sizeName}/${engine}`);
  // A container database is licensed and priced as any other.
  return known(`database/${sizeName}/${engine.replace(/-cdb$/, '')}/${licence}/${redundancy}`);
}

/**
 * Performance that the price of gp3 storage includes. Larger volumes are striped over four. Source: RDS User Guide,
 * "Amazon RDS DB instance storage", gp3 storage.
 */
export function includedInGp3(engine: string, sizeGiB: number): Performance {
  const stripedFrom = engine.startsWith('sqlserver')
    ? Number.POSITIVE_INFINITY
    : engine.startsWith('oracle')
      ? 200
      : 400;
  return sizeGiB >= stripedFrom ? { iops: 12_000, throughputMiBps: 500 } : { iops: 3_000, throughputMiBps: 125 };
}

export interface Performance {
  readonly iops: number;
  readonly throughputMiBps: number;
}

/** Storage of a database, in as many copies as it has. */
export function storageComponents(of: Database, storage: DatabaseStorage): Fact<readonly CostComponent[]> {
  if (of.scope.provider !== 'aws') return managedStorage(of, storage);
  const { engine, redundancy } = of;
  const { tier, sizeGiB, iops, throughputMiBps } = storage;
  const copies = redundancy === 'none' ? 'none' : engine.startsWith('sqlserver') ? 'mirror' : 'standby';
  const space = component(`${tier} storage`, `database-storage/${tier}/${copies}`, sizeGiB, 'GiB-month');
  const provisioned = (label: string, quantity: number) =>
    component(label, `database-iops/${tier}/${copies}`, quantity, 'IOPS-month');
  switch (tier) {
    case 'gp2':
    case 'standard':
      return all([space]);
    case 'io1':
    case 'io2':
      if (iops === undefined) return unread(`the provisioned IOPS of ${tier} storage were not read`);
      return all([space, provisioned(`${tier} provisioned IOPS`, iops)]);
    case 'gp3': {
      const included = includedInGp3(engine, sizeGiB);
      const extraIops = (iops ?? 0) - included.iops;
      const extraThroughput = (throughputMiBps ?? 0) - included.throughputMiBps;
      const item = `database-throughput/gp3/${copies}`;
      return all([
        space,
        ...(extraIops > 0 ? [provisioned('gp3 IOPS above what is included', extraIops)] : []),
        ...(extraThroughput > 0
          ? [component('gp3 throughput above what is included', item, extraThroughput, 'MiBps-month')]
          : []),
      ]);
    }
    default:
      return unread(`how storage of type ${tier} is billed is not known`);
  }
}

/** From the third year on it costs twice as much. Source: Amazon RDS pricing, "RDS Extended Support". */
const DEARER_AFTER_YEARS = 2;

/** Each vCPU, of a standby too, or each capacity unit. Source: RDS User Guide, "Amazon RDS Extended Support charges". */
export function extendedSupportComponents(of: Database, around: DatabaseSurroundings): Fact<readonly CostComponent[]> {
  const { support, paysForExtendedSupport: pays } = of;
  // Where that is not known it is left out: the cost is then a lower bound.
  if (!support.known || support.value === null || !pays.known || !pays.value) return known([]);
  const { standardEndsAt, majorVersion } = support.value;
  if (epochMs(standardEndsAt) >= epochMs(around.now)) return known([]);
  return extendedSupportFrom(of, around, isThirdYear(standardEndsAt, around.now), majorVersion);
}

/** What extended support costs once it is paid. */
export function extendedSupportFrom(
  of: Database,
  { sizes, capacityUnits = unread('its capacity was not read') }: DatabaseSurroundings,
  thirdYear: boolean,
  majorVersion: string,
): Fact<readonly CostComponent[]> {
  const item = `${of.engine}/${majorVersion}/${thirdYear ? 'year-3' : 'years-1-2'}`;
  const label = `extended support of ${of.engine} ${majorVersion}`;
  if (isServerless(of)) {
    if (!capacityUnits.known) return capacityUnits;
    return all([component(label, `extended-support-capacity/${item}`, unitHours(capacityUnits.value), 'unit-hour')]);
  }
  const size = sizes.get(of.sizeName);
  if (size === undefined) return unread(`the vCPUs of ${of.sizeName} were not read`);
  const vcpus = size.vcpus * (of.redundancy === 'standby' ? 2 : 1);
  return all([component(label, `extended-support/${item}`, vcpus * HOURS_PER_MONTH, 'vCPU-hour')]);
}

export function isThirdYear(standardEndsAt: Instant, now: Instant): boolean {
  const dearer = new Date(standardEndsAt);
  dearer.setUTCFullYear(dearer.getUTCFullYear() + DEARER_AFTER_YEARS);
  return epochMs(now) > dearer.getTime();
}

/** A full-size copy that is kept: backups bill for what is in use, which no list call tells. */
export const snapshotComponents = ({
  of,
  sourceSizeGiB,
}: Pick<DatabaseSnapshot, 'of' | 'sourceSizeGiB'>): Fact<readonly CostComponent[]> =>
  all([component('snapshot kept, full size', `${of}-backup`, sourceSizeGiB, 'GiB-month')]);
