import {
  DescribeClusterCommand,
  EMRClient,
  GetAutoTerminationPolicyCommand,
  ListClustersCommand,
  ListInstancesCommand,
} from '@aws-sdk/client-emr';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new EMRClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeCluster: DescribeClusterCommand,
  GetAutoTerminationPolicy: GetAutoTerminationPolicyCommand,
  ListClusters: ListClustersCommand,
  ListInstances: ListInstancesCommand,
};
