import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import type { CloudConnection, UnreadRow } from '../../../src/domain/ports/provider.ts';
import type { Database, DatabaseCluster, DatabaseSnapshot, Resource } from '../../../src/domain/resources.ts';
import type { DatabasesState } from '../../../src/sandbox/estate/databases/model.ts';
import { majorVersions } from '../../../src/sandbox/estate/databases/versions.ts';
import { SandboxCloud, awsScopeOf } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

const types = [
  'aws:rds:db-instance',
  'aws:rds:db-cluster',
  'aws:rds:db-snapshot',
  'aws:rds:db-cluster-snapshot',
] as const;

let cloud: SandboxCloud;
let scope: Scope;

const state = (): DatabasesState => cloud.sandbox.estate.families.get('databases') as DatabasesState;
const here = <R extends { accountId: string; region: string }>(all: ReadonlyMap<string, R>): R[] =>
  [...all.values()].filter(({ accountId, region }) => accountId === scope.accountId && region === scope.regionId);

/** All rows of a type, or the error that ended the listing. */
async function read(type: (typeof types)[number], connection: CloudConnection = cloud.connect()) {
  const resources: Resource[] = [];
  const unread: UnreadRow[] = [];
  try {
    for await (const page of connection.collect(type, scope)) {
      resources.push(...page.resources);
      unread.push(...page.unread);
    }
    return { resources, unread, error: undefined };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { resources, unread, error };
  }
}

const callsOf = async (name: string): Promise<number> =>
  (await cloud.calls()).filter(({ operation }) => operation === name).reduce((sum, { count }) => sum + count, 0);

const idsOf = (resources: readonly { resourceId: string }[]): string[] =>
  resources.map(({ resourceId }) => resourceId).sort();
const arns = (all: readonly { arn: string }[]): string[] => all.map(({ arn }) => arn).sort();

beforeAll(async () => {
  // One account, so that its databases take more than one page of a hundred.
  cloud = await SandboxCloud.start({ seed: 5, resources: 6000, accounts: 1, regions: ['us-east-1', 'eu-west-1'] });
  scope = awsScopeOf(cloud.accountIds[0] ?? '', 'us-east-1');
});
afterAll(() => cloud.close());
afterEach(() => cloud.heal());

describe('databases, clusters and snapshots', () => {
  it('are read to the last page, manual snapshots alone', async () => {
    const { databases, clusters, snapshots } = state();
    const manual = here(snapshots).filter(({ type }) => type === 'manual');
    const expected = {
      'aws:rds:db-instance': arns(here(databases)),
      'aws:rds:db-cluster': arns(here(clusters)),
      'aws:rds:db-snapshot': arns(manual.filter(({ of }) => of === 'database')),
      'aws:rds:db-cluster-snapshot': arns(manual.filter(({ of }) => of === 'cluster')),
    };
    expect(expected['aws:rds:db-instance'].length).toBeGreaterThan(100);
    for (const type of types) {
      const { resources, unread, error } = await read(type);
      expect({ error, unread, ids: idsOf(resources) }).toEqual({ error: undefined, unread: [], ids: expected[type] });
    }
  });

  it('are read in full from a service that throttles', async () => {
    await cloud.inject({ kind: 'throttle', service: 'rds', times: 2 });
    const { resources, error } = await read('aws:rds:db-instance');
    expect(error).toBeUndefined();
    expect(idsOf(resources)).toEqual(arns(here(state().databases)));
  });

  it('are no shorter list when the listing breaks in its middle', async () => {
    await cloud.inject({ kind: 'half-page', service: 'rds', operation: 'DescribeDBInstances' });
    const { resources, error } = await read('aws:rds:db-instance', cloud.connect({}, { limits: { attempts: 2 } }));
    expect(error?.category).toBe('unavailable');
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.length).toBeLessThan(here(state().databases).length);
  });

  it.each([
    ['aws:rds:db-instance', 'DescribeDBInstances'],
    ['aws:rds:db-cluster', 'DescribeDBClusters'],
    ['aws:rds:db-snapshot', 'DescribeDBSnapshots'],
    ['aws:rds:db-cluster-snapshot', 'DescribeDBClusterSnapshots'],
  ] as const)('%s fails with the permission that is missing', async (type, operation) => {
    await cloud.inject({ kind: 'deny', service: 'rds', operation });
    const { resources, error } = await read(type);
    expect(resources).toEqual([]);
    expect(error?.category).toBe('denied');
    expect(error?.operation).toBe(`rds:${operation}`);
  });

  it('asks once per engine version what is on offer, whatever the number of databases and accounts', async () => {
    await cloud.forgetCalls();
    const connection = cloud.connect();
    const before = await read('aws:rds:db-instance', connection);
    const versions = new Set(here(state().databases).map(({ engine, version }) => `${engine} ${version}`));
    expect(await callsOf('DescribeOrderableDBInstanceOptions')).toBe(versions.size);
    expect(before.resources.length).toBeGreaterThan(versions.size);
  });

  it('a database keeps what its own row tells when the calls beside it are denied', async () => {
    for (const operation of ['DescribeEvents', 'DescribeDBMajorEngineVersions', 'DescribeOrderableDBInstanceOptions']) {
      await cloud.inject({ kind: 'deny', service: 'rds', operation });
    }
    const { resources, error } = await read('aws:rds:db-instance');
    expect(error).toBeUndefined();
    expect(idsOf(resources)).toEqual(arns(here(state().databases)));
    for (const resource of resources as Database[]) {
      expect(resource.automaticRestarts).toMatchObject({
        known: false,
        reason: expect.stringContaining('rds:DescribeEvents'),
      });
      expect(resource.support).toMatchObject({
        known: false,
        reason: expect.stringContaining('rds:DescribeDBMajorEngineVersions'),
      });
      expect(resource.orderableSizes).toMatchObject({
        known: false,
        reason: expect.stringContaining('rds:DescribeOrderableDBInstanceOptions'),
      });
    }
  });

  it('a snapshot keeps what its own row tells when nobody may ask who shares it', async () => {
    await cloud.forgetCalls();
    for (const operation of ['DescribeDBSnapshotAttributes', 'DescribeExportTasks']) {
      await cloud.inject({ kind: 'deny', service: 'rds', operation });
    }
    const { resources, error } = await read('aws:rds:db-snapshot');
    expect(error).toBeUndefined();
    expect(resources.length).toBeGreaterThan(0);
    for (const resource of resources as DatabaseSnapshot[]) {
      expect(resource.sharedWith.known).toBe(false);
      expect(resource.beingExported.known).toBe(false);
    }
    // One refusal is enough: it would be the same for each of them.
    expect(await callsOf('DescribeDBSnapshotAttributes')).toBe(1);
  });

  it('a row that cannot be read is named, and the others are read', async () => {
    const [victim] = here(state().databases);
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) =>
      operation === 'DescribeDBInstances' && victim
        ? body.replace(
            new RegExp(
              `(<DBInstanceIdentifier>${victim.id}</DBInstanceIdentifier>)<DBInstanceClass>[^<]*</DBInstanceClass>`,
            ),
            '$1',
          )
        : undefined,
    );
    try {
      const { resources, unread } = await read('aws:rds:db-instance', cloud.connect({}, { sandboxUrl: proxy.url }));
      expect(unread).toEqual([{ resourceId: victim?.id, reason: expect.stringContaining('DBInstanceClass') }]);
      expect(resources).toHaveLength(here(state().databases).length - 1);
    } finally {
      await proxy.close();
    }
  });
});

describe('what is told of', () => {
  const one = async <R extends Resource>(type: (typeof types)[number], id: string): Promise<R | undefined> =>
    (await read(type)).resources.find(({ resourceId }) => resourceId === id) as R | undefined;

  it('a stopped database: when it stops being stopped, and how often that happened', async () => {
    const stopped = here(state().databases).find(
      ({ startedByItself, clusterId }) => startedByItself.length === 2 && clusterId === undefined,
    );
    const database = await one<Database>('aws:rds:db-instance', stopped?.arn ?? '');
    expect(database).toMatchObject({
      powerState: 'stopped',
      automaticRestarts: { known: true, value: 2 },
      restartsAt: new Date((stopped?.stoppedAt ?? 0) + 7 * 86_400_000).toISOString(),
      storage: { tier: 'gp3', sizeGiB: 200 },
    });
  });

  it('a member: its cluster, no storage of its own, and sizes that its version is offered on', async () => {
    const { databases, clusters } = state();
    const cluster = here(clusters).find(({ members, engine }) => members.length === 2 && engine === 'aurora-mysql');
    const writer = databases.get(`${cluster?.arn.split(':').slice(0, 5).join(':')}:db:${cluster?.members[0]?.id}`);
    const database = await one<Database>('aws:rds:db-instance', writer?.arn ?? '');
    expect(database?.uses).toEqual({ known: true, value: [{ relation: 'member-of', targetId: cluster?.arn }] });
    expect(database).not.toHaveProperty('storage');
    expect(database?.orderableSizes).toMatchObject({
      known: true,
      value: expect.arrayContaining(['db.r6g.large', 'db.r5.large']),
    });
    const told = await one<DatabaseCluster>('aws:rds:db-cluster', cluster?.arn ?? '');
    expect(told?.members).toEqual([
      { resourceId: writer?.arn, writer: true },
      { resourceId: expect.any(String), writer: false },
    ]);
    expect(told?.billingIds).toEqual([`${cluster?.arn.split(':').slice(0, 6).join(':')}:${cluster?.resourceId}`]);
  });

  it('how each cluster bills I/O', async () => {
    const { resources } = await read('aws:rds:db-cluster');
    for (const resource of resources as DatabaseCluster[]) {
      const included = state().clusters.get(resource.resourceId)?.ioIncluded;
      expect(resource.ioBilling).toBe(included ? 'included' : 'per-request');
    }
  });

  it('a replica: its source by ARN, in another region too', async () => {
    const { resources } = await read('aws:rds:db-instance');
    const sources = (resources as Database[]).flatMap(({ uses }) =>
      uses?.known ? uses.value.filter(({ relation }) => relation === 'replica-of').map(({ targetId }) => targetId) : [],
    );
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources) expect(state().databases.has(source)).toBe(true);
  });

  it('how long a version is supported, and who pays then', async () => {
    const { resources } = await read('aws:rds:db-instance');
    const seen = new Set<string>();
    for (const { engine, engineVersion, support, paysForExtendedSupport, resourceId } of resources as Database[]) {
      const version = majorVersions.find((each) => each.engine === engine && each.version === engineVersion);
      const lifecycle = state().databases.get(resourceId)?.lifecycle;
      expect(paysForExtendedSupport).toEqual({ known: true, value: lifecycle === 'open-source-rds-extended-support' });
      if (version?.extendedEnd === undefined) expect(support).toEqual({ known: true, value: null });
      else {
        seen.add(engine);
        const [standardEndsAt, extendedEndsAt] = [version.standardEnd, version.extendedEnd].map(
          (day) => `${day}T23:59:59.000Z`,
        );
        expect(support).toEqual({
          known: true,
          value: { majorVersion: version.major, standardEndsAt, extendedEndsAt },
        });
      }
    }
    expect([...seen].sort()).toEqual(['aurora-mysql', 'aurora-postgresql', 'mysql', 'postgres']);
  });

  it('snapshots: what is shared, on its way to S3, or a copy', async () => {
    const { resources } = await read('aws:rds:db-snapshot');
    const snapshots = resources as DatabaseSnapshot[];
    const running = new Set(
      [...state().exports.values()].filter(({ status }) => status === 'IN_PROGRESS').map(({ sourceArn }) => sourceArn),
    );
    for (const { resourceId, sharedWith, beingExported, copiedFromRegionId } of snapshots) {
      const truth = state().snapshots.get(resourceId);
      expect(sharedWith).toEqual({ known: true, value: truth?.sharedWith });
      expect(beingExported).toEqual({ known: true, value: running.has(resourceId) });
      expect(copiedFromRegionId).toBe(truth?.copyOf?.split(':')[3]);
    }
    expect(snapshots.some(({ sharedWith }) => sharedWith.known && sharedWith.value.length > 0)).toBe(true);
  });
});
