import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ECSClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeClusters: DescribeClustersCommand,
  DescribeContainerInstances: DescribeContainerInstancesCommand,
  DescribeServices: DescribeServicesCommand,
  DescribeTaskDefinition: DescribeTaskDefinitionCommand,
  ListClusters: ListClustersCommand,
  ListContainerInstances: ListContainerInstancesCommand,
  ListServices: ListServicesCommand,
};
