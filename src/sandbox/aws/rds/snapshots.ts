import { databasesFamily } from '../../estate/databases/family.ts';
import type { DatabaseSnapshot } from '../../estate/databases/model.ts';
import { licenceModel } from '../../estate/databases/versions.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { rdsErrors } from './errors.ts';
import { portOf, tagList } from './instance-document.ts';
import { bareName, type FilterFields, listed, rdsInput } from './listing.ts';

const types = ['automated', 'manual', 'shared', 'public', 'awsbackup'] as const;

const common: FilterFields<DatabaseSnapshot> = {
  'snapshot-type': ({ type }) => [type],
  engine: ({ engine }) => [engine],
};

function page(
  call: Call,
  fields: Readonly<Record<string, unknown>>,
  of: DatabaseSnapshot['of'],
  names: { readonly operation: string; readonly id: string; readonly source: string },
  filters: FilterFields<DatabaseSnapshot>,
) {
  const { snapshots } = familyState(call.world.estate, databasesFamily);
  const input = rdsInput(fields);
  const id = input.optionalText(names.id);
  const source = input.optionalText(names.source);
  const type = input.has('SnapshotType') ? input.oneOf('SnapshotType', types) : undefined;
  const index = call.world.index.of(snapshots);
  // Without a type those of AWS Backup are left out; shared and public ones are others' and are none here.
  const ofType = (own: string): boolean => (type === undefined ? own !== 'awsbackup' : own === type);
  const listing = listed(call, fields, {
    name: names.operation,
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: (snapshot) =>
      snapshot.of === of &&
      ofType(snapshot.type) &&
      (id === undefined || snapshot.id === bareName(id)) &&
      (source === undefined || snapshot.sourceId === bareName(source)),
    positionOf: ({ arn }) => arn,
    filters: { ...common, ...filters },
  });
  return { ...listing, id };
}

/** DescribeDBSnapshots. */
export function describeSnapshots(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const names = { operation: 'DescribeDBSnapshots', id: 'DBSnapshotIdentifier', source: 'DBInstanceIdentifier' };
  const { items, Marker, id } = page(call, fields, 'database', names, {
    'db-instance-id': ({ sourceId }) => [sourceId],
    'db-snapshot-id': ({ id: own }) => [own],
    'dbi-resource-id': ({ sourceResourceId }) => [sourceResourceId],
  });
  if (id !== undefined && items.length === 0) throw rdsErrors.noSnapshot(id);
  return { Marker, DBSnapshots: named('DBSnapshot', items.map(snapshotDocument)) };
}

/** DescribeDBClusterSnapshots. */
export function describeClusterSnapshots(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const names = {
    operation: 'DescribeDBClusterSnapshots',
    id: 'DBClusterSnapshotIdentifier',
    source: 'DBClusterIdentifier',
  };
  const { items, Marker, id } = page(call, fields, 'cluster', names, {
    'db-cluster-id': ({ sourceId }) => [sourceId],
    'db-cluster-snapshot-id': ({ id: own }) => [own],
  });
  if (id !== undefined && items.length === 0) throw rdsErrors.noClusterSnapshot(id);
  return { Marker, DBClusterSnapshots: named('DBClusterSnapshot', items.map(clusterSnapshotDocument)) };
}

/** DescribeDBSnapshotAttributes: who may restore a manual snapshot. */
export function describeSnapshotAttributes(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const id = rdsInput(fields).text('DBSnapshotIdentifier');
  const snapshot = find(call, id, 'database');
  if (snapshot === undefined) throw rdsErrors.noSnapshot(id);
  return {
    DBSnapshotAttributesResult: {
      DBSnapshotIdentifier: snapshot.id,
      DBSnapshotAttributes: named('DBSnapshotAttribute', [restore(snapshot)]),
    },
  };
}

/** DescribeDBClusterSnapshotAttributes. */
export function describeClusterSnapshotAttributes(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const id = rdsInput(fields).text('DBClusterSnapshotIdentifier');
  const snapshot = find(call, id, 'cluster');
  if (snapshot === undefined) throw rdsErrors.noClusterSnapshot(id);
  return {
    DBClusterSnapshotAttributesResult: {
      DBClusterSnapshotIdentifier: snapshot.id,
      DBClusterSnapshotAttributes: named('DBClusterSnapshotAttribute', [restore(snapshot)]),
    },
  };
}

const restore = ({ sharedWith }: DatabaseSnapshot) => ({
  AttributeName: 'restore',
  AttributeValues: named('AttributeValue', sharedWith),
});

function find(call: Call, id: string, of: DatabaseSnapshot['of']): DatabaseSnapshot | undefined {
  const { snapshots } = familyState(call.world.estate, databasesFamily);
  const type = of === 'cluster' ? 'cluster-snapshot' : 'snapshot';
  const arn = `arn:aws:rds:${call.region}:${call.accountId}:${type}:${bareName(id)}`;
  const found = call.world.index.of(snapshots).find(call.accountId, call.region, arn);
  return found?.type === 'manual' ? found : undefined;
}

function snapshotDocument(snapshot: DatabaseSnapshot): object {
  const { copyOf } = snapshot;
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBInstanceIdentifier: snapshot.sourceId,
    SnapshotCreateTime: new Timestamp(snapshot.createdAt),
    Engine: snapshot.engine,
    AllocatedStorage: snapshot.sizeGiB,
    Status: 'available',
    Port: portOf(snapshot.engine),
    AvailabilityZone: `${snapshot.region}a`,
    InstanceCreateTime: new Timestamp(snapshot.sourceCreatedAt),
    MasterUsername: 'admin',
    EngineVersion: snapshot.version,
    LicenseModel: licenceModel(snapshot.engine),
    SnapshotType: snapshot.type,
    PercentProgress: 100,
    SourceRegion: copyOf?.split(':')[3],
    SourceDBSnapshotIdentifier: copyOf,
    StorageType: snapshot.storageType,
    Encrypted: true,
    DBSnapshotArn: snapshot.arn,
    IAMDatabaseAuthenticationEnabled: false,
    DbiResourceId: snapshot.sourceResourceId,
    TagList: tagList(snapshot.tags),
    OriginalSnapshotCreateTime: new Timestamp(snapshot.createdAt),
    SnapshotTarget: 'region',
    DedicatedLogVolume: false,
  };
}

function clusterSnapshotDocument(snapshot: DatabaseSnapshot): object {
  return {
    AvailabilityZones: named(
      'AvailabilityZone',
      ['a', 'b', 'c'].map((letter) => `${snapshot.region}${letter}`),
    ),
    DBClusterSnapshotIdentifier: snapshot.id,
    DBClusterIdentifier: snapshot.sourceId,
    SnapshotCreateTime: new Timestamp(snapshot.createdAt),
    Engine: snapshot.engine,
    EngineMode: 'provisioned',
    AllocatedStorage: snapshot.sizeGiB,
    Status: 'available',
    Port: portOf(snapshot.engine),
    ClusterCreateTime: new Timestamp(snapshot.sourceCreatedAt),
    MasterUsername: 'admin',
    EngineVersion: snapshot.version,
    LicenseModel: licenceModel(snapshot.engine),
    SnapshotType: snapshot.type,
    PercentProgress: 100,
    StorageEncrypted: true,
    DBClusterSnapshotArn: snapshot.arn,
    IAMDatabaseAuthenticationEnabled: false,
    TagList: tagList(snapshot.tags),
    DbClusterResourceId: snapshot.sourceResourceId,
  };
}
