import { z } from 'zod';
import { awsCloud } from './aws-cloud.ts';
import { azureCloud } from './azure-cloud.ts';
import { gcpCloud } from './gcp-cloud.ts';

const unsupportedCloud = (cloud: string) =>
  z.never({ error: `this version of Ballast does not read ${cloud} yet; take the entry out` }).optional();

const days = z.number().nonnegative().max(3650);

/** A part of the estate; everything that is given has to fit. */
const part = {
  accounts: z
    .array(z.string({ error: 'quote the account id: as a number it loses its leading zeros' }).min(1))
    .min(1)
    .optional(),
  regions: z.array(z.string().min(1)).min(1).optional(),
  tags: z.record(z.string().min(1), z.string().min(1)).optional(),
};

/** The shape of `ballast.yaml`. What is unknown is refused: a misspelt guardrail must not be a missing one. */
export const configSchema = z.strictObject({
  version: z.literal(1, { error: 'expected 1, the version of this file format' }),
  store: z.string().min(1).optional(),
  clouds: z
    .strictObject({
      aws: z.array(awsCloud).min(1).optional(),
      gcp: z.array(gcpCloud).min(1).optional(),
      azure: z.array(azureCloud).min(1).optional(),
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
  exempt: z
    .strictObject({
      tags: z.record(z.string().min(1), z.string().min(1)).optional(),
      untilTag: z.string().min(1).optional(),
    })
    .optional(),
  allocation: z.strictObject({ requiredTags: z.array(z.string().min(1)).min(1).optional() }).optional(),
  graceDays: days.optional(),
  overrides: z
    .array(
      z
        .strictObject({
          ...part,
          checks: z
            .record(
              z.string(),
              z.union([z.literal(false), z.record(z.string(), z.number().nonnegative())], {
                error: 'expected `false` or parameters with numbers',
              }),
            )
            .default({}),
          graceDays: days.optional(),
        })
        .refine(({ accounts, regions, tags }) => (accounts ?? regions ?? tags) !== undefined, {
          error: 'expected accounts, regions or tags: what holds everywhere belongs under `checks`',
        }),
    )
    .optional(),
  suppressions: z
    .array(
      z
        .strictObject({
          ...part,
          checks: z.array(z.string().min(1)).min(1).optional(),
          resources: z.array(z.string().min(1)).min(1).optional(),
          reason: z.string({ error: 'expected a reason: a finding is silenced with a reason alone' }).min(1),
          until: z.iso.date({ error: 'expected a date as YYYY-MM-DD' }).optional(),
        })
        .refine(
          ({ accounts, regions, tags, checks, resources }) =>
            [accounts, regions, tags, checks, resources].some((given) => given !== undefined),
          {
            error:
              'expected checks, resources, accounts, regions or tags: a rule for everything would silence everything',
          },
        ),
    )
    .optional(),
});
