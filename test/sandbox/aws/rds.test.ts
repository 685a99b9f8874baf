import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  type DescribeEventsCommandInput,
  DescribeExportTasksCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasesFamily } from '../../../src/sandbox/estate/databases/family.ts';
import type { DatabasesState } from '../../../src/sandbox/estate/databases/model.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';
import { first } from '../estate/estates.ts';
import { clientOptions, collect, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let client: RDSClient;
let state: DatabasesState;
let accountId: string;
const region = 'us-east-1';

beforeAll(async () => {
  sandbox = await startSandbox({ resources: 3000, accounts: 1, regions: [region], now });
  state = familyState(sandbox.estate, databasesFamily);
  accountId = sandbox.estate.organization.managementAccountId;
  client = new RDSClient(clientOptions(sandbox, await keysFor(sandbox, accountId), region));
});
afterAll(() => sandbox.close());

const here = <R extends { readonly region: string }>(all: ReadonlyMap<string, R>): readonly R[] =>
  [...all.values()].filter((each) => each.region === region);

describe('DescribeDBInstances', () => {
  it('gives every database once, in pages of 20 to 100', async () => {
    const pages = await collect(
      paginateDescribeDBInstances({ client, pageSize: 20 }, {}),
      ({ DBInstances }) => DBInstances,
    );
    const all = here(state.databases);
    expect(pages.length).toBe(Math.ceil(all.length / 20));
    expect(pages.flat().map(({ DBInstanceArn }) => DBInstanceArn)).toEqual(all.map(({ arn }) => arn).sort());
    expect(await errorOf(client.send(new DescribeDBInstancesCommand({ MaxRecords: 19 })))).toEqual({
      name: 'InvalidParameterValue',
      status: 400,
    });
  });

  it('finds one by name or ARN, those of a cluster by filter, and refuses what it does not know', async () => {
    const { id, arn, clusterId } = first(here(state.databases), (each) => each.clusterId !== undefined);
    for (const DBInstanceIdentifier of [id, arn]) {
      const { DBInstances } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      expect(DBInstances?.map(({ DBInstanceArn }) => DBInstanceArn)).toEqual([arn]);
    }
    const of = (Name: string, ...Values: string[]) =>
      client.send(new DescribeDBInstancesCommand({ Filters: [{ Name, Values }] }));
    const { DBInstances = [] } = await of('db-cluster-id', clusterId ?? '');
    expect(DBInstances.every(({ DBClusterIdentifier }) => DBClusterIdentifier === clusterId)).toBe(true);
    expect((await of('engine', 'docdb')).DBInstances).toEqual([]);
    expect(await errorOf(of('colour', 'red'))).toEqual({ name: 'InvalidParameterValue', status: 400 });
    const unknown = client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'none' }));
    expect(await errorOf(unknown)).toEqual({ name: 'DBInstanceNotFoundFault', status: 404 });
  });

  it('takes its own markers alone', async () => {
    const { Marker } = await client.send(new DescribeDBInstancesCommand({ MaxRecords: 20 }));
    const error = { name: 'InvalidParameterValue', status: 400 };
    expect(await errorOf(client.send(new DescribeDBClustersCommand({ Marker })))).toEqual(error);
    expect(await errorOf(client.send(new DescribeDBInstancesCommand({ Marker: 'x' })))).toEqual(error);
  });

  it('tells when a stopped one starts again, and what a member shares', async () => {
    const stopped = first(
      here(state.databases),
      (each) => each.stoppedAt !== undefined && each.clusterId === undefined,
    );
    const told = async (DBInstanceIdentifier: string) =>
      (await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0];
    expect(await told(stopped.id)).toMatchObject({
      DBInstanceStatus: 'stopped',
      AutomaticRestartTime: new Date((stopped.stoppedAt ?? 0) + 7 * 86_400_000),
    });
    const member = first(here(state.databases), (each) => each.clusterId !== undefined && each.stoppedAt === undefined);
    expect(await told(member.id)).toMatchObject({ StorageType: 'aurora', AllocatedStorage: 1, MultiAZ: false });
  });
});

describe('DescribeDBClusters', () => {
  it('tells I/O-Optimized by the storage type, and Standard by none', async () => {
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({}));
    expect(DBClusters.length).toBe(here(state.clusters).length);
    for (const { DBClusterArn = '', StorageType } of DBClusters) {
      expect(StorageType).toBe(state.clusters.get(DBClusterArn)?.ioIncluded ? 'aurora-iopt1' : undefined);
    }
  });
});

describe('snapshots', () => {
  it('of AWS Backup are listed only when asked for', async () => {
    const of = async (SnapshotType?: string) =>
      (await client.send(new DescribeDBSnapshotsCommand({ ...(SnapshotType && { SnapshotType }) }))).DBSnapshots ?? [];
    const types = new Set((await of()).map(({ SnapshotType }) => SnapshotType));
    expect(types.has('awsbackup')).toBe(false);
    expect(types.has('manual')).toBe(true);
    for (const { SnapshotType } of await of('manual')) expect(SnapshotType).toBe('manual');
    expect(await errorOf(of('weekly'))).toEqual({ name: 'InvalidParameterValue', status: 400 });
  });

  it('tell who may restore them, if they are manual', async () => {
    const attributesOf = (DBSnapshotIdentifier: string) =>
      client.send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier }));
    const manual = first(here(state.snapshots), ({ of, type }) => of === 'database' && type === 'manual');
    const { DBSnapshotAttributesResult } = await attributesOf(manual.id);
    expect(DBSnapshotAttributesResult?.DBSnapshotAttributes).toEqual([
      { AttributeName: 'restore', AttributeValues: manual.sharedWith },
    ]);
    expect(await errorOf(attributesOf('none'))).toEqual({ name: 'DBSnapshotNotFoundFault', status: 404 });
  });
});

describe('DescribeEvents', () => {
  const events = async (input: DescribeEventsCommandInput) =>
    (await client.send(new DescribeEventsCommand(input))).Events ?? [];

  it('goes back an hour, or as far as it is asked to, but for two weeks', async () => {
    const { id } = first(here(state.databases), ({ startedByItself }) => startedByItself.length === 2);
    const of = { SourceType: 'db-instance', SourceIdentifier: id } as const;
    expect(await events(of)).toEqual([]);
    const fortnight = await events({ ...of, Duration: 20_160, EventCategories: ['notification'] });
    expect(fortnight.filter(({ Message }) => /maximum allowed time/.test(Message ?? ''))).toHaveLength(2);
    expect(await events({ ...of, Duration: 20_160, EventCategories: ['backup'] })).toEqual([]);
    const error = { name: 'InvalidParameterValue', status: 400 };
    expect(await errorOf(events({ ...of, Duration: 20_161 }))).toEqual(error);
    expect(await errorOf(events({ SourceIdentifier: id }))).toEqual(error);
  });
});

describe('what is on offer', () => {
  it('has Graviton classes for versions that run on them', async () => {
    const classes = async (EngineVersion: string) => {
      const input = { Engine: 'mysql', EngineVersion, MaxRecords: 1000 };
      const { OrderableDBInstanceOptions = [] } = await client.send(
        new DescribeOrderableDBInstanceOptionsCommand(input),
      );
      return new Set(OrderableDBInstanceOptions.map(({ DBInstanceClass }) => DBInstanceClass));
    };
    expect((await classes('8.0.40')).has('db.m6g.large')).toBe(true);
    expect((await classes('5.7.44')).has('db.m6g.large')).toBe(false);
    expect((await classes('5.7.44')).has('db.m5.large')).toBe(true);
    expect((await classes('4.1')).size).toBe(0);
  });

  it('tells until when versions are supported', async () => {
    const input = { Engine: 'postgres', MajorEngineVersion: '13' };
    const { DBMajorEngineVersions } = await client.send(new DescribeDBMajorEngineVersionsCommand(input));
    expect(DBMajorEngineVersions).toEqual([
      {
        Engine: 'postgres',
        MajorEngineVersion: '13',
        SupportedEngineLifecycles: [
          expect.objectContaining({ LifecycleSupportEndDate: new Date('2026-02-28T23:59:59Z') }),
          expect.objectContaining({
            LifecycleSupportName: 'open-source-rds-extended-support',
            LifecycleSupportStartDate: new Date('2026-03-01T00:00:00Z'),
          }),
        ],
      },
    ]);
  });

  it('exports tell whether they are done', async () => {
    const { ExportTasks = [] } = await client.send(new DescribeExportTasksCommand({}));
    expect(new Set(ExportTasks.map(({ Status }) => Status))).toEqual(new Set(['IN_PROGRESS', 'COMPLETE']));
    expect((await client.send(new DescribeExportTasksCommand({ SourceType: 'CLUSTER' }))).ExportTasks).toEqual([]);
  });
});
