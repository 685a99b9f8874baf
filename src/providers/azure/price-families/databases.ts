import type { PriceFamily, RetailPrice } from '../define-price-family.ts';
import { itemPrice, perPart } from '../retail-units.ts';

/** Words of product names, and the tier as SQL's own API calls it, in lower case. */
const tiers = /General Purpose|Business Critical|Hyperscale/i;
const tierOf = (productName: string): string | undefined => tiers.exec(productName)?.[0].toLowerCase().replace(' ', '');

/**
 * Of SQL databases, pools and managed instances, in the model of vCores:
 * `database-vcore/<engine>/<tier>/gen5` and `database-licence/<engine>/<tier>` per vCore and hour, the first without a
 * licence (`engine`: `sqlserver`, `sqlserver-managed-instance`; `tier`: `generalpurpose`, `generalpurpose-serverless`,
 * `businesscritical`, `hyperscale`), `database-storage/<engine>/<tier>` per GiB-month.
 * In the older one: `database-dtu/<objective>` per hour (`s1`, `p2`, `basic`), `database-pool-dtu/<tier>/<units>` per hour.
 */
export const sqlPrices: PriceFamily = {
  name: 'SQL',
  kinds: ['database', 'database-pool'],
  *questions() {
    yield { serviceName: 'SQL Database' };
    yield { serviceName: 'SQL Managed Instance' };
  },
  items(row) {
    const { serviceName, productName, meterName, skuName } = row;
    const engine = /managed instance/i.test(`${serviceName} ${productName}`)
      ? 'sqlserver-managed-instance'
      : 'sqlserver';
    const tier = tierOf(productName);
    if (/zone redundan/i.test(`${skuName} ${meterName}`)) return [];
    if (tier !== undefined && /^vCore$/i.test(meterName)) return vcoreItems(engine, tier, row);
    if (tier !== undefined && /Data Stored$/i.test(meterName) && /- Storage$/i.test(productName)) {
      return itemPrice(`database-storage/${engine}/${tier}`, row);
    }
    return blendedItems(row);
  },
};

function vcoreItems(engine: string, tier: string, row: RetailPrice) {
  const { productName, skuName } = row;
  const count = /^(\d+) vCore$/i.exec(skuName)?.[1] ?? '1';
  const each = perPart(row, count);
  if (/SQL Licen[cs]e$/i.test(productName))
    return itemPrice(`database-licence/${engine}/${tier}`, each, { unit: 'vCPU-hour' });
  if (!/Compute Gen5$/i.test(productName)) return [];
  const kind = /serverless/i.test(productName) ? `${tier}-serverless` : tier;
  return itemPrice(`database-vcore/${engine}/${kind}/gen5`, each, { unit: 'vCPU-hour' });
}

/** Their prices are of a day. */
function blendedItems(row: RetailPrice) {
  const { productName, skuName, meterName, unitOfMeasure } = row;
  if (!/^1\/day$/i.test(unitOfMeasure)) return [];
  const hour = perPart(row, '24');
  const pool = /Elastic Pool - (Basic|Standard|Premium)$/i.exec(productName)?.[1];
  const units = /^(\d+) e?DTU Pack/i.exec(skuName)?.[1];
  if (pool !== undefined && units !== undefined && /^eDTUs?$/i.test(meterName)) {
    return itemPrice(`database-pool-dtu/${pool}/${units}`, hour, { unit: 'hour' });
  }
  const single = /Single (Basic|Standard|Premium)$/i.test(productName);
  // `S1 DTUs`; the Basic one is `B DTUs`.
  return single && /DTUs?$/i.test(meterName)
    ? itemPrice(`database-dtu/${/^B$/i.test(skuName) ? 'basic' : skuName}`, hour, { unit: 'hour' })
    : [];
}

/**
 * Of flexible servers: `database-machine/<engine>/<size>` per hour (`database-machine/postgresql/standard_d4s_v3`), of MySQL
 * above the burstable ones `database-machine-vcore/mysql/<series>` per vCore and hour (`ddsv5`), as the list has them;
 * `database-storage/<engine>` per GiB-month.
 */
export const flexibleServerPrices: PriceFamily = {
  name: 'flexible servers',
  kinds: ['database'],
  *questions() {
    yield { serviceName: 'Azure Database for PostgreSQL', where: "contains(productName, 'Flexible Server')" };
    yield { serviceName: 'Azure Database for MySQL', where: "contains(productName, 'Flexible Server')" };
  },
  items(row) {
    const { serviceName, productName, skuName, armSkuName, meterName, unitOfMeasure } = row;
    const engine = /mysql/i.test(serviceName) ? 'mysql' : 'postgresql';
    if (/Compute$/i.test(productName) && /^1 hour$/i.test(unitOfMeasure)) {
      const series = /(?:General Purpose|Memory Optimized|Business Critical)[ -]+([DE]\w*v\d) Series/i.exec(
        productName,
      )?.[1];
      if (engine === 'mysql' && series !== undefined) {
        const cores = /^(?:(\d+) )?vCore$/i.exec(skuName);
        return cores === null
          ? []
          : itemPrice(`database-machine-vcore/mysql/${series}`, perPart(row, cores[1] ?? '1'), { unit: 'vCPU-hour' });
      }
      return armSkuName === '' ? [] : itemPrice(`database-machine/${engine}/${sizeName(armSkuName)}`, row);
    }
    return /^Storage Data Stored$/i.test(meterName) ? itemPrice(`database-storage/${engine}`, row) : [];
  },
};

const sizeName = (armSkuName: string): string =>
  /^standard_/i.test(armSkuName) ? armSkuName : `standard_${armSkuName}`;

/**
 * `cache/<tier>_<size>` per hour: `cache/standard_c3` is the pair of its nodes, `cache/premium_p1` of one shard. Beside
 * that meter (`C3 Cache`) the list has one of a single node (`C3 Cache Instance`).
 */
export const cachePrices: PriceFamily = {
  name: 'caches',
  kinds: ['cache-cluster'],
  *questions() {
    yield { serviceName: 'Redis Cache' };
  },
  items(row) {
    const tier = /^Azure Redis Cache (Basic|Standard|Premium)$/i.exec(row.productName)?.[1];
    const size = /^([CP]\d)$/i.exec(row.skuName)?.[1];
    const isCache = /Cache$/i.test(row.meterName);
    return tier !== undefined && size !== undefined && isCache ? itemPrice(`cache/${tier}_${size}`, row) : [];
  },
};
