import type { ServiceModule } from '../service-module.ts';
import { organizationsOperations } from './operations.ts';
import { organizationsProfile } from './profile.ts';

/** AWS Organizations, version 2016-11-28. */
export const organizationsModule: ServiceModule = {
  id: 'organizations',
  profile: organizationsProfile,
  operations: organizationsOperations,
};
