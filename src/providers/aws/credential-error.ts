import { CloudError } from '../../domain/cloud-error.ts';

/** What the SDK says of a single sign-on session that is over, or that never was. */
const signInNeeded = /aws sso login|SSO (session|Token)|Sso session|Token is expired|UnauthorizedException/;

/**
 * Why there are no credentials, in words that say what to do, where the SDK's leave that out; anything else goes on
 * as it is. The SDK's messages name profiles, files and roles, never a secret.
 */
export function credentialError(error: unknown, profile: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  const message = explained(error.message.trim(), profile);
  if (message === undefined) return error;
  const details = { category: 'unauthenticated', operation: 'credentials', message, vendorCode: error.name } as const;
  return new CloudError(details, { cause: error });
}

function explained(message: string, profile: string | undefined): string | undefined {
  const name = profile ?? /\bprofile[ =]\[?'?([\w.@-]+)/.exec(message)?.[1];
  const of = name === undefined ? '' : ` of profile ${name}`;
  if (signInNeeded.test(message)) {
    const flag = name === undefined || name === 'default' ? '' : ` --profile ${name}`;
    return `the single sign-on session${of} has ended, or was never begun: run \`aws sso login${flag}\` (${message})`;
  }
  if (message.includes('ForbiddenException')) {
    return `single sign-on gives this user no such role${of} in its account (${message})`;
  }
  if (message.includes('multi-factor authentication')) {
    return `the role${of} wants a code: get a session with \`aws sts get-session-token\` and name its profile (${message})`;
  }
  return undefined;
}
