import { databasesFamily } from '../../estate/databases/family.ts';
import type { DatabaseCluster } from '../../estate/databases/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { rdsErrors } from './errors.ts';
import { portOf, tagList } from './instance-document.ts';
import { bareName, type FilterFields, listed, rdsInput } from './listing.ts';

const filters: FilterFields<DatabaseCluster> = {
  'db-cluster-id': ({ id, arn }) => [id, arn],
  'db-cluster-resource-id': ({ resourceId }) => [resourceId],
  engine: ({ engine }) => [engine],
};

/** DescribeDBClusters. */
export function describeClusters(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const { clusters } = familyState(call.world.estate, databasesFamily);
  const index = call.world.index.of(clusters);
  const id = rdsInput(fields).optionalText('DBClusterIdentifier');
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeDBClusters',
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: (cluster) => id === undefined || cluster.id === bareName(id),
    positionOf: ({ arn }) => arn,
    filters,
  });
  if (id !== undefined && items.length === 0) throw rdsErrors.noCluster(id);
  return { Marker, DBClusters: named('DBCluster', items.map(clusterDocument)) };
}

const IO_CHANGE_LOCK_MS = 30 * 86_400_000;

function clusterDocument(cluster: DatabaseCluster): object {
  const { id, arn, engine, version, status, capacity, region, ioIncludedSince } = cluster;
  const host = `${id}.cluster-${cluster.resourceId.slice(8, 20).toLowerCase()}.${region}.rds.amazonaws.com`;
  return {
    AllocatedStorage: 1,
    AvailabilityZones: named(
      'AvailabilityZone',
      ['a', 'b', 'c'].map((letter) => `${region}${letter}`),
    ),
    BackupRetentionPeriod: 7,
    DBClusterIdentifier: id,
    DBClusterParameterGroup: `default.${engine}${version.split('.')[0]}`,
    DBSubnetGroup: 'default',
    Status: status,
    Endpoint: host,
    ReaderEndpoint: host.replace('.cluster-', '.cluster-ro-'),
    MultiAZ: cluster.members.length > 1,
    Engine: engine,
    EngineVersion: version,
    Port: portOf(engine),
    MasterUsername: 'admin',
    PreferredBackupWindow: '03:10-03:40',
    PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
    DBClusterMembers: named(
      'DBClusterMember',
      cluster.members.map(({ id: member, writer }) => ({
        DBInstanceIdentifier: member,
        IsClusterWriter: writer,
        DBClusterParameterGroupStatus: 'in-sync',
        PromotionTier: 1,
      })),
    ),
    VpcSecurityGroups: named('VpcSecurityGroupMembership', [
      { VpcSecurityGroupId: `sg-${cluster.vpcId.slice(4)}`, Status: 'active' },
    ]),
    HostedZoneId: 'Z2R2ITUGPM61AM',
    StorageEncrypted: true,
    DbClusterResourceId: cluster.resourceId,
    DBClusterArn: arn,
    AssociatedRoles: named('DBClusterRole', []),
    IAMDatabaseAuthenticationEnabled: false,
    ClusterCreateTime: new Timestamp(cluster.createdAt),
    EngineMode: 'provisioned',
    // Aurora Standard is told by leaving it out.
    StorageType: cluster.ioIncluded ? 'aurora-iopt1' : undefined,
    IOOptimizedNextAllowedModificationTime:
      ioIncludedSince === undefined ? undefined : new Timestamp(ioIncludedSince + IO_CHANGE_LOCK_MS),
    AutoMinorVersionUpgrade: true,
    DeletionProtection: false,
    HttpEndpointEnabled: false,
    ActivityStreamStatus: 'stopped',
    CopyTagsToSnapshot: true,
    CrossAccountClone: false,
    DomainMemberships: named('DomainMembership', []),
    TagList: tagList(cluster.tags),
    GlobalClusterIdentifier: cluster.globalId,
    NetworkType: 'IPV4',
    ServerlessV2ScalingConfiguration:
      capacity === undefined
        ? undefined
        : {
            MinCapacity: capacity.min,
            MaxCapacity: capacity.max,
            ...(capacity.min === 0 && { SecondsUntilAutoPause: 300 }),
          },
    EngineLifecycleSupport: cluster.lifecycle,
  };
}
