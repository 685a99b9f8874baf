import { DAY } from '../../../estate/generate/time.ts';
import type { ShapeName } from '../../../estate/metric-shapes.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { plainTime } from '../times.ts';
import { tagsFor } from './store-parts.ts';

const WORKSPACE = 'Microsoft.Synapse/workspaces';

type Role = 'working' | 'idle' | 'office' | 'oversized' | 'young' | 'keep' | 'paused' | 'least' | 'nightly';

const SHARES: Readonly<Partial<Record<Role, number>>> = {
  idle: 0.12,
  office: 0.12,
  oversized: 0.12,
  young: 0.1,
  keep: 0.1,
  paused: 0.1,
  least: 0.1,
  nightly: 0.1,
};

/** Why each look-alike is one. */
const FINE: Readonly<Partial<Record<Role, string>>> = {
  young: 'younger than the window of 14 days',
  keep: `protected by the tag ${KEEP_TAG}`,
  paused: 'paused: its storage alone bills',
  least: 'hardly used, and of the smallest size that there is',
  nightly: 'queried at night and at weekends too, and half used',
};

/** Synapse workspaces with a dedicated SQL pool each. */
export function makeSqlPools(context: AzureContext): void {
  castOf<Role>(context, 'SQL pools', SHARES, context.count(4, 10), 'working').forEach((role, index) => {
    addPool(context, role, index);
  });
}

function addPool(context: AzureContext, role: Role, index: number): void {
  const random = context.random('SQL pool', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `syn-${context.nameOf(identity)}-${index}`;
  const resourceGroup = context.groupOf(identity, place);
  const createdAt = context.now - (role === 'young' ? random.between(2, 10) : random.between(70, 500)) * DAY;
  const tags = tagsFor(context, random, identity, name, role === 'keep');
  context.add({
    place,
    type: WORKSPACE,
    name,
    resourceGroup,
    tags,
    createdAt,
    properties: {
      provisioningState: 'Succeeded',
      defaultDataLakeStorage: { accountUrl: 'https://lake.dfs.core.windows.net', filesystem: 'synapse' },
      connectivityEndpoints: {
        web: `https://web.azuresynapse.net?workspace=${name}`,
        sql: `${name}.sql.azuresynapse.net`,
        sqlOnDemand: `${name}-ondemand.sql.azuresynapse.net`,
        dev: `https://${name}.dev.azuresynapse.net`,
      },
      sqlAdministratorLogin: 'sqladminuser',
      privateEndpointConnections: [],
      publicNetworkAccess: 'Enabled',
    },
  });
  const units = role === 'least' ? 100 : 1000;
  const pool = context.add({
    place,
    type: `${WORKSPACE}/sqlPools`,
    name: `${name}/dw`,
    resourceGroup,
    tags,
    createdAt,
    top: { sku: { name: `DW${units}c`, capacity: 0 } },
    properties: {
      status: role === 'paused' ? 'Paused' : 'Online',
      maxSizeBytes: 263_882_790_666_240,
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      creationDate: plainTime(createdAt),
      provisioningState: 'Succeeded',
      storageAccountType: 'GRS',
    },
    metrics: metricsOf(role, random.between(0.9, 1.1)),
  });
  if (role !== 'paused') context.bill(pool, 'synapse/dwu', { quantity: units / 100 });
  plant(context, role, pool, units);
}

function metricsOf(role: Role, factor: number): NonNullable<AzureResource['metrics']> {
  if (role === 'paused') return {};
  const shape: ShapeName = role === 'office' ? 'office' : role === 'nightly' ? 'steady' : 'daily';
  const queries: Course =
    role === 'idle'
      ? { of: 'constant', unit: 'Count', value: 0 }
      : { of: 'counter', unit: 'Count', shape, perHour: 900 * factor };
  const light = role === 'oversized' || role === 'least' || role === 'young' || role === 'keep';
  const peak = role === 'idle' ? 0 : (light ? 18 : 80) * factor;
  return {
    ActiveQueries: queries,
    DWUUsedPercent: { of: 'gauge', unit: 'Percent', shape: role === 'idle' ? 'steady' : shape, mean: peak * 0.5, peak },
  };
}

function plant(context: AzureContext, role: Role, pool: AzureResource, units: number): void {
  const whole = monthly(times(usdOf('synapse/dwu', pool.region), units / 100));
  const because = FINE[role];
  if (role === 'idle') context.waste(CHECK.sqlPool, pool, 'not a query for weeks', whole);
  else if (role === 'office') context.waste(CHECK.sqlPool, pool, 'no query from 18 to 8 and at weekends', whole);
  else if (role === 'oversized') context.waste(CHECK.sqlPool, pool, 'uses less than a fifth of its units', whole);
  else if (because !== undefined) context.fine(CHECK.sqlPool, pool, because);
}
