import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { describeClusters } from './clusters.ts';
import { describeMajorEngineVersions, describeOrderableOptions } from './engines.ts';
import { describeEvents } from './events.ts';
import { describeExportTasks } from './export-tasks.ts';
import { describeInstances } from './instances.ts';
import {
  describeClusterSnapshotAttributes,
  describeClusterSnapshots,
  describeSnapshotAttributes,
  describeSnapshots,
} from './snapshots.ts';

/** Parts of RDS share it: DocumentDB and Neptune speak the same API. */
export const rdsProfile = queryProfile({
  signingName: 'rds',
  version: '2014-10-31',
  xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
});

/** Amazon RDS, version 2014-10-31: what describes databases, clusters, snapshots, and what is on offer. */
export const rdsModule: ServiceModule = {
  id: 'rds',
  profile: rdsProfile,
  operations: queryDocumentOperations(
    {
      DescribeDBClusters: describeClusters,
      DescribeDBClusterSnapshotAttributes: describeClusterSnapshotAttributes,
      DescribeDBClusterSnapshots: describeClusterSnapshots,
      DescribeDBInstances: describeInstances,
      DescribeDBMajorEngineVersions: describeMajorEngineVersions,
      DescribeDBSnapshotAttributes: describeSnapshotAttributes,
      DescribeDBSnapshots: describeSnapshots,
      DescribeEvents: describeEvents,
      DescribeExportTasks: describeExportTasks,
      DescribeOrderableDBInstanceOptions: describeOrderableOptions,
    },
    { numbers: new Set(['MaxRecords', 'Duration']), booleans: new Set(['IncludeShared', 'IncludePublic', 'Vpc']) },
  ),
};
