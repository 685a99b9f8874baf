import type { Scope } from '../../domain/ids.ts';
import type { AwsClient } from './client.ts';
import { oncePerRegion } from './rds/once-per-region.ts';

/** A listing of an account and region that several resource types need: whoever comes first asks. */
export function oncePerAccount<T>(ask: (aws: AwsClient, scope: Scope) => Promise<T>) {
  const remembered = oncePerRegion((aws: AwsClient, scope: Scope) => ask(aws, scope));
  return (aws: AwsClient, scope: Scope): Promise<T> => remembered(aws, scope, scope.accountId);
}
