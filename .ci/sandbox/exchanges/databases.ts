import {
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
  paginateDescribeExportTasks,
  RDSClient,
} from '@aws-sdk/client-rds';
import { expectError } from '../aws-clients.ts';
import type { Exchanges } from './exchanges.ts';

const FORTNIGHT_MINUTES = 14 * 24 * 60;

export const exchanges: Exchanges = {
  reads: {
    rds: (options) => new RDSClient(options).send(new DescribeDBInstancesCommand({})),
  },
  async once({ options }) {
    const client = new RDSClient(options);
    await client.send(new DescribeDBMajorEngineVersionsCommand({}));
    await client.send(new DescribeDBMajorEngineVersionsCommand({ Engine: 'postgres', MajorEngineVersion: '16' }));
    for (const Engine of ['postgres', 'aurora-mysql', 'sqlserver-se']) {
      await client.send(new DescribeOrderableDBInstanceOptionsCommand({ Engine, MaxRecords: 1000 }));
    }
  },
  async everywhere({ options }) {
    const client = new RDSClient(options);
    const pages = { client, pageSize: 20 };
    for await (const { DBInstances = [] } of paginateDescribeDBInstances(pages, {})) {
      const DBInstanceIdentifier = DBInstances[0]?.DBInstanceArn;
      if (DBInstanceIdentifier) await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    }
    for await (const { DBClusters = [] } of paginateDescribeDBClusters(pages, {})) {
      for (const { DBClusterIdentifier = '' } of DBClusters.slice(0, 2)) {
        const Filters = [{ Name: 'db-cluster-id', Values: [DBClusterIdentifier] }];
        await client.send(new DescribeDBInstancesCommand({ Filters }));
      }
    }
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots(pages, {})) {
      for (const { DBSnapshotIdentifier, SnapshotType } of DBSnapshots) {
        if (SnapshotType !== 'manual') continue;
        await client.send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier }));
      }
    }
    await client.send(new DescribeDBSnapshotsCommand({ SnapshotType: 'awsbackup' }));
    for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots(pages, {
      SnapshotType: 'manual',
    })) {
      for (const { DBClusterSnapshotIdentifier } of DBClusterSnapshots) {
        await client.send(new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier }));
      }
    }
    await client.send(new DescribeEventsCommand({ SourceType: 'db-instance', Duration: FORTNIGHT_MINUTES }));
    for await (const page of paginateDescribeExportTasks(pages, {})) void page;
    await expectError(
      'DBInstanceNotFoundFault',
      client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'none' })),
    );
    await expectError(
      'DBClusterNotFoundFault',
      client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'none' })),
    );
    await expectError(
      'DBSnapshotNotFoundFault',
      client.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: 'none' })),
    );
  },
};
