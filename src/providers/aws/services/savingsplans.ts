import {
  DescribeSavingsPlansCommand,
  DescribeSavingsPlansOfferingRatesCommand,
  SavingsplansClient,
} from '@aws-sdk/client-savingsplans';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new SavingsplansClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeSavingsPlans: DescribeSavingsPlansCommand,
  DescribeSavingsPlansOfferingRates: DescribeSavingsPlansOfferingRatesCommand,
};
