import { z } from 'zod';
import { type Fact, known } from '../../../domain/fact.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Database, PowerState } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { serviceFacts } from '../sql-facts.ts';

const Server = z.object({
  ...armFields,
  sku: z.object({ name: z.string().min(1), tier: z.string().nullish() }).nullish(),
  systemData: z.object({ createdAt: z.string().nullish() }).nullish(),
  properties: z.object({
    version: z.string().nullish(),
    state: z.string().nullish(),
    storage: z
      .object({
        storageSizeGB: z.number().nullish(), // GiB
        iops: z.number().nullish(),
        tier: z.string().nullish(),
        type: z.string().nullish(),
        storageSku: z.string().nullish(),
      })
      .nullish(),
    highAvailability: z.object({ mode: z.string().nullish() }).nullish(),
    replicationRole: z.string().nullish(),
    sourceServerResourceId: z.string().nullish(),
  }),
});

type Server = z.infer<typeof Server>;

interface Flavor {
  readonly engine: 'postgresql' | 'mysql';
  readonly namespace: string;
  readonly apiVersion: string;
}

/** Flexible servers of PostgreSQL or MySQL. Sources: Resource Graph; their APIs, Servers_List. */
const flexibleServers = ({ engine, namespace, apiVersion }: Flavor) => {
  const service = namespace.split('.')[1]?.toLowerCase() ?? '';
  const type = `azure:${service}:flexible-server`;
  return defineAzureCollector({
    type,
    kind: 'database',
    armType: `${namespace.toLowerCase()}/flexibleservers`,
    permissions: [`${namespace}/flexibleServers/read`],
    creationListed: true,
    row: Server,
    list: { service, path: `/providers/${namespace}/flexibleServers`, apiVersion },
    toResources: (rows, scope) =>
      rows.map((server): Database => {
        const { version, state, storage, highAvailability, sourceServerResourceId } = server.properties;
        const isReplica = /replica/i.test(server.properties.replicationRole ?? '');
        return {
          ...armBase(server, scope, { type, state: state ?? 'unknown', createdAt: createdAt(server) }),
          kind: 'database',
          engine,
          engineVersion: version ?? 'unknown',
          licence: 'none',
          sizeName: server.sku?.name ?? 'unknown',
          powerState: powerStates[state ?? ''] ?? 'changing',
          redundancy: isOn(highAvailability?.mode) ? 'standby' : 'none',
          ...(typeof storage?.storageSizeGB === 'number' && {
            storage: {
              tier: storage.storageSku ?? storage.type ?? storage.tier ?? 'unknown',
              sizeGiB: storage.storageSizeGB,
              ...(typeof storage.iops === 'number' && { iops: storage.iops }),
            },
          }),
          ...serviceFacts,
          ...(server.sku?.tier && { tier: server.sku.tier }),
          ...(isReplica && { isReplica: true }),
          uses: known(
            isReplica && sourceServerResourceId
              ? [{ relation: 'replica-of', targetId: armId(sourceServerResourceId) }]
              : [],
          ),
        };
      }),
  });
};

const powerStates: Readonly<Record<string, PowerState>> = { Ready: 'running', Stopped: 'stopped', Disabled: 'stopped' };

const isOn = (mode: string | null | undefined): boolean => mode === 'ZoneRedundant' || mode === 'SameZone';

/** The list tells it, Resource Graph does not. */
const createdAt = ({ systemData }: Server): Fact<Instant> =>
  systemData?.createdAt ? timeOf(systemData.createdAt, 'systemData.createdAt') : creationNotTold;

export const postgresqlServers = flexibleServers({
  engine: 'postgresql',
  namespace: 'Microsoft.DBforPostgreSQL',
  apiVersion: '2022-12-01',
});

export const mysqlServers = flexibleServers({
  engine: 'mysql',
  namespace: 'Microsoft.DBforMySQL',
  apiVersion: '2023-12-30',
});
