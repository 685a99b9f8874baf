import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsRole, AwsSessionSettings } from '../../domain/cloud-settings.ts';
import type { AwsCredentials } from './client-settings.ts';

const defaultSessionName = 'ballast';

const AssumedRole = z.object({
  Credentials: z.object({
    AccessKeyId: z.string().min(1),
    SecretAccessKey: z.string().min(1),
    SessionToken: z.string().min(1),
    Expiration: z.date(),
  }),
});

/** Parameters of `sts:AssumeRole` for the role by which an account is read. `chained`: called by another role's session. */
export function readerRole(role: AwsRole, session: AwsSessionSettings, chained: boolean): object {
  const { policy, policyArns } = session;
  return {
    ...common(role, session),
    // A transitive tag comes with the calling session; to pass it once more is an error.
    ...tagging(session, chained ? (session.transitiveTagKeys ?? []) : [], !chained),
    ...(policy !== undefined && { Policy: policy }),
    ...(policyArns && { PolicyArns: policyArns.map((arn) => ({ arn })) }),
  };
}

/** The same for the role from which the others are assumed: a policy for readers would keep it from doing that. */
export const baseRole = (role: AwsRole, session: AwsSessionSettings): object => ({
  ...common(role, session),
  ...tagging(session, [], true),
});

function common({ arn, externalId }: AwsRole, { name, durationSeconds }: AwsSessionSettings): object {
  return {
    RoleArn: arn,
    RoleSessionName: name ?? defaultSessionName,
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
  };
}

function tagging({ tags = {}, transitiveTagKeys }: AwsSessionSettings, without: readonly string[], first: boolean) {
  const passed = Object.entries(tags).filter(([key]) => !without.includes(key));
  return {
    ...(passed.length > 0 && { Tags: passed.map(([Key, Value]) => ({ Key, Value })) }),
    ...(first && transitiveTagKeys && { TransitiveTagKeys: transitiveTagKeys }),
  };
}

/** Throws a `malformed` CloudError that names fields, never values: credentials lie among them. */
export function assumedCredentials(answer: unknown): AwsCredentials {
  const assumed = AssumedRole.safeParse(answer);
  if (!assumed.success) throw malformed('sts:AssumeRole', assumed.error);
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = assumed.data.Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

export function malformed(operation: string, error: z.ZodError): CloudError {
  const fields = error.issues.map((issue) => issue.path.join('.')).join(', ');
  const message = `the answer of ${operation} lacks or garbles ${fields}`;
  return new CloudError({ category: 'malformed', operation, message });
}
