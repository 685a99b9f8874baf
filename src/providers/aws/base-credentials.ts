import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { AwsCredentials } from './client-settings.ts';
import { credentialError } from './credential-error.ts';
import { credentialSource } from './credential-source.ts';
import { sandboxCredentials } from './sandbox-credentials.ts';
import type { Transport } from './transport.ts';

/** Where the connection's own credentials come from, before any role is assumed. */
export interface BaseCredentials {
  /** Renews what is about to end. */
  get(signal: AbortSignal): Promise<AwsCredentials>;
  /** Forgets what it has, after the cloud called it expired. */
  forget(): void;
  /** In words, once `get` has answered. */
  source(): string;
}

/** The sandbox's own; the environment and the profile files are not looked at. */
export function sandboxSource(sandboxUrl: string): BaseCredentials {
  let found: AwsCredentials | undefined;
  return {
    get: async (signal) => (found ??= await sandboxCredentials(sandboxUrl, signal)),
    forget: () => (found = undefined),
    source: () => `sandbox ${sandboxUrl}`,
  };
}

type Chain = () => Promise<AwsCredentials & { readonly $source?: Readonly<Record<string, string>> }>;

/**
 * A named profile, and nothing else: where it gives no credentials, those of the machine would read another account.
 * Without a name the SDK's chain: the environment, profile files (keys, roles, single sign-on, a process), a web
 * identity, the container's and then the instance's role. Throws a CloudError that says what to do.
 */
export function chainSource(settings: AwsSettings, transport: Transport): BaseCredentials {
  const { profile } = settings;
  let chain: Chain | undefined;
  let marks: readonly string[] = [];
  return {
    async get() {
      chain ??= await openChain(profile, transport);
      const { $source, ...credentials } = await chain().catch((error: unknown) => {
        throw credentialError(error, profile);
      });
      marks = Object.keys($source ?? {});
      return credentials;
    },
    forget: () => (chain = undefined),
    source: () => credentialSource(profile, marks),
  };
}

/** For the metadata of an instance, which answers within milliseconds: where there is none nothing may hang. */
const metadataTimeoutMs = 1000;

async function openChain(profile: string | undefined, transport: Transport): Promise<Chain> {
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } = await import('@aws-sdk/client-sts');
  // Our sockets, proxy and authorities for these calls too.
  const client = transport.unsigned();
  const [sts, sso] = await Promise.all([transport.endpointOf('STS'), transport.endpointOf('SSO')]);
  const stsClient = { ...client, region: transport.homeRegion, ...(sts !== undefined && { endpoint: sts }) };
  const options = {
    // Without a region: single sign-on is asked in its own. Its failures reach us as missing credentials, which the
    // engine does not try again.
    clientConfig: { ...client, maxAttempts: 3, ...(sso !== undefined && { endpoint: sso }) },
    roleAssumer: getDefaultRoleAssumer(stsClient),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(stsClient),
    logger: silent,
    // Files are read anew when credentials are: a sign-in may have renewed them.
    ignoreCache: true,
    timeout: metadataTimeoutMs,
    maxRetries: 0,
  };
  return profile === undefined ? fromNodeProviderChain(options) : fromIni({ ...options, profile });
}

/** The chain would warn on stderr about a profile beside keys in the environment. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
