import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { listFunctions } from './functions.ts';
import { listAliases, listProvisionedConcurrencyConfigs } from './kept-ready.ts';

/** AWS Lambda, version 2015-03-31: functions, versions, aliases and provisioned concurrency. */
export const lambdaModule: ServiceModule = {
  id: 'lambda',
  profile: restJsonProfile({
    signingName: 'lambda',
    messageField: 'Message',
    throttled: { code: 'TooManyRequestsException', status: 429, message: 'Rate exceeded' },
    internal: {
      code: 'ServiceException',
      status: 500,
      message: 'An error occurred and the request cannot be processed.',
    },
  }),
  operations: restOperations({
    ListAliases: listAliases,
    ListFunctions: listFunctions,
    ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
  }),
  routes: [
    { operation: 'ListFunctions', method: 'GET', path: '/2015-03-31/functions', query: { MaxItems: 'integer' } },
    {
      operation: 'ListAliases',
      method: 'GET',
      path: '/2015-03-31/functions/{FunctionName}/aliases',
      query: { MaxItems: 'integer' },
    },
    {
      operation: 'ListProvisionedConcurrencyConfigs',
      method: 'GET',
      path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
      when: { List: 'ALL' },
      query: { MaxItems: 'integer' },
    },
  ],
};
