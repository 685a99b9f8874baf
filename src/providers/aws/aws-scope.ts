import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';

/**
 * Where the services without regions are signed for: Organizations, Cost Explorer and the Price List API have
 * their endpoints there. (A custom endpoint does not change the signing region by itself.)
 */
export const homeRegion = 'us-east-1';

export const signingRegion = (scope: Scope): string => (scope.regionId === GLOBAL_REGION ? homeRegion : scope.regionId);

export const awsScope = (accountId: string, regionId: string): Scope => ({ provider: 'aws', accountId, regionId });

export const globalScope = (accountId: string): Scope => awsScope(accountId, GLOBAL_REGION);
