import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribeExportTasksCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  DescribeReservedDBInstancesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new RDSClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeDBClusters: DescribeDBClustersCommand,
  DescribeDBClusterSnapshotAttributes: DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshots: DescribeDBClusterSnapshotsCommand,
  DescribeDBInstances: DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersions: DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotAttributes: DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshots: DescribeDBSnapshotsCommand,
  DescribeEvents: DescribeEventsCommand,
  DescribeExportTasks: DescribeExportTasksCommand,
  DescribeOrderableDBInstanceOptions: DescribeOrderableDBInstanceOptionsCommand,
  DescribeReservedDBInstances: DescribeReservedDBInstancesCommand,
};
