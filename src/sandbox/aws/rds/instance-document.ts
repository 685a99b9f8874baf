import type { Database } from '../../estate/databases/model.ts';
import { licenceModel } from '../../estate/databases/versions.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';

const ports: Readonly<Record<string, number>> = { postgres: 5432, 'aurora-postgresql': 5432, 'oracle-se2': 1521 };
const AUTOMATIC_RESTART_MS = 7 * 86_400_000;

export const portOf = (engine: string): number => (engine.startsWith('sqlserver') ? 1433 : (ports[engine] ?? 3306));

export const tagList = (tags: Readonly<Record<string, string>>) =>
  named(
    'Tag',
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  );

/** A DB instance as DescribeDBInstances tells it. Members that are undefined are left out, as RDS does. */
export function instanceDocument(database: Database): object {
  const { id, arn, engine, version, status, storage, clusterId, stoppedAt } = database;
  const isAurora = engine.startsWith('aurora');
  const family = `${engine}${version.split('.')[0]}`;
  return {
    DBInstanceIdentifier: id,
    DBInstanceClass: database.classname,
    Engine: engine,
    DBInstanceStatus: status,
    MasterUsername: 'admin',
    Endpoint: {
      Address: `${id}.c${database.resourceId.slice(3, 14).toLowerCase()}.${database.region}.rds.amazonaws.com`,
      Port: portOf(engine),
      HostedZoneId: 'Z2R2ITUGPM61AM',
    },
    AllocatedStorage: storage?.sizeGiB ?? 1,
    InstanceCreateTime: new Timestamp(database.createdAt),
    PreferredBackupWindow: '03:10-03:40',
    BackupRetentionPeriod: 7,
    DBSecurityGroups: named('DBSecurityGroup', []),
    VpcSecurityGroups: named('VpcSecurityGroupMembership', [
      { VpcSecurityGroupId: `sg-${database.vpcId.slice(4)}`, Status: 'active' },
    ]),
    DBParameterGroups: named('DBParameterGroup', [
      { DBParameterGroupName: `default.${family}`, ParameterApplyStatus: 'in-sync' },
    ]),
    AvailabilityZone: database.zone,
    DBSubnetGroup: {
      DBSubnetGroupName: 'default',
      DBSubnetGroupDescription: 'default',
      VpcId: database.vpcId,
      SubnetGroupStatus: 'Complete',
      Subnets: named(
        'Subnet',
        database.subnets.map((subnet) => ({
          SubnetIdentifier: subnet.id,
          SubnetAvailabilityZone: { Name: subnet.zone },
          SubnetStatus: 'Active',
        })),
      ),
    },
    PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
    PendingModifiedValues: {},
    MultiAZ: database.multiAz,
    EngineVersion: version,
    AutoMinorVersionUpgrade: true,
    ...replication(database),
    LicenseModel: licenceModel(engine),
    Iops: storage?.iops,
    StorageThroughput: storage?.throughputMiBps,
    SecondaryAvailabilityZone: database.secondaryZone,
    PubliclyAccessible: false,
    StorageType: storage?.type ?? (isAurora ? 'aurora' : 'gp3'),
    DbInstancePort: 0,
    DBClusterIdentifier: clusterId,
    StorageEncrypted: true,
    DbiResourceId: database.resourceId,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    DomainMemberships: named('DomainMembership', []),
    CopyTagsToSnapshot: true,
    MonitoringInterval: 0,
    ...(isAurora && { PromotionTier: 1 }),
    DBInstanceArn: arn,
    IAMDatabaseAuthenticationEnabled: false,
    PerformanceInsightsEnabled: false,
    DeletionProtection: false,
    AssociatedRoles: named('DBInstanceRole', []),
    TagList: tagList(database.tags),
    CustomerOwnedIpEnabled: false,
    NetworkType: 'IPV4',
    ActivityStreamStatus: 'stopped',
    BackupTarget: 'region',
    ...(stoppedAt !== undefined &&
      !isAurora && { AutomaticRestartTime: new Timestamp(stoppedAt + AUTOMATIC_RESTART_MS) }),
    DedicatedLogVolume: false,
    EngineLifecycleSupport: database.lifecycle,
  };
}

function replication({ replicaOf, replicas }: Database): object {
  return {
    ReadReplicaSourceDBInstanceIdentifier: replicaOf,
    ReadReplicaDBInstanceIdentifiers: named('ReadReplicaDBInstanceIdentifier', replicas),
    ...(replicaOf !== undefined && {
      StatusInfos: named('DBInstanceStatusInfo', [
        { StatusType: 'read replication', Normal: true, Status: 'replicating' },
      ]),
    }),
  };
}
