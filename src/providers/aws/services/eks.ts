import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListClustersCommand,
  ListFargateProfilesCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new EKSClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeCluster: DescribeClusterCommand,
  DescribeClusterVersions: DescribeClusterVersionsCommand,
  DescribeNodegroup: DescribeNodegroupCommand,
  ListClusters: ListClustersCommand,
  ListFargateProfiles: ListFargateProfilesCommand,
  ListNodegroups: ListNodegroupsCommand,
};
