import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { describeCluster, getAutoTerminationPolicy, listClusters, listInstances } from './clusters.ts';

/** Amazon EMR, version 2009-03-31: clusters, their machines and their policies. */
export const emrModule: ServiceModule = {
  id: 'emr',
  actionPrefix: 'elasticmapreduce',
  profile: jsonProfile({
    signingName: 'elasticmapreduce',
    targetPrefix: 'ElasticMapReduce',
    jsonVersion: '1.1',
    messageField: 'Message',
    internal: { code: 'InternalServerException', status: 500, message: 'Internal server error' },
  }),
  operations: documentOperations({
    DescribeCluster: describeCluster,
    GetAutoTerminationPolicy: getAutoTerminationPolicy,
    ListClusters: listClusters,
    ListInstances: listInstances,
  }),
};
