/** The clouds, in the order in which lists show them. */
export const providerIds = ['aws', 'gcp', 'azure', 'openstack'] as const;
export type ProviderId = (typeof providerIds)[number];

/**
 * Where a thing lives: which cloud, which account of it (FOCUS SubAccountId), which region (FOCUS RegionId).
 * `regionId` is `global` for what has no region, such as an organisation or a bill.
 */
export interface Scope {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly regionId: string;
}

export const GLOBAL_REGION = 'global';

/** `aws/123456789012/us-east-1`: for messages and as a key. */
export const scopeKey = (scope: Scope): string => `${scope.provider}/${scope.accountId}/${scope.regionId}`;
