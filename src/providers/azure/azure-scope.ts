import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';

/** `EASTUS`, `East US` and `eastus` are one location; some APIs spell them one way, some the other. */
export const locationName = (location: string): string => location.toLowerCase().replaceAll(' ', '');

/** Subscription ids are GUIDs, which compare without regard to case. */
export const subscriptionScope = (subscriptionId: string): Scope => ({
  provider: 'azure',
  accountId: subscriptionId.toLowerCase(),
  regionId: GLOBAL_REGION,
});

export const regionScope = (subscriptionId: string, location: string): Scope => ({
  provider: 'azure',
  accountId: subscriptionId.toLowerCase(),
  regionId: locationName(location),
});
