import { CloudError, type CloudErrorCategory } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import type { CallLimits, ProviderEvent } from '../../../src/domain/ports/provider.ts';
import { CallEngine } from '../../../src/providers/shared/call-engine.ts';
import type { CallRequest } from '../../../src/providers/shared/call-request.ts';
import { ManualTime } from './manual-time.ts';

export const scopeA: Scope = { provider: 'aws', accountId: '111111111111', regionId: 'us-east-1' };
export const scopeB: Scope = { provider: 'aws', accountId: '222222222222', regionId: 'us-east-1' };

export const listing = (scope: Scope = scopeA, operation = 'ec2:DescribeVolumes', service = 'ec2'): CallRequest => ({
  operation,
  service,
  scope,
});

export const cloudError = (category: CloudErrorCategory, retryAfterMs?: number): CloudError =>
  new CloudError({ category, operation: 'ec2:DescribeVolumes', message: `made: ${category}`, retryAfterMs });

/** An engine on its own clock, with all of its events. */
export function engineBench(limits: Partial<CallLimits> = {}) {
  const time = new ManualTime();
  const abort = new AbortController();
  const events: ProviderEvent[] = [];
  const engine = new CallEngine({
    limits,
    signal: abort.signal,
    onEvent: (event) => events.push(event),
    classify: (error, operation) =>
      new CloudError({ category: 'invalid', operation, message: String(error) }, { cause: error }),
    time,
  });
  const kinds = (kind: ProviderEvent['kind']) => events.filter((event) => event.kind === kind);
  return { time, abort, events, kinds, engine };
}
