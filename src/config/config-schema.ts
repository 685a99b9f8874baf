import { z } from 'zod';
import { awsCloud } from './aws-cloud.ts';

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
