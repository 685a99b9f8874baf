import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsRole, AwsSettings } from '../../domain/cloud-settings.ts';

/** The account of an ARN. */
export const accountOfArn = (arn: string): string => arn.split(':')[4] ?? '';

const partitionOfArn = (arn: string): string => arn.split(':')[1] ?? '';

const operation = 'sts:AssumeRole';

export interface RoleQuestion {
  readonly accountId: string;
  /** Known once the organisation was listed. */
  readonly accountName: string | undefined;
  /** Of our own credentials. */
  readonly partition: string;
}

/** The role by which an account is entered. Throws a CloudError where none is configured or none can be meant. */
export function roleFor(settings: AwsSettings, question: RoleQuestion): AwsRole {
  const { accountId, partition } = question;
  const named = settings.roles?.find(({ arn }) => accountOfArn(arn) === accountId);
  if (named && partitionOfArn(named.arn) !== partition) {
    throw unusable(`${named.arn} is in another partition than our credentials, which are ${partition}'s`);
  }
  if (named) return withExternalId(named.arn, named.externalId ?? settings.externalId);
  const { organization } = settings;
  if (!organization) {
    const message = `account ${accountId} is not ours, and neither organization.roleName nor roles say how to enter it`;
    throw new CloudError({ category: 'denied', operation, message });
  }
  const path = rolePath(organization.roleName, question);
  return withExternalId(
    `arn:${partition}:iam::${accountId}:role/${path}`,
    organization.externalId ?? settings.externalId,
  );
}

function rolePath(pattern: string, { accountId, accountName }: RoleQuestion): string {
  const path = pattern.replaceAll('{accountId}', accountId);
  if (!path.includes('{accountName}')) return path;
  if (accountName === undefined) throw unusable(`the name of account ${accountId} is not known, and the role's has it`);
  const named = path.replaceAll('{accountName}', accountName);
  // IAM takes these alone; another character would name another role than the one that was meant.
  if (/^[\w+=,.@/-]+$/.test(named)) return named;
  throw unusable(`no role can be called ${named}: it has the name of account ${accountId}`);
}

const withExternalId = (arn: string, externalId: string | undefined): AwsRole => ({
  arn,
  ...(externalId !== undefined && { externalId }),
});

const unusable = (message: string): CloudError => new CloudError({ category: 'invalid', operation, message });
