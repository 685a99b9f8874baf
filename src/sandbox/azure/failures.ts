import type { FailureKind, Identified } from '../server/cloud.ts';
import type { Fault } from '../server/faults.ts';
import { expiredToken } from './authenticate.ts';
import type { AzureContextOfCall } from './azure-cloud.ts';
import type { AzureWorld } from './azure-world.ts';
import { ArmError } from './wire/arm-error.ts';

/** The documented error of a kind, of the service that was asked. */
export function failureOf(
  world: AzureWorld,
  call: Identified<AzureContextOfCall>,
  kind: FailureKind,
  fault: Fault | undefined,
): ArmError {
  switch (kind) {
    case 'expired-token':
      return expiredToken(world);
    case 'deny':
      return denied(world, call, fault);
    case 'throttle':
      return throttled(call, fault);
    case 'error': {
      const code = fault?.code ?? 'InternalServerError';
      const notRegistered = /SubscriptionRegistration|NotRegistered/.test(code);
      const status = fault?.status ?? (notRegistered ? 409 : 500);
      return new ArmError(status, code, messageOf(code, call), retryAfter(fault?.retryAfterSeconds));
    }
  }
}

function denied(
  world: AzureWorld,
  { action, context }: Identified<AzureContextOfCall>,
  fault: Fault | undefined,
): ArmError {
  const scope = scopeOf(context.path);
  const message =
    `The client '${world.principalId}' with object id '${world.principalId}' does not have authorization to perform ` +
    `action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh ` +
    'your credentials.';
  return new ArmError(fault?.status ?? 403, fault?.code ?? 'AuthorizationFailed', message);
}

/** What the role assignment would be on: the path without what is asked of it. */
function scopeOf(path: string): string {
  const [scope = path] = /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+(\/providers\/.+)?)?/i.exec(path) ?? [];
  return scope;
}

/**
 * Cost Management and Resource Graph tell in headers of their own when they may be asked again. Sources: "Automation for
 * partners" of Cost Management (QPU limits), "Guidance for throttled requests in Azure Resource Graph".
 */
function throttled({ service, account }: Identified<AzureContextOfCall>, fault: Fault | undefined): ArmError {
  const seconds = fault?.retryAfterSeconds ?? (service === 'costmanagement' ? 30 : 5);
  if (service === 'costmanagement') {
    const header = 'x-ms-ratelimit-microsoft.costmanagement-entity-retry-after';
    const headers = { [header]: String(seconds), 'x-ms-ratelimit-microsoft.costmanagement-client-retry-after': '1' };
    return new ArmError(429, fault?.code ?? '429', 'Too many requests. Please retry.', { headers });
  }
  if (service === 'resourcegraph') {
    const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
    return new ArmError(429, fault?.code ?? 'RateLimiting', 'Please provide below info when asking for support.', {
      headers: {
        'x-ms-user-quota-remaining': '0',
        'x-ms-user-quota-resets-after': clock,
        'retry-after': String(seconds),
      },
      details: [
        {
          code: 'RateLimiting',
          message:
            'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.',
        },
      ],
    });
  }
  const code = fault?.code ?? 'SubscriptionRequestsThrottled';
  const message =
    `Number of 'read' requests for subscription '${account}' exceeded the limit. ` +
    `Please try again after '${seconds}' seconds.`;
  return new ArmError(429, code, message, retryAfter(seconds));
}

function messageOf(code: string, { action, account }: Identified<AzureContextOfCall>): string {
  const [namespace = ''] = action.split('/');
  if (/SubscriptionRegistration|NotRegistered/.test(code)) {
    return `The subscription '${account}' is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  }
  return 'The server encountered an internal error. Please retry the request.';
}

function retryAfter(seconds: number | undefined): { readonly headers?: Readonly<Record<string, string>> } {
  return seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } };
}
