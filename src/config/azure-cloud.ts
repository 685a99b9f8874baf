import { resolve } from 'node:path';
import { z } from 'zod';
import type { AzureSettings } from '../domain/cloud-settings.ts';
import { defined } from './defined.ts';

const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/, error: 'expected a URL that starts with http:// or https://' });
const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'expected an id such as 00000000-0000-0000-0000-000000000000')
  .transform((id) => id.toLowerCase());

const regions = z.union([z.literal('all'), z.array(text).min(1)], {
  error: 'expected `all` or a list of location names such as westeurope',
});

/** One entry of `clouds.azure`. */
export const azureCloud = z
  .strictObject({
    name: text,
    tenantId: guid.optional(),
    subscriptions: z
      .union([z.literal('all'), z.array(guid).min(1)], { error: 'expected `all` or a list of subscription ids' })
      .default('all'),
    excludeSubscriptions: z.array(guid).min(1).optional(),
    managementGroup: text.optional(),
    auth: z.enum(['default', 'cli', 'managed-identity', 'service-principal', 'workload-identity']).optional(),
    clientId: guid.optional(),
    clientSecretVariable: z
      .string()
      .regex(
        /^[A-Z_][A-Z0-9_]*$/i,
        'expected the name of an environment variable: the secret itself does not belong here',
      )
      .optional(),
    clientCertificateFile: text.optional(),
    cloud: z.enum(['public', 'us-government', 'china']).optional(),
    endpoints: z
      .strictObject({ resourceManager: url.optional(), authority: url.optional(), retailPrices: url.optional() })
      .optional(),
    billingScope: z.string().startsWith('/', 'expected a scope such as /providers/Microsoft.Billing/…').optional(),
    regions: regions.default('all'),
    proxy: url.optional(),
    caBundle: text.optional(),
  })
  .refine(
    ({ auth, tenantId, clientId, clientSecretVariable, clientCertificateFile }) =>
      auth !== 'service-principal' ||
      (tenantId !== undefined &&
        clientId !== undefined &&
        (clientSecretVariable ?? clientCertificateFile) !== undefined),
    {
      path: ['auth'],
      error: 'a service principal needs tenantId, clientId and clientSecretVariable or clientCertificateFile',
    },
  );

/** Paths are taken from the configuration file's own folder. */
export function azureSettings(cloud: z.infer<typeof azureCloud>, folder: string): AzureSettings {
  const { clientCertificateFile, caBundle, endpoints, ...plain } = cloud;
  return {
    provider: 'azure',
    ...defined(plain),
    ...(clientCertificateFile !== undefined && { clientCertificateFile: resolve(folder, clientCertificateFile) }),
    ...(caBundle !== undefined && { caBundle: resolve(folder, caBundle) }),
    ...(endpoints && { endpoints: defined(endpoints) }),
  };
}
