import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { createdAt, level, still, tagsFor } from './store-parts.ts';

type Role = 'working' | 'oversized' | 'roomy' | 'young' | 'keep' | 'wide' | 'least' | 'pooled' | 'stopped';

const SHARES: Readonly<Partial<Record<Role, number>>> = {
  oversized: 0.16,
  roomy: 0.16,
  young: 0.08,
  keep: 0.08,
  wide: 0.08,
  least: 0.08,
  pooled: 0.04,
  stopped: 0.08,
};

/** Why each look-alike is one. */
const FINE: Readonly<Partial<Record<Role, string>>> = {
  young: 'younger than the window of 14 days',
  keep: `protected by the tag ${KEEP_TAG}`,
  wide: 'its CPU rests, and fewer vCores may not reserve as much storage as it uses',
  least: 'its CPU rests, and it has the fewest vCores that there are',
  pooled: 'its CPU rests, and its pool pays for the vCores',
  stopped: 'stopped: its storage alone bills',
};

const TYPE = 'Microsoft.Sql/managedInstances';
/** Storage that comes with an instance. */
const INCLUDED_GIB = 32;

/** SQL managed instances, with licences of their owner. */
export function makeManagedInstances(context: AzureContext): void {
  castOf<Role>(context, 'managed instances', SHARES, context.count(5, 10), 'working').forEach((role, index) => {
    addInstance(context, role, index);
  });
}

function addInstance(context: AzureContext, role: Role, index: number): void {
  const random = context.random('managed instance', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `sqlmi-${context.nameOf(identity)}-${index}`;
  const group = context.groupOf(identity, place);
  const vcores = role === 'least' ? 4 : 8;
  const reservedGiB = role === 'wide' ? 4096 : role === 'roomy' ? 2048 : 512;
  const instance = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup: group,
    tags: tagsFor(context, random, identity, name, role === 'keep'),
    createdAt: createdAt(context, random, role === 'young'),
    top: { sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: vcores } },
    properties: {
      provisioningState: 'Succeeded',
      fullyQualifiedDomainName: `${name}.${random.hex(12)}.database.windows.net`,
      administratorLogin: 'sqladmin',
      subnetId: context.idOf(place, group, 'Microsoft.Network/virtualNetworks/subnets', `vnet-${place.region}/sqlmi`),
      state: role === 'stopped' ? 'Stopped' : 'Ready',
      licenseType: 'BasePrice',
      vCores: vcores,
      storageSizeInGB: reservedGiB,
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      dnsZone: random.hex(12),
      publicDataEndpointEnabled: false,
      proxyOverride: 'Redirect',
      timezoneId: 'UTC',
      ...(role === 'pooled' && {
        instancePoolId: context.idOf(place, group, 'Microsoft.Sql/instancePools', `pool-${guidOf(random).slice(0, 8)}`),
      }),
      maintenanceConfigurationId: `/subscriptions/${place.accountId}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default`,
      privateEndpointConnections: [],
      minimalTlsVersion: '1.2',
      currentBackupStorageRedundancy: 'Geo',
      requestedBackupStorageRedundancy: 'Geo',
      zoneRedundant: false,
    },
    metrics: metricsOf(random, role, vcores, reservedGiB),
  });
  if (role !== 'pooled' && role !== 'stopped') context.bill(instance, `sql-instance/GeneralPurpose/${vcores}`);
  context.bill(instance, 'sql-instance/GeneralPurpose/storage', { quantity: reservedGiB - INCLUDED_GIB });
  plant(context, role, instance);
}

function metricsOf(
  random: Random,
  role: Role,
  vcores: number,
  reservedGiB: number,
): NonNullable<AzureResource['metrics']> {
  if (role === 'stopped') return {};
  const busy = role === 'working' || role === 'roomy';
  // A quarter of 2,048 GiB and seven tenths of what others have: clear of 60 %.
  const used = reservedGiB * (role === 'roomy' ? 0.25 : 0.7);
  return {
    avg_cpu_percent: level('Percent', busy ? random.between(60, 85) : random.between(8, 30)),
    storage_space_used_mb: still('Count', Math.round(used * 1024)),
    reserved_storage_mb: still('Count', reservedGiB * 1024),
    virtual_core_count: still('Count', vcores),
  };
}

function plant(context: AzureContext, role: Role, instance: AzureResource): void {
  const usd = (key: string): string => usdOf(`sql-instance/GeneralPurpose/${key}`, instance.region);
  const because = FINE[role];
  if (role === 'oversized') {
    context.waste(
      CHECK.sqlInstance,
      instance,
      'CPU under 30 %: four vCores carry it',
      monthly(minus(usd('8'), usd('4'))),
    );
  } else if (role === 'roomy') {
    // 512 GiB of 2,048 are used: 640 hold them at 80 %.
    context.waste(
      CHECK.sqlInstance,
      instance,
      'three quarters of its storage are empty',
      times(usd('storage'), 2048 - 640),
    );
  } else if (because !== undefined) context.fine(CHECK.sqlInstance, instance, because);
}
