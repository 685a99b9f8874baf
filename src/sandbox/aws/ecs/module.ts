import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { describeClusters, describeContainerInstances, listClusters, listContainerInstances } from './clusters.ts';
import { describeServices, listServices } from './services.ts';
import { describeTaskDefinition } from './task-definitions.ts';

/** Amazon ECS, version 2014-11-13: what describes clusters, services, their machines and their tasks. */
export const ecsModule: ServiceModule = {
  id: 'ecs',
  profile: jsonProfile({
    signingName: 'ecs',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    jsonVersion: '1.1',
    internal: { code: 'ServerException', status: 500, message: 'Service Unavailable. Please try again later.' },
  }),
  operations: documentOperations({
    DescribeClusters: describeClusters,
    DescribeContainerInstances: describeContainerInstances,
    DescribeServices: describeServices,
    DescribeTaskDefinition: describeTaskDefinition,
    ListClusters: listClusters,
    ListContainerInstances: listContainerInstances,
    ListServices: listServices,
  }),
};
