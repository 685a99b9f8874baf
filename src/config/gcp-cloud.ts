import { resolve } from 'node:path';
import { z } from 'zod';
import type { GcpSettings } from '../domain/cloud-settings.ts';
import { defined } from './defined.ts';

const text = z.string().min(1);

/** Organisations and folders have numbers; YAML reads them as numbers when they are not quoted, and large ones lose digits. */
const number = z
  .string({ error: 'quote the number: large ones lose digits' })
  .regex(/^\d{1,19}$/, 'expected a number, such as "123456789012"');

/** Source: Resource Manager, "Creating and managing projects"; older ids may have a domain in front. */
const projectId = z
  .string({ error: 'expected a project id' })
  .regex(/^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'expected a project id such as my-project-123');

const regions = z.union([z.literal('all'), z.array(text).min(1)], {
  error: 'expected `all` or a list of region names',
});

/** One entry of `clouds.gcp`. */
export const gcpCloud = z.strictObject({
  name: text,
  organization: number.optional(),
  folders: z.array(number).min(1).optional(),
  projects: z.array(projectId).min(1).optional(),
  excludeProjects: z.array(projectId).min(1).optional(),
  credentialsFile: text.optional(),
  impersonateServiceAccount: z
    .email('expected the e-mail of a service account, such as finops@my-project.iam.gserviceaccount.com')
    .optional(),
  quotaProject: projectId.optional(),
  billingExport: z
    .string()
    .regex(/^[^.\s`]+\.\w+\.\w+$/, 'expected project.dataset.table of the billing export')
    .optional(),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, 'expected a billing account such as 01A2B3-C4D5E6-F7A8B9')
    .optional(),
  regions: regions.default('all'),
  endpoint: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'expected a URL that starts with http:// or https://, in which {service} may stand')
    .optional(),
  proxy: z.url({ protocol: /^https?$/, error: 'expected a URL that starts with http:// or https://' }).optional(),
  caBundle: text.optional(),
  limits: z.strictObject({ bytesBilledPerSync: z.int().nonnegative().optional() }).optional(),
});

/** Paths are taken from the configuration file's own folder. */
export function gcpSettings(cloud: z.infer<typeof gcpCloud>, folder: string): GcpSettings {
  const { credentialsFile, caBundle, limits, ...plain } = cloud;
  return {
    provider: 'gcp',
    ...defined(plain),
    ...(credentialsFile !== undefined && { credentialsFile: resolve(folder, credentialsFile) }),
    ...(caBundle !== undefined && { caBundle: resolve(folder, caBundle) }),
    ...(limits && { limits: defined(limits) }),
  };
}
