import type { HttpClient } from '@azure/core-rest-pipeline';
import { AppError } from '../../domain/errors.ts';
import type { AzureSettings } from '../../domain/cloud-settings.ts';
import type { ProviderRuntime } from '../../domain/ports/provider.ts';
import { sandboxAccess, type SandboxAccess } from './sandbox-credentials.ts';

/** A token and until when it holds, epoch milliseconds: what every credential of @azure/identity gives. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** Where tokens come from, and how that is called in words. */
export interface TokenSource {
  /** `scope` is an audience with `/.default`; `claims` is what the service demands beyond the last token. */
  getToken(scope: string, options: { readonly signal: AbortSignal; readonly claims?: string }): Promise<AccessToken>;
  /** Which credential gave the last token, in words: `Azure CLI`, `environment variables`. */
  readonly source: string;
  /** The sandbox's own facts, where one is used. */
  readonly sandbox?: SandboxAccess;
}

/** @azure/identity's credentials, with what a chain tells of the one that answered. */
interface Credential {
  getToken(scope: string, options: unknown): Promise<AccessToken | null>;
  getTokenInternal?(
    scope: string,
    options: unknown,
  ): Promise<{ readonly token: AccessToken; readonly successfulCredential: object }>;
}

/** What a credential is opened with, beside its settings. */
export interface Surroundings {
  readonly httpClient: HttpClient;
  /** Entra ID's address in this cloud: `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  readonly secret: ProviderRuntime['secret'];
}

/** The names that @azure/identity's credentials have, in words. */
const words: Readonly<Record<string, string>> = {
  EnvironmentCredential: 'environment variables',
  WorkloadIdentityCredential: 'workload identity',
  ManagedIdentityCredential: 'managed identity',
  VisualStudioCodeCredential: 'Visual Studio Code',
  AzureCliCredential: 'Azure CLI',
  AzurePowerShellCredential: 'Azure PowerShell',
  AzureDeveloperCliCredential: 'Azure Developer CLI',
  ClientSecretCredential: 'service principal with a secret',
  ClientCertificateCredential: 'service principal with a certificate',
};

/** Tokens of the configured credential; @azure/identity is loaded when the first one is asked for. */
export function identitySource(settings: AzureSettings, surroundings: Surroundings): TokenSource {
  let opened: Promise<Credential> | undefined;
  let source = 'none';
  return {
    get source() {
      return source;
    },
    async getToken(scope, { signal, claims }) {
      opened ??= openCredential(settings, surroundings);
      const credential = await opened;
      const options = { abortSignal: signal, ...(claims !== undefined && { claims }) };
      if (credential.getTokenInternal !== undefined) {
        const { token, successfulCredential } = await credential.getTokenInternal(scope, options);
        source = nameOf(successfulCredential);
        return token;
      }
      const token = await credential.getToken(scope, options);
      if (token === null) throw new AppError('credentials-missing', 'the credential gave no token');
      source = nameOf(credential);
      return token;
    },
  };
}

const nameOf = (credential: object): string => words[credential.constructor.name] ?? credential.constructor.name;

async function openCredential(
  settings: AzureSettings,
  { httpClient, authorityHost, secret }: Surroundings,
): Promise<Credential> {
  const identity = await import('@azure/identity');
  const { auth = 'default', tenantId, clientId } = settings;
  const tenant = tenantId === undefined ? {} : { tenantId };
  // One attempt a call: the engine above retries.
  const options = { authorityHost, httpClient, retryOptions: { maxRetries: 0 } };
  switch (auth) {
    case 'cli':
      return new identity.AzureCliCredential({ ...options, ...tenant });
    case 'managed-identity':
      return new identity.ManagedIdentityCredential({ ...options, ...(clientId !== undefined && { clientId }) });
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({
        ...options,
        ...tenant,
        ...(clientId !== undefined && { clientId }),
      });
    case 'service-principal':
      return servicePrincipal(settings, identity, options, secret);
    case 'default':
      return new identity.DefaultAzureCredential({
        ...options,
        ...tenant,
        ...(clientId !== undefined && { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
      }) as unknown as Credential;
  }
}

function servicePrincipal(
  { tenantId, clientId, clientSecretVariable, clientCertificateFile }: AzureSettings,
  identity: typeof import('@azure/identity'),
  options: { readonly authorityHost: string; readonly httpClient: HttpClient },
  secretOf: ProviderRuntime['secret'],
): Credential {
  if (tenantId === undefined || clientId === undefined) {
    throw new AppError('config-invalid', 'a service principal needs tenantId and clientId');
  }
  if (clientCertificateFile !== undefined) {
    return new identity.ClientCertificateCredential(tenantId, clientId, clientCertificateFile, options);
  }
  const secret = clientSecretVariable === undefined ? undefined : secretOf?.(clientSecretVariable);
  if (secret === undefined || secret === '') {
    const where = clientSecretVariable === undefined ? 'clientSecretVariable' : `the variable ${clientSecretVariable}`;
    throw new AppError(
      'credentials-missing',
      `the service principal ${clientId} has no secret, as ${where} is not set`,
    );
  }
  return new identity.ClientSecretCredential(tenantId, clientId, secret, options);
}

/** The sandbox's token for everything. */
export function sandboxSource(sandboxUrl: string, signal: AbortSignal): TokenSource {
  let access: Promise<SandboxAccess> | undefined;
  let known: SandboxAccess | undefined;
  return {
    source: 'the sandbox',
    get sandbox() {
      if (known === undefined) throw new TypeError('the sandbox was not asked for a token yet');
      return known;
    },
    async getToken() {
      access ??= sandboxAccess(sandboxUrl, signal).catch((error: unknown) => {
        access = undefined;
        throw error;
      });
      known = await access;
      return { token: known.accessToken, expiresOnTimestamp: Number.MAX_SAFE_INTEGER };
    },
  };
}
