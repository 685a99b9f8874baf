import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { pricingOperations } from './operations.ts';

/** AWS Price List Service, version 2017-10-15. */
export const pricingModule: ServiceModule = {
  id: 'pricing',
  profile: jsonProfile({
    signingName: 'pricing',
    targetPrefix: 'AWSPriceListService',
    jsonVersion: '1.1',
    endpointRegions: ['us-east-1', 'eu-central-1', 'ap-south-1'],
    internal: {
      code: 'InternalErrorException',
      status: 500,
      message: 'An error on the server occurred during the processing of your request. Try again later.',
    },
  }),
  operations: pricingOperations,
};
