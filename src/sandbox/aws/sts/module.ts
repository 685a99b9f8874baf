import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { stsOperations } from './operations.ts';

/** AWS STS, version 2011-06-15. */
export const stsModule: ServiceModule = {
  id: 'sts',
  profile: queryProfile({
    signingName: 'sts',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  }),
  operations: stsOperations,
};
