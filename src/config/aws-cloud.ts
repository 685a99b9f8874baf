import { resolve } from 'node:path';
import { z } from 'zod';
import type { AwsSessionSettings, AwsSettings } from '../domain/cloud-settings.ts';
import { defined } from './defined.ts';

/** AWS account ids are 12 digits; YAML reads them as numbers when they are not quoted, which loses leading zeros. */
const accountId = z
  .string({ error: 'quote the account id: as a number it loses its leading zeros' })
  .regex(/^\d{12}$/, 'an AWS account id has 12 digits');

const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/, error: 'expected a URL that starts with http:// or https://' });

/** Every partition's regions have this form: `us-gov-west-1`, `ap-southeast-7`, `us-isob-east-1`, `eusc-de-east-1`. */
const regionForm = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

const regions = z
  .union([z.literal('all'), z.array(text).min(1)], { error: 'expected `all` or a list of region names' })
  .superRefine((wanted, context) => {
    for (const [index, name] of wanted === 'all' ? [] : wanted.entries()) {
      if (regionForm.test(name)) continue;
      const message = `${name} has not the form of an AWS region such as us-east-1 (a zone has a letter more)`;
      context.addIssue({ code: 'custom', path: [index], message });
    }
  });

/** Sources of the forms: IAM User Guide, "IAM and AWS STS quotas"; STS API Reference, AssumeRole. */
const roleArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/([\w+=,.@/-]+\/)?[\w+=,.@-]{1,64}$/,
    'expected a role ARN, such as arn:aws:iam::123456789012:role/BallastRead',
  );
const roleName = z
  .string()
  .regex(
    /^\/?([\w+=,.@/-]+\/)?([\w+=,.@-]|\{accountId\}|\{accountName\})+$/,
    'expected a role name, with its path if it has one, in which {accountId} and {accountName} may stand',
  );
const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id has 2 to 1224 letters, digits and _+=,.@:/-');

const tagKey = z.string().min(1).max(128);
const accountFilter = z
  .strictObject({
    organizationalUnits: z.array(text).min(1).optional(),
    accounts: z.array(accountId).min(1).optional(),
    tags: z.record(tagKey, z.string()).optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'expected organizationalUnits, accounts or tags');

const session = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w+=,.@-]{2,64}$/, 'a session name has 2 to 64 letters, digits and _+=,.@-')
      .optional(),
    durationSeconds: z.int().min(900).max(43_200).optional(),
    tags: z.record(tagKey, z.string().max(256)).optional(),
    transitiveTagKeys: z.array(tagKey).min(1).optional(),
    policy: z.record(z.string(), z.unknown(), { error: 'expected an IAM policy document' }).optional(),
    policyArns: z.array(z.string().startsWith('arn:')).min(1).max(10).optional(),
  })
  .refine(({ tags = {}, transitiveTagKeys = [] }) => transitiveTagKeys.every((key) => Object.hasOwn(tags, key)), {
    path: ['transitiveTagKeys'],
    error: 'a transitive key has to be one of session.tags',
  })
  .refine(({ tags = {} }) => Object.keys(tags).length <= 50, { path: ['tags'], error: 'STS takes 50 tags at most' });

const role = z.union([roleArn, z.strictObject({ arn: roleArn, externalId: externalId.optional() })], {
  error: 'expected a role ARN, or { arn, externalId }',
});

/** One entry of `clouds.aws`. */
export const awsCloud = z
  .strictObject({
    name: text,
    profile: text.optional(),
    roleArn: roleArn.optional(),
    externalId: externalId.optional(),
    organization: z
      .strictObject({
        roleName,
        externalId: externalId.optional(),
        include: accountFilter.optional(),
        exclude: accountFilter.optional(),
      })
      .optional(),
    roles: z.array(role).min(1).optional(),
    session: session.optional(),
    accounts: z.array(accountId).min(1).optional(),
    regions: regions.default('all'),
    endpoint: url.optional(),
    proxy: url.optional(),
    fips: z.boolean().optional(),
    dualStack: z.boolean().optional(),
    caBundle: text.optional(),
    limits: z
      .strictObject({
        metricsPerSync: z.int().nonnegative().optional(),
        costExplorerRequestsPerSync: z.int().nonnegative().optional(),
      })
      .optional(),
    applyProfile: text.optional(),
  })
  .refine(({ endpoint, fips, dualStack }) => endpoint === undefined || !(fips || dualStack), {
    path: ['endpoint'],
    error: 'one URL for every service has no FIPS or dual-stack form: take one of the two out',
  })
  .refine((cloud) => cloud.roleArn === undefined || (cloud.session?.durationSeconds ?? 0) <= 3600, {
    path: ['session', 'durationSeconds'],
    error: 'AWS ends chained sessions (roleArn) after an hour: 3600 at most',
  })
  .refine(({ roles = [] }) => new Set(roles.map((one) => accountOf(arnOf(one)))).size === roles.length, {
    path: ['roles'],
    error: 'two roles of one account: which is meant?',
  });

type AwsCloud = z.infer<typeof awsCloud>;
type Role = z.infer<typeof role>;

const arnOf = (one: Role): string => (typeof one === 'string' ? one : one.arn);
const accountOf = (arn: string): string | undefined => arn.split(':')[4];

/** Paths are taken from the configuration file's own folder. */
export function awsSettings(cloud: AwsCloud, folder: string): AwsSettings {
  const { organization, roles, session: opened, caBundle, limits, ...plain } = cloud;
  return {
    provider: 'aws',
    ...defined(plain),
    ...(organization && { organization: organizationSettings(organization) }),
    ...(roles && { roles: roles.map((one) => (typeof one === 'string' ? { arn: one } : defined(one))) }),
    ...(opened && { session: sessionSettings(opened) }),
    ...(caBundle !== undefined && { caBundle: resolve(folder, caBundle) }),
    ...(limits && { limits: defined(limits) }),
  };
}

function organizationSettings(
  organization: NonNullable<AwsCloud['organization']>,
): NonNullable<AwsSettings['organization']> {
  const { include, exclude, ...plain } = organization;
  return {
    ...defined(plain),
    roleName: plain.roleName.replace(/^\//, ''),
    ...(include && { include: defined(include) }),
    ...(exclude && { exclude: defined(exclude) }),
  };
}

function sessionSettings({ policy, ...plain }: NonNullable<AwsCloud['session']>): AwsSessionSettings {
  return { ...defined(plain), ...(policy && { policy: JSON.stringify(policy) }) };
}
