import type { GcpSqlInstance } from '../../provider-estate/gcp/model.ts';
import { projectOf, type GcpCall, type GcpMethod, type GcpService } from '../service.ts';
import { notFound } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { fingerprint } from './compute/documents.ts';
import { projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';

function sqlDocument(database: GcpSqlInstance, version: string): object {
  const { projectId, region, name, engine, primary } = database;
  const stopped = !database.running;
  return {
    kind: 'sql#instance',
    // A stopped instance is RUNNABLE too: its activation policy tells. Source: Cloud SQL, "Instance states".
    state: 'RUNNABLE',
    databaseVersion: database.version,
    settings: {
      kind: 'sql#settings',
      settingsVersion: '3',
      authorizedGaeApplications: [],
      tier: `db-custom-${database.vcpus}-${database.memoryMiB}`,
      edition: database.edition,
      availabilityType: database.regional ? 'REGIONAL' : 'ZONAL',
      pricingPlan: 'PER_USE',
      replicationType: 'SYNCHRONOUS',
      activationPolicy: stopped ? 'NEVER' : 'ALWAYS',
      storageAutoResize: true,
      storageAutoResizeLimit: '0',
      dataDiskType: 'PD_SSD',
      dataDiskSizeGb: String(database.storageGiB),
      deletionProtectionEnabled: database.deletionProtection,
      ...(Object.keys(database.labels).length > 0 && { userLabels: database.labels }),
      locationPreference: { kind: 'sql#locationPreference', zone: database.zone },
      ipConfiguration: {
        ipv4Enabled: database.publicIp !== undefined,
        authorizedNetworks: [],
        requireSsl: false,
        ...(database.publicIp === undefined && { privateNetwork: `projects/${projectId}/global/networks/main` }),
      },
      backupConfiguration: {
        kind: 'sql#backupConfiguration',
        startTime: '03:00',
        enabled: database.retainedBackups > 0,
        binaryLogEnabled: engine === 'MYSQL' && database.pointInTime,
        ...(engine === 'POSTGRES' && { pointInTimeRecoveryEnabled: database.pointInTime }),
        transactionLogRetentionDays: 7,
        backupRetentionSettings: { retentionUnit: 'COUNT', retainedBackups: Math.max(1, database.retainedBackups) },
      },
      connectorEnforcement: 'NOT_REQUIRED',
    },
    etag: fingerprint(`${projectId}/${name}`),
    ipAddresses: [
      database.publicIp === undefined
        ? { type: 'PRIVATE', ipAddress: '10.64.0.3' }
        : { type: 'PRIMARY', ipAddress: database.publicIp },
    ],
    instanceType: primary === undefined ? 'CLOUD_SQL_INSTANCE' : 'READ_REPLICA_INSTANCE',
    project: projectId,
    serviceAccountEmailAddress: `p-${fingerprint(name)
      .slice(0, 6)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, 'x')}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
    backendType: 'SECOND_GEN',
    selfLink: `https://sqladmin.googleapis.com/${version === 'v1' ? 'v1' : 'sql/v1beta4'}/projects/${projectId}/instances/${name}`,
    connectionName: `${projectId}:${region}:${name}`,
    name,
    region,
    gceZone: database.zone,
    createTime: utcTime(database.createdAt),
    ...(primary !== undefined && { masterInstanceName: `${projectId}:${primary}` }),
    ...(database.replicas.length > 0 && { replicaNames: database.replicas }),
    databaseInstalledVersion: engine === 'MYSQL' ? `${database.version}_39` : `${database.version}_4`,
    sqlNetworkArchitecture: 'NEW_NETWORK_ARCHITECTURE',
  };
}

function instancesList(version: 'v1' | 'sql/v1beta4'): GcpMethod {
  return {
    id: 'sql.instances.list',
    verb: 'GET',
    path: `/${version}/projects/{project}/instances`,
    permission: 'cloudsql.instances.list',
    answer(call) {
      const all = call.world.lists.of(call.world.estate.sqlInstances, projectIdOf(call));
      const page = resourcePage(call, all, { most: 1000, usual: 500, sizeField: 'maxResults' });
      return {
        kind: 'sql#instancesList',
        ...(page.items.length > 0 && { items: page.items.map((database) => sqlDocument(database, version)) }),
        ...withToken(page),
      };
    },
  };
}

const instancesGet: GcpMethod = {
  id: 'sql.instances.get',
  verb: 'GET',
  path: '/v1/projects/{project}/instances/{instance}',
  permission: 'cloudsql.instances.get',
  answer(call) {
    const { instance = '' } = call.params;
    const found = call.world.lists
      .of(call.world.estate.sqlInstances, projectIdOf(call))
      .find(({ name }) => name === instance);
    if (!found) throw notFound(`projects/${projectIdOf(call)}/instances/${instance}`);
    return sqlDocument(found, 'v1');
  },
};

/** Machine types that an instance can have. */
const tiersList: GcpMethod = {
  id: 'sql.tiers.list',
  verb: 'GET',
  path: '/v1/projects/{project}/tiers',
  permission: 'cloudsql.tiers.list',
  answer: ({ world, params }: GcpCall) => ({
    kind: 'sql#tiersList',
    items: [1, 2, 4, 8, 16, 32].map((vcpus) => ({
      kind: 'sql#tier',
      tier: `db-custom-${vcpus}-${vcpus * 3840}`,
      RAM: String(vcpus * 3840 * 1024 * 1024),
      DiskQuota: '70368744177664',
      region: ['us-central1', 'us-east1', 'europe-west1', 'europe-west4'].filter(
        () => projectOf(world, params['project']) !== undefined,
      ),
    })),
  }),
};

export const sql: GcpService = {
  id: 'sqladmin',
  host: 'sqladmin.googleapis.com',
  display: 'Cloud SQL Admin API',
  legacyErrors: true,
  methods: [instancesList('v1'), instancesList('sql/v1beta4'), instancesGet, tiersList],
};
