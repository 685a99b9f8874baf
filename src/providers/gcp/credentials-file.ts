import { readFile } from 'node:fs/promises';
import type { AuthClient } from 'google-auth-library';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';

type Library = typeof import('google-auth-library');

/** Which files are taken: each kind by a client of its own, as the library's authors advise. */
const File = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('service_account'),
    client_email: z.string().min(1),
    private_key: z.string().min(1),
    private_key_id: z.string().optional(),
    project_id: z.string().optional(),
  }),
  z.looseObject({ type: z.literal('external_account'), audience: z.string().min(1) }),
  z.looseObject({
    type: z.literal('authorized_user'),
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
    refresh_token: z.string().min(1),
  }),
]);

export type CredentialsFile = z.infer<typeof File>;

/** Throws `config-invalid`, without a word of what the file holds. */
export async function readCredentialsFile(path: string): Promise<CredentialsFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('config-invalid', `credentialsFile ${path} cannot be read`, { cause });
  });
  const file = File.safeParse(parse(text));
  if (file.success) return file.data;
  const wanted = "a service account's key, a workload identity configuration or a user's credentials";
  throw new AppError('config-invalid', `credentialsFile ${path} is not ${wanted}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A client of the file's credentials; `options` are those of every client of the library. */
export function clientOfFile(
  library: Library,
  file: CredentialsFile,
  options: object,
  scopes: readonly string[],
): AuthClient {
  switch (file.type) {
    case 'service_account': {
      const { client_email: email, private_key: key, private_key_id: keyId } = file;
      return new library.JWT({ ...options, email, key, scopes: [...scopes], ...(keyId !== undefined && { keyId }) });
    }
    case 'external_account': {
      const client = library.ExternalAccountClient.fromJSON({
        ...file,
        ...options,
      } as unknown as Parameters<typeof library.ExternalAccountClient.fromJSON>[0]);
      if (client === null) throw new AppError('config-invalid', 'the workload identity configuration is not complete');
      client.scopes = [...scopes];
      return throughItsTransport(client);
    }
    case 'authorized_user': {
      const { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken } = file;
      return new library.UserRefreshClient({ ...options, clientId, clientSecret, refreshToken });
    }
  }
}

/**
 * The library makes the exchange of a workload identity's token by a transport of its own, which knows no proxy or
 * authority of the configuration (11.3): it gets the client's.
 */
export function throughItsTransport<Client extends AuthClient>(client: Client): Client {
  const { stsCredential } = client as { readonly stsCredential?: { transporter: unknown } };
  if (stsCredential !== undefined) stsCredential.transporter = client.transporter;
  return client;
}
