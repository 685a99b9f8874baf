import { z } from 'zod';
import { sandboxHealth } from '../shared/sandbox-health.ts';
import type { AwsCredentials } from './client-settings.ts';

const Health = z.object({
  credentials: z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) }).optional(),
});

/** The key that every sandbox knows; no secret, it opens nothing else. Used when the sandbox names none. */
const wellKnown: AwsCredentials = {
  accessKeyId: 'AKIASANDBOX000000000',
  secretAccessKey: 'sandbox-secret-access-key-not-a-real-secret',
};

/** Asks a sandbox for its credentials. Throws `sandbox-unreachable`. */
export async function sandboxCredentials(sandboxUrl: string, signal: AbortSignal): Promise<AwsCredentials> {
  const { credentials } = await sandboxHealth(sandboxUrl, signal, Health);
  return credentials ?? wellKnown;
}
