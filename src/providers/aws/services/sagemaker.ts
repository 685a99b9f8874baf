import {
  DescribeAppCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListAppsCommand,
  ListEndpointsCommand,
  ListNotebookInstancesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new SageMakerClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeApp: DescribeAppCommand,
  DescribeEndpoint: DescribeEndpointCommand,
  DescribeEndpointConfig: DescribeEndpointConfigCommand,
  ListApps: ListAppsCommand,
  ListEndpoints: ListEndpointsCommand,
  ListNotebookInstances: ListNotebookInstancesCommand,
};
