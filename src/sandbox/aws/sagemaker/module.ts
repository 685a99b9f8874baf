import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { describeEndpoint, describeEndpointConfig, listEndpoints } from './endpoints.ts';
import { describeApp, listApps, listNotebookInstances } from './notebooks.ts';

/** Amazon SageMaker, version 2017-07-24: notebook instances, Studio applications and endpoints. */
export const sagemakerModule: ServiceModule = {
  id: 'sagemaker',
  profile: jsonProfile({ signingName: 'sagemaker', targetPrefix: 'SageMaker', jsonVersion: '1.1' }),
  operations: documentOperations({
    DescribeApp: describeApp,
    DescribeEndpoint: describeEndpoint,
    DescribeEndpointConfig: describeEndpointConfig,
    ListApps: listApps,
    ListEndpoints: listEndpoints,
    ListNotebookInstances: listNotebookInstances,
  }),
};
