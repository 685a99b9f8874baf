import { z } from 'zod';
import { sandboxHealth } from '../shared/sandbox-health.ts';

const Health = z.object({
  clouds: z.object({
    gcp: z.object({
      accessToken: z.string().min(1),
      organizationId: z.string().optional(),
      billingAccountId: z.string().optional(),
      billingExport: z.string().optional(),
    }),
  }),
});

export type SandboxGcp = z.infer<typeof Health>['clouds']['gcp'];

/** Asks a sandbox for its token, and for where its bill is. Throws `sandbox-unreachable`. */
export async function sandboxCredentials(sandboxUrl: string, signal: AbortSignal): Promise<SandboxGcp> {
  return (await sandboxHealth(sandboxUrl, signal, Health)).clouds.gcp;
}
