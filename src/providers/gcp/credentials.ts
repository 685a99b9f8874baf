import type { AuthClient, GoogleAuth } from 'google-auth-library';
import { CloudError } from '../../domain/cloud-error.ts';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import type { CallEngine } from '../shared/call-engine.ts';
import { transportFailure } from '../shared/transport-error.ts';
import type { TokenSource } from './client.ts';
import { clientOfFile, readCredentialsFile, throughItsTransport } from './credentials-file.ts';
import { projectScope } from './gcp-scope.ts';
import { sandboxCredentials, type SandboxGcp } from './sandbox-credentials.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** Which credentials were taken. */
export interface Taken {
  /** E-mail of the one who calls, where the credentials tell it. */
  readonly principal: string | undefined;
  /** In words: `service account key file …`. */
  readonly source: string;
  /** The project of the credentials, where they have one. */
  readonly projectId: string | undefined;
}

export interface Credentials extends TokenSource {
  taken(): Promise<Taken>;
  /** Only of a sandbox. */
  sandbox(): Promise<SandboxGcp | undefined>;
}

/** Read alone: nothing that is done with this token changes anything. BigQuery runs queries with it, too. */
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'];

/** What a sandbox knows us by. */
export function sandboxSource(sandboxUrl: string, signal: AbortSignal): Credentials {
  let asked: Promise<SandboxGcp> | undefined;
  const ask = (): Promise<SandboxGcp> => {
    asked ??= sandboxCredentials(sandboxUrl, signal).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
  return {
    headers: async () => ({ authorization: `Bearer ${(await ask()).accessToken}` }),
    taken: async () => {
      await ask();
      return { principal: 'sandbox', source: `sandbox ${sandboxUrl}`, projectId: undefined };
    },
    sandbox: ask,
  };
}

/**
 * The credentials that Google's own tools would take (application default credentials: `GOOGLE_APPLICATION_CREDENTIALS`,
 * `gcloud auth application-default login`, the metadata server), those of a file (a service account's key, a workload
 * identity configuration), and with them, where it is set, a service account that is impersonated. Tokens are renewed
 * by the library before they end. Source: google-auth-library, "Application Default Credentials".
 */
export function googleSource(settings: GcpSettings, engine: CallEngine, transport: Transport): Credentials {
  let opened: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => {
    opened ??= openClient(settings, transport).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const inEngine = <T>(work: () => Promise<T>): Promise<T> =>
    engine.call({ operation: 'credentials', service: 'credentials', scope: projectScope(settings.name) }, async () => {
      try {
        return await work();
      } catch (error) {
        throw credentialError(error);
      }
    });
  return {
    headers: () => inEngine(async () => (await open()).headers()),
    taken: () => inEngine(async () => takenFrom(settings, await open())),
    sandbox: async () => undefined,
  };
}

interface Opened {
  readonly auth: GoogleAuth;
  readonly client: AuthClient;
  /** Of the file that the credentials are from; empty where they are from none. */
  readonly content: Readonly<Record<string, unknown>>;
  headers(): Promise<Readonly<Record<string, string>>>;
}

async function openClient(settings: GcpSettings, transport: Transport): Promise<Opened> {
  const library = await import('google-auth-library');
  const clientOptions = {
    // One layer of retries, and one way through proxies: ours.
    transporterOptions: { retry: false, fetchImplementation: fetchBy(transport) },
    ...(settings.quotaProject !== undefined && { quotaProjectId: settings.quotaProject }),
  };
  const file = settings.credentialsFile === undefined ? undefined : await readCredentialsFile(settings.credentialsFile);
  const auth = new library.GoogleAuth({
    scopes: SCOPES,
    clientOptions,
    ...(file && { authClient: clientOfFile(library, file, clientOptions, SCOPES) }),
  });
  const own = throughItsTransport(await auth.getClient());
  const client =
    settings.impersonateServiceAccount === undefined
      ? own
      : new library.Impersonated({
          ...clientOptions,
          sourceClient: own,
          targetPrincipal: settings.impersonateServiceAccount,
          targetScopes: SCOPES,
          lifetime: 3600,
        });
  const headers = async () => Object.fromEntries((await client.getRequestHeaders()).entries());
  // Application default credentials that lie in a file are kept by the library.
  const content: unknown = file ?? auth.jsonContent;
  return { auth, client, headers, content: (content ?? {}) as Opened['content'] };
}

/** `fetch` by our transport: the same proxies and authorities as all other calls. */
function fetchBy(transport: Transport): typeof fetch {
  return async (input, init = {}) => {
    const { body } = init;
    const request: HttpRequest = {
      method: init.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(init.headers).entries()),
      body: body === null || body === undefined ? undefined : bodyText(body),
    };
    const answer = await transport.send(request, init.signal ?? new AbortController().signal);
    const bodyless = answer.status === 204 || answer.status === 304;
    const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      // What was unpacked is no longer as these say.
      value === undefined || name === 'content-encoding' || name === 'content-length' ? [] : [[name, value]],
    );
    return new Response(bodyless ? null : answer.text, { status: answer.status, headers });
  };
}

/** The library sends text, forms as text, and JSON as text. */
const bodyText = (body: NonNullable<RequestInit['body']>): string =>
  body instanceof URLSearchParams ? body.toString() : (body as string);

async function takenFrom(settings: GcpSettings, opened: Opened): Promise<Taken> {
  const { auth, content } = opened;
  const { credentialsFile, impersonateServiceAccount } = settings;
  const own = await describe(opened);
  const base = credentialsFile === undefined ? own.words : `${own.words} of ${credentialsFile}`;
  const { project_id: ofFile } = content;
  const projectId = typeof ofFile === 'string' ? ofFile : await auth.getProjectId().catch(() => undefined);
  if (impersonateServiceAccount === undefined) return { principal: own.email, source: base, projectId };
  return { principal: impersonateServiceAccount, source: `impersonated by ${base}`, projectId };
}

/** The kinds of credentials by what the library made of them. */
async function describe({
  auth,
  client,
  content: file,
}: Opened): Promise<{ words: string; email: string | undefined }> {
  const library = await import('google-auth-library');
  const email = typeof file['client_email'] === 'string' ? file['client_email'] : undefined;
  if (file['type'] === 'service_account') return { words: 'service account key', email };
  if (file['type'] === 'external_account') {
    const url = file['service_account_impersonation_url'];
    const target = typeof url === 'string' ? /serviceAccounts\/([^:]+):/.exec(url)?.[1] : undefined;
    return { words: 'workload identity federation', email: target };
  }
  if (file['type'] === 'impersonated_service_account') return { words: 'impersonated service account', email };
  if (client instanceof library.Compute) {
    return { words: 'service account of the metadata server', email: await metadataEmail(auth) };
  }
  const words =
    file['type'] === 'authorized_user' ? 'user login (gcloud auth application-default login)' : 'credentials';
  return { words, email: await emailOfToken(client) };
}

async function metadataEmail(auth: GoogleAuth): Promise<string | undefined> {
  return (await auth.getCredentials()).client_email ?? undefined;
}

/** Only a user's token has to be asked: Google's token endpoint tells whose it is. */
async function emailOfToken(client: AuthClient): Promise<string | undefined> {
  const { token } = await client.getAccessToken();
  if (!token) return undefined;
  const library = await import('google-auth-library');
  if (!(client instanceof library.OAuth2Client)) return undefined;
  return (await client.getTokenInfo(token)).email;
}

/** What the library throws, as a CloudError: no credentials, refused ones, or no way to where they are got. */
function credentialError(error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  const operation = 'credentials';
  const transport = transportFailure(error);
  const status = (error as { readonly status?: unknown }).status;
  const answered = typeof status === 'number' && status >= 500;
  const category = transport?.category ?? (answered ? 'unavailable' : 'unauthenticated');
  const text = error instanceof Error ? error.message : String(error);
  const message = `no access token could be had: ${text.slice(0, 400)}`;
  return new CloudError({ category, operation, message, vendorCode: transport?.code }, { cause: error });
}
