import { setMaxListeners } from 'node:events';
import { CloudError, type CloudErrorCategory } from '../../domain/cloud-error.ts';
import { scopeKey } from '../../domain/ids.ts';
import type { CallRequest } from './call-request.ts';
import type { EngineTime } from './engine-time.ts';

/** What ends a call from outside. */
export interface StopCauses {
  readonly cancelled: AbortSignal;
  /** When the account and region has had its time, on the engine's clock. */
  readonly deadlineMs: number;
  /** How long that time was, for the message. */
  readonly limitMs: number;
}

/** A signal that aborts with a CloudError on cancellation or at the deadline, until it is released. */
export function stopSignal(
  request: CallRequest,
  { cancelled, deadlineMs, limitMs }: StopCauses,
  time: EngineTime,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const cancel = () => stop.abort(callFailure('cancelled', request, `${request.operation} was cancelled`));
  const expire = () =>
    stop.abort(
      callFailure('timeout', request, `${scopeKey(request.scope)} took longer than its deadline of ${limitMs} ms`),
    );
  const leftMs = deadlineMs - time.nowMs();
  if (cancelled.aborted) cancel();
  else if (leftMs <= 0) expire();
  const cancelTimer = stop.signal.aborted ? () => undefined : time.setTimer(leftMs, expire);
  cancelled.addEventListener('abort', cancel, { once: true });
  return {
    signal: stop.signal,
    release: () => {
      cancelTimer();
      cancelled.removeEventListener('abort', cancel);
    },
  };
}

/** A failure that the engine itself makes of a call. */
export function callFailure(category: CloudErrorCategory, request: CallRequest, message: string): CloudError {
  return new CloudError({ category, operation: request.operation, message });
}
