import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { describeSavingsPlans } from './describe-plans.ts';
import { describeSavingsPlansOfferingRates } from './offering-rates.ts';

/** AWS Savings Plans, version 2019-06-28; one endpoint for all regions. */
export const savingsPlansModule: ServiceModule = {
  id: 'savingsplans',
  profile: restJsonProfile({
    signingName: 'savingsplans',
    internal: { code: 'InternalServerException', status: 500, message: 'An unexpected error occurred.' },
    endpointRegions: ['us-east-1'],
  }),
  operations: restOperations({
    DescribeSavingsPlans: describeSavingsPlans,
    DescribeSavingsPlansOfferingRates: describeSavingsPlansOfferingRates,
  }),
  routes: [
    { operation: 'DescribeSavingsPlans', method: 'POST', path: '/DescribeSavingsPlans' },
    { operation: 'DescribeSavingsPlansOfferingRates', method: 'POST', path: '/DescribeSavingsPlansOfferingRates' },
  ],
};
