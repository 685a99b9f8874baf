import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Database, PowerState, Use, VersionSupport } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { supportOf } from '../sql-versions.ts';

const Row = z.object({
  name: z.string().min(1),
  databaseVersion: z.string().min(1),
  state: z.string().default('UNKNOWN_STATE'),
  region: z.string().min(1),
  gceZone: z.string().optional(),
  createTime: Time.optional(),
  instanceType: z.string().default('CLOUD_SQL_INSTANCE'),
  masterInstanceName: z.string().optional(),
  suspensionReason: z.array(z.string()).default([]),
  settings: z.object({
    tier: z.string().min(1),
    edition: z.string().default('ENTERPRISE'),
    availabilityType: z.string().default('ZONAL'),
    activationPolicy: z.string().default('ALWAYS'),
    // Left out by an instance that is on premises.
    dataDiskSizeGb: Int64.optional(),
    dataDiskType: z.string().default('PD_SSD'),
    userLabels: Labels,
    ipConfiguration: z.object({ ipv4Enabled: z.boolean().default(false) }).optional(),
  }),
});

type Row = z.infer<typeof Row>;

const OPERATION = 'sqladmin.instances.list';

/** Cloud SQL instances of a project, replicas among them. Source: Cloud SQL Admin API, instances.list. */
export const databases = defineCollector({
  type: 'gcp:sql:instance',
  kind: 'database',
  permissions: ['cloudsql.instances.list'],
  metrics: metricsOfType('gcp:sql:instance'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `v1/projects/${scope.accountId}/instances`,
      list: 'items',
      query: { maxResults: 500 },
    }),
  toResource(row, { accountId: projectId }): Database | undefined {
    // Somebody's own server that Cloud SQL replicates from: it bills nothing here.
    if (row.instanceType === 'ON_PREMISES_INSTANCE' || row.state === 'PENDING_DELETE') return undefined;
    const { engine, version } = engineOf(row.databaseVersion);
    const { settings } = row;
    const primary = row.masterInstanceName?.split(':').at(-1);
    const uses: readonly Use[] =
      primary === undefined ? [] : [{ relation: 'replica-of', targetId: sqlName(projectId, primary) }];
    return {
      kind: 'database',
      type: 'gcp:sql:instance',
      resourceId: sqlName(projectId, row.name),
      ...placeOf(projectId, row.region),
      ...(row.gceZone !== undefined && settings.availabilityType !== 'REGIONAL' && { zoneId: row.gceZone }),
      name: row.name,
      state: row.state,
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(settings.userLabels),
      ...(uses.length > 0 && { uses: known(uses) }),
      engine,
      engineVersion: version,
      licence: engine === 'sqlserver' ? 'included' : 'none',
      sizeName: settings.tier,
      powerState: powerState(row),
      // Cloud SQL starts nothing that was stopped.
      automaticRestarts: known(0),
      redundancy: settings.availabilityType === 'REGIONAL' ? 'standby' : 'none',
      ...(settings.dataDiskSizeGb !== undefined && {
        storage: { tier: settings.dataDiskType.replace('PD_', '').toLowerCase(), sizeGiB: settings.dataDiskSizeGb },
      }),
      tier: settings.edition.toLowerCase().replaceAll('_', '-'),
      support: supportFact(engine, version),
      // "Extended support … instances are enrolled automatically" once an engine's version is past its end.
      paysForExtendedSupport: known(true),
      orderableSizes: unread('Cloud SQL takes any number of vCPUs and memory within its limits'),
      ...(row.instanceType === 'READ_REPLICA_INSTANCE' && { isReplica: true }),
      ...(settings.ipConfiguration !== undefined && { hasPublicAddress: settings.ipConfiguration.ipv4Enabled }),
    };
  },
});

export const sqlName = (projectId: string, name: string): string =>
  `//cloudsql.googleapis.com/projects/${projectId}/instances/${name}`;

const ENGINES: Readonly<Record<string, string>> = { MYSQL: 'mysql', POSTGRES: 'postgres', SQLSERVER: 'sqlserver' };

/** `POSTGRES_9_6` is PostgreSQL 9.6, `MYSQL_8_0_36` MySQL 8.0.36, `SQLSERVER_2019_STANDARD` SQL Server 2019 Standard. */
function engineOf(databaseVersion: string): { readonly engine: string; readonly version: string } {
  const [name = '', ...rest] = databaseVersion.split('_');
  const engine = ENGINES[name] ?? name.toLowerCase();
  return { engine, version: rest.join(engine === 'sqlserver' ? ' ' : '.').toLowerCase() };
}

/** An instance that is stopped stays RUNNABLE: its activation policy tells ("Start, stop, and restart instances"). */
function powerState({ state, settings, suspensionReason }: Row): PowerState {
  if (settings.activationPolicy === 'NEVER' || state === 'SUSPENDED' || suspensionReason.length > 0) return 'stopped';
  return state === 'RUNNABLE' || state === 'MAINTENANCE' ? 'running' : 'changing';
}

function supportFact(engine: string, version: string): Fact<VersionSupport | null> {
  const support = supportOf(engine, version);
  return support === undefined ? unread(`when support of ${engine} ${version} ends is not known`) : known(support);
}
