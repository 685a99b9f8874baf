import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { itemPrice, type ItemPrice, type ListedProduct } from '../price-items.ts';
import { databaseSizeOf } from '../rds/price-list-size.ts';

/** The price list's engines and editions, by the names that the API of RDS has for them. */
const engines: Readonly<Record<string, string>> = {
  MySQL: 'mysql',
  MariaDB: 'mariadb',
  PostgreSQL: 'postgres',
  'Aurora MySQL': 'aurora-mysql',
  'Aurora PostgreSQL': 'aurora-postgresql',
  'Oracle/Standard Two': 'oracle-se2',
  'Oracle/Enterprise': 'oracle-ee',
  'SQL Server/Express': 'sqlserver-ex',
  'SQL Server/Web': 'sqlserver-web',
  'SQL Server/Standard': 'sqlserver-se',
  'SQL Server/Enterprise': 'sqlserver-ee',
};

const auroraEngines = ['aurora-mysql', 'aurora-postgresql'];

const licences: Readonly<Record<string, string>> = {
  'No license required': 'none',
  'License included': 'included',
  'Bring your own license': 'own',
};

const redundancies: Readonly<Record<string, string>> = {
  'Single-AZ': 'none',
  'Multi-AZ': 'standby',
  'Multi-AZ (SQL Server Mirror)': 'standby',
};

/**
 * Amazon RDS and Aurora, on demand.
 *
 * - `database/<class>/<engine>/<licence>/<none|standby>` per hour, and `database-io-included/<class>/<engine>` for
 *   members of clusters whose I/O does not bill
 * - `database-storage/<tier>/<none|standby|mirror>` per GiB-month, `database-iops/…` per IOPS-month,
 *   `database-throughput/…` per MiBps-month (a mirror is the standby of SQL Server)
 * - `cluster-storage/<per-request|included>/<engine>` per GiB-month, `cluster-io/<engine>` per request,
 *   `capacity-unit/<per-request|included>/<engine>` per ACU-hour
 * - `database-backup` and `cluster-backup` per GiB-month beyond what is free
 * - `extended-support/<engine>/<major version>/<years-1-2|year-3>` per vCPU-hour, `extended-support-capacity/…` per
 *   ACU-hour
 *
 * Classes, their memory and vCPUs come from here too: no other call tells them for RDS.
 */
export const databasePrices: PriceFamily = {
  name: 'databases',
  kinds: ['database', 'database-cluster', 'database-snapshot'],
  *questions() {
    const rds = (...filters: ReturnType<typeof is>[]) => ({ serviceCode: 'AmazonRDS', filters });
    const names = [...new Set(Object.keys(engines).map((engine) => engine.split('/')[0] ?? engine))];
    yield rds(
      is('productFamily', 'Database Instance'),
      isOneOf('databaseEngine', names),
      isOneOf('deploymentOption', Object.keys(redundancies)),
    );
    for (const family of ['Database Storage', 'Provisioned IOPS', 'Provisioned Throughput', 'System Operation']) {
      yield rds(is('productFamily', family));
    }
    for (const family of ['ServerlessV2', 'Storage Snapshot']) yield rds(is('productFamily', family));
    // These have no family. The first value holds a comma, so the two can't be asked for as a list.
    for (const years of ['Year 1, Year 2', 'Year 3']) yield rds(is('extendedSupportPricingYear', years));
  },
  items(product) {
    const { usagetype = '' } = product.attributes;
    if (product.productFamily === 'Database Instance') return instanceItems(product);
    return [
      ...volumeItems(product, usagetype),
      ...clusterItems(product, usagetype),
      ...supportItems(product, usagetype),
      ...(/(^|-)RDS:ChargedBackupUsage$/.test(usagetype) ? itemPrice('database-backup', product) : []),
      ...(/(^|-)Aurora:BackupUsage$/.test(usagetype) ? itemPrice('cluster-backup', product) : []),
    ];
  },
  size: databaseSizeOf,
};

function engineOf({ databaseEngine = '', databaseEdition }: ListedProduct['attributes']): string | undefined {
  const key = Object.hasOwn(engines, databaseEngine) ? databaseEngine : `${databaseEngine}/${databaseEdition ?? ''}`;
  return Object.hasOwn(engines, key) ? engines[key] : undefined;
}

function instanceItems(product: ListedProduct): readonly ItemPrice[] {
  const { attributes } = product;
  const { instanceType, licenseModel = '', deploymentOption = '', storage = '', usagetype = '' } = attributes;
  const engine = engineOf(attributes);
  const licence = licences[licenseModel];
  const redundancy = redundancies[deploymentOption];
  // RDS Custom and Outposts have usage types of their own at other prices.
  const usual = /(^|-)(InstanceUsage|InstanceUsageIOOptimized|Multi-AZUsage|MirrorUsage):db\./.test(usagetype);
  if (!instanceType || !engine || !licence || !redundancy || !usual) return [];
  if (storage === 'Aurora IO Optimization Mode')
    return itemPrice(`database-io-included/${instanceType}/${engine}`, product);
  return itemPrice(`database/${instanceType}/${engine}/${licence}/${redundancy}`, product);
}

const copies: Readonly<Record<string, string>> = { '': 'none', 'Multi-AZ-': 'standby', 'Mirror-': 'mirror' };

/** By usage type, which is there for all of them; `volumeType` is not. */
const volumeUsages: readonly (readonly [RegExp, kind: string, tier: string])[] = [
  [/^GP2-Storage$/, 'storage', 'gp2'],
  [/^GP3-Storage$/, 'storage', 'gp3'],
  [/^PIOPS-Storage$/, 'storage', 'io1'],
  [/^(PIOPS-Storage-IO2|IO2-PIOPS-Storage)$/, 'storage', 'io2'],
  [/^StorageUsage$/, 'storage', 'standard'],
  [/^GP3-PIOPS$/, 'iops', 'gp3'],
  [/^PIOPS$/, 'iops', 'io1'],
  [/^(IO2-PIOPS|PIOPS-IO2)$/, 'iops', 'io2'],
  [/^GP3-Throughput$/, 'throughput', 'gp3'],
];

function volumeItems(product: ListedProduct, usagetype: string): readonly ItemPrice[] {
  const [, copy = '', usage = ''] = /(?:^|-)RDS:(Multi-AZ-|Mirror-)?([\w-]+)$/.exec(usagetype) ?? [];
  const found = volumeUsages.find(([pattern]) => pattern.test(usage));
  if (found === undefined) return [];
  const [, kind, tier] = found;
  const item = `database-${kind}/${tier}/${copies[copy]}`;
  if (kind !== 'throughput') return itemPrice(item, product);
  // Listed per MB/s, where AWS means MiB/s; per GiB/s is 1/1024 of that, exactly.
  const perGiB = /^gi?bps/i.test(product.unit);
  return itemPrice(item, product, { unit: 'MiBps-month', ...(perGiB && { factor: '0.0009765625' }) });
}

function clusterItems(product: ListedProduct, usagetype: string): readonly ItemPrice[] {
  const usage = /(?:^|-)Aurora:([\w-]+)$/.exec(usagetype)?.[1];
  const own = engineOf(product.attributes);
  // Some products hold for both engines: their engine is `Any`.
  const ofEach = own === undefined ? auroraEngines : [own];
  const priced = (item: string, as?: Parameters<typeof itemPrice>[2]) =>
    ofEach.flatMap((engine) => itemPrice(`${item}/${engine}`, product, as));
  switch (usage) {
    case 'StorageUsage':
      return priced('cluster-storage/per-request');
    case 'IO-OptimizedStorageUsage':
      return priced('cluster-storage/included');
    case 'StorageIOUsage':
      return priced('cluster-io', { unit: 'request' });
    case 'ServerlessV2Usage':
      return priced('capacity-unit/per-request', { unit: 'unit-hour' });
    case 'ServerlessV2IOOptimizedUsage':
      return priced('capacity-unit/included', { unit: 'unit-hour' });
    default:
      return [];
  }
}

const supported: Readonly<Record<string, string>> = {
  MySQL: 'mysql',
  PostgreSQL: 'postgres',
  AuroraMySQL: 'aurora-mysql',
  AuroraPostgreSQL: 'aurora-postgresql',
};

/** Aurora MySQL counts its own majors in usage types. Source: Aurora User Guide, "Aurora MySQL version numbers". */
const auroraMySqlMajors: Readonly<Record<string, string>> = { '1': '5.6', '2': '5.7', '3': '8.0', '4': '8.4' };

/** `ExtendedSupport:Yr1-Yr2:PostgreSQL13`; of capacity units `ExtendedSupport:Yr3:ASv2:…` or `ASv2-ExtendedSupport:…`. */
const supportUsage = /(?:^|-)(ASv2-)?ExtendedSupport:(Yr1-Yr2|Yr3):(ASv2:)?(Aurora)?(MySQL|PostgreSQL)([\d.]+)$/;

function supportItems(product: ListedProduct, usagetype: string): readonly ItemPrice[] {
  const match = supportUsage.exec(usagetype);
  if (match === null) return [];
  const [, before, years, after, aurora = '', name = '', number = ''] = match;
  const engine = supported[`${aurora}${name}`];
  const major = engine === 'aurora-mysql' ? (auroraMySqlMajors[number] ?? number) : number;
  const capacity = before !== undefined || after !== undefined;
  const item = `${engine}/${major}/${years === 'Yr3' ? 'year-3' : 'years-1-2'}`;
  return capacity
    ? itemPrice(`extended-support-capacity/${item}`, product, { unit: 'unit-hour' })
    : itemPrice(`extended-support/${item}`, product, { unit: 'vCPU-hour' });
}
