import { z } from 'zod';

import type { CloudSettings } from '../domain/cloud-settings.ts';
import { AppError } from '../domain/errors.ts';

/** The role that the sandbox's accounts let in, as a real organisation's read role would. */
const SANDBOX_ROLE = 'BallastRead';

const health = z.object({
  clouds: z.object({
    aws: z.unknown().optional(),
    gcp: z.object({ organizationId: z.string(), billingExport: z.string().optional() }).optional(),
    azure: z.object({ tenantId: z.string() }).optional(),
  }),
});

/** The clouds that a sandbox serves, as they are read there. Throws `sandbox-unreachable`. */
export async function sandboxClouds(url: string, signal: AbortSignal): Promise<readonly CloudSettings[]> {
  const { clouds } = await askSandbox(url, signal);
  return [
    ...(clouds.aws === undefined
      ? []
      : [
          {
            provider: 'aws',
            name: 'sandbox',
            regions: 'all',
            organization: { roleName: SANDBOX_ROLE },
          } satisfies CloudSettings,
        ]),
    ...(clouds.gcp === undefined
      ? []
      : [
          {
            provider: 'gcp',
            name: 'sandbox',
            regions: 'all',
            organization: clouds.gcp.organizationId,
            ...(clouds.gcp.billingExport !== undefined && { billingExport: clouds.gcp.billingExport }),
          } satisfies CloudSettings,
        ]),
    ...(clouds.azure === undefined
      ? []
      : [
          {
            provider: 'azure',
            name: 'sandbox',
            subscriptions: 'all',
            regions: 'all',
            tenantId: clouds.azure.tenantId,
          } satisfies CloudSettings,
        ]),
  ];
}

async function askSandbox(url: string, signal: AbortSignal): Promise<z.infer<typeof health>> {
  const place = new URL('/_sandbox/health', url);
  try {
    const answer = await fetch(place, { signal });
    return health.parse(await answer.json());
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new AppError('sandbox-unreachable', `no sandbox answers at ${url}`, { cause });
  }
}
