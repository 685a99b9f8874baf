import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';

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

/** Asks a sandbox for its token. `read` is a GET of a URL that answers with the body. Throws `sandbox-unreachable`. */
export async function sandboxAccess(
  sandboxUrl: string,
  read: (url: string) => Promise<{ readonly status: number; readonly body: string }>,
): Promise<SandboxAccess> {
  const url = URL.parse('/_sandbox/health', sandboxUrl);
  if (url?.protocol !== 'http:') throw new AppError('sandbox-unreachable', `${sandboxUrl} is no http URL`);
  const { status, body } = await read(url.href).catch((cause: unknown) => {
    throw new AppError('sandbox-unreachable', `no sandbox answers at ${sandboxUrl}`, { cause });
  });
  const health = Health.safeParse(status === 200 ? parse(body) : undefined);
  if (!health.success)
    throw new AppError('sandbox-unreachable', `no sandbox that serves Azure answers at ${sandboxUrl}`);
  return health.data.clouds.azure;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
