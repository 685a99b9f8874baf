import { type ItemPattern, skuFamily } from '../define-price-family.ts';

const ENGINES: Readonly<Record<string, string>> = { mysql: 'mysql', postgresql: 'postgres', 'sql server': 'sqlserver' };

/** `Cloud SQL for PostgreSQL: Regional - vCPU in Americas`; Enterprise Plus names itself after the engine. */
const PREFIX = String.raw`^Cloud SQL for (MySQL|PostgreSQL|SQL Server)( Enterprise Plus)?: (Zonal|Regional) - `;

const part = (what: string, key: string, unit: ItemPattern['unit']): ItemPattern => ({
  service: 'sql',
  pattern: new RegExp(`${PREFIX}(?:Enterprise Plus )?${what}(?: in .*)?$`, 'i'),
  item([, engine = '', plus, place = '']) {
    const edition = plus === undefined ? 'enterprise' : 'enterprise-plus';
    return `${key}/${ENGINES[engine.toLowerCase()] ?? ''}/${edition}/${place.toLowerCase()}`;
  },
  unit,
});

/**
 * `database-vcpu/<engine>/<edition>/<zonal|regional>` per vCPU-hour and `database-memory/…` per GiB-hour (engine: `mysql`,
 * `postgres`, `sqlserver`; edition: `enterprise`, `enterprise-plus`; a regional price holds the standby),
 * `database-shared/<db-f1-micro|db-g1-small>/<zonal|regional>` per hour, `database-storage/<ssd|hdd>/<zonal|regional>` and
 * `database-backup/standard` per GiB-month. Licences of SQL Server are not in them. Source of the names: Cloud Billing
 * catalogue, Cloud SQL.
 */
export const databasePrices = skuFamily(
  'databases',
  ['database'],
  [
    part('vCPU', 'database-vcpu', 'vCPU-hour'),
    part('RAM', 'database-memory', 'GiB-hour'),
    {
      service: 'sql',
      pattern: new RegExp(`${PREFIX}(Micro|Small) instance(?: in .*)?$`, 'i'),
      item: ([, , , place = '', size = '']) =>
        `database-shared/${size.toLowerCase() === 'micro' ? 'db-f1-micro' : 'db-g1-small'}/${place.toLowerCase()}`,
      unit: 'hour',
    },
    {
      service: 'sql',
      pattern: new RegExp(`${PREFIX}(Standard|Low cost) storage(?: in .*)?$`, 'i'),
      item: ([, , , place = '', kind = '']) =>
        `database-storage/${kind.toLowerCase() === 'standard' ? 'ssd' : 'hdd'}/${place.toLowerCase()}`,
      unit: 'GiB-month',
    },
    {
      service: 'sql',
      pattern: /^Cloud SQL(?: for .*)?: Backups(?: in .*)?$/i,
      item: () => 'database-backup/standard',
      unit: 'GiB-month',
    },
  ],
);
