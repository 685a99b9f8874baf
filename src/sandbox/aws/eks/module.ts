import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { describeCluster, describeClusterVersions, listClusters, listFargateProfiles } from './clusters.ts';
import { describeNodegroup, listNodegroups } from './node-groups.ts';

/** Amazon EKS, version 2017-11-01: clusters, node groups, Fargate profiles and versions. */
export const eksModule: ServiceModule = {
  id: 'eks',
  profile: restJsonProfile({
    signingName: 'eks',
    internal: { code: 'ServerException', status: 500, message: 'Internal server error' },
  }),
  operations: restOperations({
    DescribeCluster: describeCluster,
    DescribeClusterVersions: describeClusterVersions,
    DescribeNodegroup: describeNodegroup,
    ListClusters: listClusters,
    ListFargateProfiles: listFargateProfiles,
    ListNodegroups: listNodegroups,
  }),
  routes: [
    { operation: 'ListClusters', method: 'GET', path: '/clusters', query: { maxResults: 'integer', include: 'list' } },
    { operation: 'DescribeCluster', method: 'GET', path: '/clusters/{name}' },
    {
      operation: 'DescribeClusterVersions',
      method: 'GET',
      path: '/cluster-versions',
      query: { maxResults: 'integer', includeAll: 'boolean', defaultOnly: 'boolean', clusterVersions: 'list' },
    },
    {
      operation: 'ListNodegroups',
      method: 'GET',
      path: '/clusters/{name}/node-groups',
      query: { maxResults: 'integer' },
    },
    { operation: 'DescribeNodegroup', method: 'GET', path: '/clusters/{name}/node-groups/{nodegroupName}' },
    {
      operation: 'ListFargateProfiles',
      method: 'GET',
      path: '/clusters/{name}/fargate-profiles',
      query: { maxResults: 'integer' },
    },
  ],
};
