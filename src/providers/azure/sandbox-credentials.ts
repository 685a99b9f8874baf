import { z } from 'zod';
import { sandboxHealth } from '../shared/sandbox-health.ts';

const Health = z.object({
  clouds: z.object({
    azure: z.object({
      accessToken: z.string().min(1),
      tenantId: z.string().min(1),
      billingScope: z.string().optional(),
    }),
  }),
});

export type SandboxAccess = z.infer<typeof Health>['clouds']['azure'];

/** Asks a sandbox for its token. Throws `sandbox-unreachable`. */
export async function sandboxAccess(sandboxUrl: string, signal: AbortSignal): Promise<SandboxAccess> {
  return (await sandboxHealth(sandboxUrl, signal, Health)).clouds.azure;
}
