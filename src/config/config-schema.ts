import { z } from 'zod';

/** AWS account ids are 12 digits; YAML reads them as numbers when they are not quoted, which loses leading zeros. */
const awsAccountId = z
  .string({ error: 'quote the account id: as a number it loses its leading zeros' })
  .regex(/^\d{12}$/, 'an AWS account id has 12 digits');

const url = z.url({ protocol: /^https?$/, error: 'expected a URL that starts with http:// or https://' });

const regions = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)], {
  error: 'expected `all` or a list of region names',
});

const awsCloud = z.strictObject({
  name: z.string().min(1),
  profile: z.string().min(1).optional(),
  organization: z.strictObject({ roleName: z.string().min(1), externalId: z.string().min(1).optional() }).optional(),
  accounts: z.array(awsAccountId).min(1).optional(),
  regions: regions.default('all'),
  endpoint: url.optional(),
  caBundle: z.string().min(1).optional(),
  applyProfile: z.string().min(1).optional(),
});

const unsupportedCloud = (cloud: string) =>
  z.never({ error: `this version of Ballast does not read ${cloud} yet; take the entry out` }).optional();

/** The shape of `ballast.yaml`. What is unknown is refused: a misspelt guardrail must not be a missing one. */
export const configSchema = z.strictObject({
  version: z.literal(1, { error: 'expected 1, the version of this file format' }),
  store: z.string().min(1).optional(),
  clouds: z
    .strictObject({
      aws: z.array(awsCloud).min(1).optional(),
      gcp: unsupportedCloud('Google Cloud'),
      azure: unsupportedCloud('Azure'),
      openstack: unsupportedCloud('OpenStack'),
    })
    .optional(),
  checks: z
    .record(
      z.string(),
      z.union([z.literal(false), z.record(z.string(), z.number().nonnegative())], {
        error: 'expected `false` or parameters with numbers',
      }),
    )
    .optional(),
  exempt: z.strictObject({ tags: z.record(z.string().min(1), z.string().min(1)) }).optional(),
});
