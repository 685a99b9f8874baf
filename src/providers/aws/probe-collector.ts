import { CloudError } from '../../domain/cloud-error.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { Collector } from '../shared/define-collector.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';

/**
 * Reads the first page of a resource type. A secondary call that was refused leaves unread facts, not an error: that
 * becomes a `denied` CloudError here, which names the first action.
 */
export async function readFirstPage(collector: Collector<AwsClient>, aws: AwsClient, scope: Scope): Promise<void> {
  const { reach } = collector.info;
  const place = reach === GLOBAL_REGION ? globalScope(scope.accountId) : scope;
  for await (const page of collector.collect(aws, place)) {
    const [action] = deniedActions(page);
    if (action === undefined) return;
    throw new CloudError({ category: 'denied', operation: action, message: `denied: ${action}` });
  }
}

/** Actions in the reasons of unread facts and rows: `denied: s3:GetLifecycleConfiguration (AccessDenied)`. */
function* deniedActions(value: unknown): Generator<string, void, undefined> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const action =
      name === 'reason' && typeof inner === 'string' ? /^denied: ([\w-]+:\w+)/.exec(inner)?.[1] : undefined;
    if (action !== undefined) yield action;
    yield* deniedActions(inner);
  }
}
