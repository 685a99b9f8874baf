import { CloudError } from '../../domain/cloud-error.ts';

/** What the SDK says of a single sign-on session that is over, or that never was. */
const signInNeeded = /aws sso login|SSO session|Sso session|Token is expired|UnauthorizedException/;

/**
 * Why there are no credentials, with what to do where the SDK's words leave that out; anything else goes on as it is.
 * The SDK's messages name profiles, files and roles, never a secret.
 */
export function credentialError(error: unknown, profile: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  const remedy = remedyFor(error.message, profile);
  if (remedy === undefined) return error;
  const message = `${error.message.trim().replace(/\.?$/, '.')} ${remedy}`;
  const details = { category: 'unauthenticated', operation: 'credentials', message, vendorCode: error.name } as const;
  return new CloudError(details, { cause: error });
}

function remedyFor(message: string, profile: string | undefined): string | undefined {
  const name = profile ?? /\bprofile[ =]\[?'?([\w.@-]+)/.exec(message)?.[1];
  const flag = name === undefined || name === 'default' ? '' : ` --profile ${name}`;
  if (signInNeeded.test(message)) return `Run \`aws sso login${flag}\`.`;
  if (message.includes('multi-factor authentication')) {
    return `Get a session first (\`aws sts get-session-token --serial-number … --token-code …\`) and name its profile.`;
  }
  if (message.includes('ForbiddenException')) return 'Single sign-on gives this user no such role in the account.';
  return undefined;
}
