import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';

export const awsScope = (accountId: string, regionId: string): Scope => ({ provider: 'aws', accountId, regionId });

export const globalScope = (accountId: string): Scope => awsScope(accountId, GLOBAL_REGION);
