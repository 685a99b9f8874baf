import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  RDSClient,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { type FleetPlace, given, made, type Made } from './made.ts';

const login = { MasterUsername: 'admin1', MasterUserPassword: 'not-a-secret-1' };

export async function databases({ client, at }: FleetPlace): Promise<readonly Made[]> {
  const rds = new RDSClient(client);
  const storage = { AllocatedStorage: 100 + at, StorageType: 'gp3' };
  const create = async (DBInstanceIdentifier: string, DBInstanceClass: string): Promise<string> => {
    const { DBInstance } = await rds.send(
      new CreateDBInstanceCommand({ DBInstanceIdentifier, DBInstanceClass, Engine: 'mysql', ...storage, ...login }),
    );
    return given(DBInstance?.DBInstanceArn, 'DBInstanceArn');
  };
  const [shop, old] = [await create('shop', 'db.m5.large'), await create('old', 'db.t3.medium')];
  const { DBSnapshot } = await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'shop', DBSnapshotIdentifier: 'before-upgrade' }),
  );
  await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: 'old' }));

  const Engine = 'aurora-postgresql';
  const { DBCluster } = await rds.send(
    new CreateDBClusterCommand({ DBClusterIdentifier: 'orders', Engine, ...login, DatabaseName: 'orders' }),
  );
  const { DBInstance: member } = await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'orders-1',
      DBClusterIdentifier: 'orders',
      DBInstanceClass: 'db.r5.large',
      Engine,
    }),
  );
  const { DBClusterSnapshot } = await rds.send(
    new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: 'orders', DBClusterSnapshotIdentifier: 'orders-end' }),
  );
  rds.destroy();
  const [snapshot, clusterSnapshot] = [DBSnapshot?.DBSnapshotArn, DBClusterSnapshot?.DBClusterSnapshotArn];
  return [
    made('aws:rds:db-instance', shop, {
      engine: 'mysql',
      sizeName: 'db.m5.large',
      powerState: 'running',
      redundancy: 'none',
    }),
    made('aws:rds:db-instance', old, { sizeName: 'db.t3.medium', powerState: 'stopped' }),
    made('aws:rds:db-instance', member?.DBInstanceArn, { engine: Engine, sizeName: 'db.r5.large' }),
    made('aws:rds:db-cluster', DBCluster?.DBClusterArn, {
      engine: Engine,
      powerState: 'running',
      members: [{ resourceId: member?.DBInstanceArn, writer: true }],
    }),
    made('aws:rds:db-snapshot', snapshot, { engine: 'mysql', of: 'database', sourceSizeGiB: 100 + at, sharedWith: [] }),
    made('aws:rds:db-cluster-snapshot', clusterSnapshot, { engine: Engine, of: 'cluster', sharedWith: [] }),
  ];
}
