import { type ItemPattern, skuFamily } from '../define-price-family.ts';

const ENGINES: Readonly<Record<string, string>> = { mysql: 'mysql', postgresql: 'postgres', sqlserver: 'sqlserver' };

/** `Cloud SQL for PostgreSQL: Regional - vCPU in Americas`; some of Enterprise Plus write `My SQL`. */
const PREFIX = String.raw`^Cloud SQL for (My ?SQL|PostgreSQL|SQL Server)( Enterprise Plus)?: (Zonal|Regional) - `;

/** `Zonal - Enterprise Plus N RAM in Oklahoma`: N is the series of machines that `db-perf-optimized-N` names. */
const EDITION = '(Enterprise Plus )?(?:N )?';

function placed(key: string, [, engine = '', plus, place = '', plusAfter]: RegExpExecArray): string {
  const edition = (plus ?? plusAfter) === undefined ? 'enterprise' : 'enterprise-plus';
  return `${key}/${ENGINES[engine.toLowerCase().replace(' ', '')] ?? ''}/${edition}/${place.toLowerCase()}`;
}

const part = (what: string, key: string, unit: ItemPattern['unit']): ItemPattern => ({
  service: 'sql',
  pattern: new RegExp(`${PREFIX}${EDITION}${what}(?: in .*)?$`, 'i'),
  item: (match) => placed(key, match),
  unit,
});

/**
 * `database-vcpu/<engine>/<edition>/<zonal|regional>` per vCPU-hour and `database-memory/…` per GiB-hour (engine: `mysql`,
 * `postgres`, `sqlserver`; edition: `enterprise`, `enterprise-plus`; a regional price holds the standby),
 * `database-extended-support/<engine>/<edition>/<place>/<56|57|96|10…>` per vCPU-hour beside the others,
 * `database-shared/<db-f1-micro|db-g1-small>/<zonal|regional>` per hour, `database-address/idle/<place>` per hour, `database-storage/<ssd|hdd>/<zonal|regional>` and
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
      // `Cloud SQL for PostgreSQL: Regional - Enterprise Plus Extended support vCPU v13 in Iowa`
      pattern: new RegExp(`${PREFIX}${EDITION}Extended support vCPU v(\\d+)(?: in .*)?$`, 'i'),
      item: (match) => `${placed('database-extended-support', match)}/${match[5] ?? ''}`,
      unit: 'vCPU-hour',
    },
    {
      service: 'sql',
      pattern: new RegExp(`${PREFIX}IP address reservation(?: in .*)?$`, 'i'),
      item: ([, , , place = '']) => `database-address/idle/${place.toLowerCase()}`,
      unit: 'hour',
    },
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
