import { get } from 'node:http';
import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { AppError } from '../../domain/errors.ts';

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

/**
 * Asks a sandbox for its credentials. Throws `sandbox-unreachable`. Not by `fetch`: that one may go through a proxy
 * of the environment, and a sandbox call goes nowhere but to the sandbox.
 */
export async function sandboxCredentials(sandboxUrl: string, signal: AbortSignal): Promise<SandboxGcp> {
  const url = URL.parse('/_sandbox/health', sandboxUrl);
  if (url?.protocol !== 'http:') throw new AppError('sandbox-unreachable', `${sandboxUrl} is no http URL`);
  const text = await read(url, signal).catch((cause: unknown) => {
    if (signal.aborted) {
      const message = 'the call of the sandbox was cancelled';
      throw new CloudError({ category: 'cancelled', operation: 'sandbox:health', message }, { cause });
    }
    throw new AppError('sandbox-unreachable', `no sandbox answers at ${sandboxUrl}`, { cause });
  });
  const health = Health.safeParse(parse(text));
  if (!health.success) {
    throw new AppError('sandbox-unreachable', `what answers at ${sandboxUrl} is no sandbox that serves Google Cloud`);
  }
  return health.data.clouds.gcp;
}

const longestWaitMs = 5000;

function read(url: URL, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal, timeout: longestWaitMs }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`HTTP status ${response.statusCode}`)),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${longestWaitMs} ms`)));
    request.on('error', reject);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
