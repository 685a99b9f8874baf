import { type Fact, known, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Database, DatabasePool, DatabaseStorage } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import { flexibleServerCompute, flexibleServerStorage, isFlexibleServer } from './flexible-servers.ts';

type Components = Fact<readonly CostComponent[]>;
type Priced = Pick<
  Database,
  | 'scope'
  | 'type'
  | 'engine'
  | 'licence'
  | 'sizeName'
  | 'redundancy'
  | 'tier'
  | 'capacity'
  | 'poolId'
  | 'pausesAfterMinutes'
>;

/** A database of Google Cloud or Azure: cores and memory, or blended units, by the hour. */
export function managedCompute(of: Priced): Components {
  return of.scope.provider === 'gcp' ? cloudSqlCompute(of) : azureCompute(of);
}

export function managedStorage(of: Priced, storage: DatabaseStorage): Components {
  if (of.scope.provider === 'gcp') {
    const item = `database-storage/${storage.tier}/${placeOf(of)}`.toLowerCase();
    return all([component(`${storage.tier} storage`, item, storage.sizeGiB, 'GiB-month')]);
  }
  // Blended units hold storage, and the storage of a pool is the pool's.
  if (of.capacity?.unit === 'DTU' || of.poolId !== undefined) return known([]);
  if (isFlexibleServer(of)) return flexibleServerStorage(of, storage);
  const item = `database-storage/${engineOf(of)}/${of.tier ?? ''}`.toLowerCase();
  if (isManagedInstance(of)) {
    const beyond = storage.sizeGiB - INSTANCE_INCLUDED_GIB;
    return beyond > 0 ? all([component('storage beyond what is included', item, beyond, 'GiB-month')]) : known([]);
  }
  return all([component('storage, as it may grow to', item, storage.sizeGiB, 'GiB-month')]);
}

/** A backup that is kept after the database is gone. Azure keeps none: what is kept is a file in a storage account, for cents. */
export const keptBackup = ({ scope }: Pick<Database, 'scope'>, sizeGiB: number): Components | undefined =>
  scope.provider === 'gcp'
    ? all([component('backup kept, full size', 'database-backup/standard', sizeGiB, 'GiB-month')])
    : undefined;

const placeOf = ({ redundancy }: Pick<Database, 'redundancy'>): 'zonal' | 'regional' =>
  redundancy === 'standby' ? 'regional' : 'zonal';

/** vCPUs and memory of a Cloud SQL machine type. Source: Cloud SQL, "Machine series" and "Instance settings". */
export function cloudSqlShape(sizeName: string): { readonly vcpus: number; readonly memoryMiB: number } | undefined {
  const custom = /^db-custom-(\d+)-(\d+)$/.exec(sizeName);
  if (custom !== null) return { vcpus: Number(custom[1]), memoryMiB: Number(custom[2]) };
  const optimized = /^db-perf-optimized-N-(\d+)$/i.exec(sizeName);
  if (optimized !== null) return { vcpus: Number(optimized[1]), memoryMiB: Number(optimized[1]) * 8 * 1024 };
  const first = /^db-n1-(standard|highmem)-(\d+)$/.exec(sizeName);
  if (first === null) return undefined;
  return { vcpus: Number(first[2]), memoryMiB: Number(first[2]) * (first[1] === 'standard' ? 3840 : 6656) };
}

/** Both machines of a regional one stand in one price. SQL Server's licence is not in it: the cost is then a lower bound. */
function cloudSqlCompute(of: Priced): Components {
  const { sizeName, engine, tier = 'enterprise' } = of;
  const place = placeOf(of);
  if (/^db-(f1-micro|g1-small)$/.test(sizeName)) {
    return all([component(`${sizeName}, ${place}`, `database-shared/${sizeName}/${place}`, HOURS_PER_MONTH, 'hour')]);
  }
  const shape = cloudSqlShape(sizeName);
  if (shape === undefined) return unread(`the vCPUs and memory of ${sizeName} are not known`);
  const rest = `${engine}/${tier}/${place}`.toLowerCase();
  return all([
    component(`vCPUs, ${rest}`, `database-vcpu/${rest}`, shape.vcpus * HOURS_PER_MONTH, 'vCPU-hour'),
    component(`memory, ${rest}`, `database-memory/${rest}`, (shape.memoryMiB / 1024) * HOURS_PER_MONTH, 'GiB-hour'),
  ]);
}

/**
 * The address of a stopped one bills by the hour: "IPv4 addresses while idle" (Cloud SQL pricing, networking). It is left out
 * where its price was not read, so that the cost is a lower bound.
 */
export function stoppedComponents(of: Database, prices: ReadonlyMap<string, unknown>): Components {
  const kept = of.storage === undefined ? known([]) : managedStorage(of, of.storage);
  const item = `database-address/idle/${placeOf(of)}`;
  if (!kept.known || of.hasPublicAddress !== true || !prices.has(item)) return kept;
  const address = component('public address while it is stopped', item, HOURS_PER_MONTH, 'hour');
  return address.known ? known([...kept.value, address.value]) : address;
}

/** Extended support of a version of Cloud SQL, for each vCPU; a regional price holds the standby. */
export function managedExtendedSupport(of: Priced, majorVersion: string): Components {
  const { sizeName, engine, tier = 'enterprise' } = of;
  const shape = cloudSqlShape(sizeName);
  if (shape === undefined) return unread(`what extended support costs for ${sizeName} is not among the prices`);
  const item = `database-extended-support/${engine}/${tier}/${placeOf(of)}/${majorVersion.replaceAll('.', '')}`;
  const label = `extended support of ${engine} ${majorVersion}`;
  return all([component(label, item.toLowerCase(), shape.vcpus * HOURS_PER_MONTH, 'vCPU-hour')]);
}

/** It scales by itself between two bounds and bills for what it uses. */
export const billsByUse = ({
  capacity,
  pausesAfterMinutes,
}: Pick<Priced, 'capacity' | 'pausesAfterMinutes'>): boolean =>
  pausesAfterMinutes !== undefined || (capacity?.unit === 'vCore' && capacity.min !== undefined);

function azureCompute(of: Priced): Components {
  const { capacity, tier, sizeName } = of;
  if (of.poolId !== undefined) return known([]); // the pool pays
  if (billsByUse(of)) return unread('it bills for what it uses, which was not read');
  if (isFlexibleServer(of)) return flexibleServerCompute(of);
  if (capacity === undefined) return unread('its capacity was not read');
  if (capacity.unit === 'DTU') {
    const item = `database-dtu/${sizeName}`.toLowerCase();
    return all([component(`${sizeName}, ${capacity.max} DTU`, item, HOURS_PER_MONTH, 'hour')]);
  }
  if (tier === undefined) return unread('its service tier was not read');
  // Other hardware, and copies in other zones, have prices of their own.
  if (isManagedInstance(of) && !/gen5/i.test(sizeName)) return unread(`prices of ${sizeName} are not collected`);
  if (isManagedInstance(of) && of.redundancy === 'standby') {
    return unread('prices of zone redundant instances are not collected');
  }
  const hours = capacity.max * HOURS_PER_MONTH;
  const licence = licenceComponents(of);
  if (!licence.known) return licence;
  const cores = component(
    `${capacity.max} vCores, ${tier}`,
    `database-vcore/${engineOf(of)}/${tier}/gen5`.toLowerCase(),
    hours,
    'vCPU-hour',
  );
  return cores.known ? known([cores.value, ...licence.value]) : cores;
}

const isManagedInstance = ({ type }: Pick<Priced, 'type'>): boolean => type === 'azure:sql:managed-instance';

/** Storage that comes with every managed instance. Source: Azure SQL Managed Instance pricing, "Storage". */
const INSTANCE_INCLUDED_GIB = 32;

/** A managed instance has prices of its own. */
const engineOf = (of: Pick<Priced, 'type' | 'engine'>): string =>
  isManagedInstance(of) ? `${of.engine}-managed-instance` : of.engine;

/** The licence of SQL Server, where it is paid by the hour: nothing for one that its owner brings along. */
export function licenceComponents(of: Priced): Components {
  const { capacity, tier, licence } = of;
  // Hyperscale and other engines have no licence to bring.
  if (licence !== 'included' || capacity?.unit !== 'vCore' || tier === undefined || /hyperscale/i.test(tier)) {
    return known([]);
  }
  const item = `database-licence/${engineOf(of)}/${tier}`.toLowerCase();
  return all([component('licence of SQL Server', item, capacity.max * HOURS_PER_MONTH, 'vCPU-hour')]);
}

/** What a pool bills for, whatever is in it. */
export function poolComponents({ capacity, tier, engine, licence, type }: DatabasePool): Components {
  if (!(capacity.max > 0)) return unread('its capacity was not read');
  if (capacity.unit === 'DTU') {
    const item = `database-pool-dtu/${tier}/${capacity.max}`.toLowerCase();
    return all([component(`pool of ${capacity.max} eDTU, ${tier}`, item, HOURS_PER_MONTH, 'hour')]);
  }
  const hours = capacity.max * HOURS_PER_MONTH;
  const of = `${engineOf({ type, engine })}/${tier}`.toLowerCase();
  return all([
    component(`${capacity.max} vCores, ${tier}`, `database-vcore/${of}/gen5`, hours, 'vCPU-hour'),
    ...(licence === 'included' && !/hyperscale/i.test(tier)
      ? [component('licence of SQL Server', `database-licence/${of}`, hours, 'vCPU-hour')]
      : []),
  ]);
}
