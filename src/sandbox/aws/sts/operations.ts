import type { Call } from '../call.ts';
import { queryOperations } from '../operation.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, xmlTime } from '../wire/xml.ts';
import { roleSession } from '../credentials.ts';

const roleArnForm = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]{1,64})$/;
const sessionNameForm = /^[\w+=,.@-]{2,64}$/;

/** AWS STS, version 2011-06-15. */
export const stsOperations = queryOperations({
  GetCallerIdentity: ({ caller }) =>
    element('Arn', caller.arn) + element('UserId', caller.userId) + element('Account', caller.accountId),
  AssumeRole: assumeRole,
});

/**
 * Any role name is taken, in every active account of the organisation, by callers of the management account (and
 * by an account's own sessions). A suspended or unknown account answers as a role that trusts nobody: AccessDenied.
 */
function assumeRole(call: Call, params: QueryParams): string {
  const roleArn = required(params, 'RoleArn');
  const session = required(params, 'RoleSessionName');
  const [, accountId, role] = roleArnForm.exec(roleArn) ?? [];
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
  const { accounts, organization } = call.world.estate;
  const account = accounts.find(({ id }) => id === accountId);
  const trusted = call.accountId === organization.managementAccountId || call.accountId === accountId;
  if (account?.status !== 'ACTIVE' || !trusted) {
    throw new AwsError(
      'AccessDenied',
      `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      { status: 403 },
    );
  }
  const expiresAt = Math.floor(Date.now() / 1000 + durationSeconds) * 1000;
  const credentials = call.world.credentials.issue(accountId, role, session, expiresAt);
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
