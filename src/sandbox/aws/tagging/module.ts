import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { getResources } from './get-resources.ts';

/** The Resource Groups Tagging API, version 2017-01-26. */
export const taggingModule: ServiceModule = {
  id: 'resourcegroupstaggingapi',
  actionPrefix: 'tag',
  profile: jsonProfile({
    signingName: 'tagging',
    targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
    jsonVersion: '1.1',
    messageField: 'Message',
    throttled: { code: 'ThrottledException', status: 400, message: 'Rate exceeded' },
    internal: { code: 'InternalServiceException', status: 500, message: 'Internal service error' },
  }),
  operations: documentOperations({ GetResources: getResources }),
};
