import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { costExplorerOperations } from './operations.ts';

export const costExplorerProfile = jsonProfile({
  signingName: 'ce',
  targetPrefix: 'AWSInsightsIndexService',
  jsonVersion: '1.1',
  messageField: 'Message',
  endpointRegions: ['us-east-1'],
  throttled: { code: 'LimitExceededException', status: 400, message: 'Rate exceeded' },
});

/** AWS Cost Explorer, version 2017-10-25. */
export const costExplorerModule: ServiceModule = {
  id: 'ce',
  profile: costExplorerProfile,
  operations: costExplorerOperations,
};
