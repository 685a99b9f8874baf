import type { Call } from '../call.ts';
import { queryOperations } from '../operation.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, xmlTime } from '../wire/xml.ts';
import { roleSession } from '../credentials.ts';
import { trustOf } from './role-trust.ts';
import { readSessionTags } from './session-tags.ts';

const roleArnForm = /^arn:aws:iam::(\d{12}):role\/((?:[\w+=,.@/-]*\/)?)([\w+=,.@-]{1,64})$/;
const sessionNameForm = /^[\w+=,.@-]{2,64}$/;

/** AWS STS, version 2011-06-15. */
export const stsOperations = queryOperations({
  GetCallerIdentity: ({ caller }) =>
    element('Arn', caller.arn) + element('UserId', caller.userId) + element('Account', caller.accountId),
  AssumeRole: assumeRole,
});

/** Sessions that a role's session opens end after an hour. Source: STS API Reference, AssumeRole, DurationSeconds. */
const longestChainedSeconds = 3600;
const longestPolicy = 2048;

/**
 * Any role name is taken, in every active account of the organisation, by callers of the management account (and
 * by an account's own sessions); its path may ask for more (`trustOf`). A suspended or unknown account answers as a
 * role that trusts nobody: AccessDenied.
 */
function assumeRole(call: Call, params: QueryParams): string {
  const roleArn = required(params, 'RoleArn');
  const session = required(params, 'RoleSessionName');
  const [, accountId, path = '', role] = roleArnForm.exec(roleArn) ?? [];
  if (accountId === undefined || role === undefined) throw invalid(`${roleArn} is invalid`);
  if (!sessionNameForm.test(session)) {
    throw invalid(
      `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const durationSeconds = Number(params.get('DurationSeconds') ?? 3600);
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 43_200) {
    throw invalid(
      "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200",
    );
  }
  const chained = call.caller.arn.includes(':assumed-role/');
  if (chained && durationSeconds > longestChainedSeconds) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  const policy = params.get('Policy');
  if (policy !== undefined && !isPolicy(policy)) {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  const trust = trustOf(path);
  const tags = readSessionTags(call, params);
  const { accounts, organization } = call.world.estate;
  const account = accounts.find(({ id }) => id === accountId);
  const trusted = call.accountId === organization.managementAccountId || call.accountId === accountId;
  // A missing external id and a foreign caller look alike, as with the real service.
  const known = trust.externalId === undefined || trust.externalId === params.get('ExternalId');
  if (account?.status !== 'ACTIVE' || !trusted || !known) throw denied(call, 'sts:AssumeRole', roleArn);
  if (tags.count > 0 && !trust.allowsTags) throw denied(call, 'sts:TagSession', roleArn);
  const expiresAt = Math.floor(Date.now() / 1000 + durationSeconds) * 1000;
  const credentials = call.world.credentials.issue(accountId, role, session, expiresAt, tags.transitiveKeys);
  const assumed = roleSession(accountId, role, session);
  return (
    '<Credentials>' +
    element('AccessKeyId', credentials.accessKeyId) +
    element('SecretAccessKey', credentials.secretAccessKey) +
    element('SessionToken', credentials.sessionToken) +
    element('Expiration', xmlTime(credentials.expiresAt)) +
    '</Credentials><AssumedRoleUser>' +
    element('AssumedRoleId', assumed.userId) +
    element('Arn', assumed.arn) +
    '</AssumedRoleUser>' +
    element('SourceIdentity', params.get('SourceIdentity'))
  );
}

function denied(call: Call, action: string, roleArn: string): AwsError {
  const message = `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`;
  return new AwsError('AccessDenied', message, { status: 403 });
}

function isPolicy(text: string): boolean {
  if (text.length > longestPolicy) return false;
  try {
    const policy: unknown = JSON.parse(text);
    return typeof policy === 'object' && policy !== null && 'Statement' in policy;
  } catch {
    return false;
  }
}

function required(params: QueryParams, name: string): string {
  const value = params.get(name);
  if (value === undefined || value === '') {
    throw invalid(
      `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
