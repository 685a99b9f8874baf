import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { homeRegion } from './aws-scope.ts';
import type { AwsCredentials } from './client-settings.ts';
import { sandboxCredentials } from './sandbox-credentials.ts';

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

/** SDK marks on credentials that tell where they were found, in words. */
const sourceWords: readonly (readonly [mark: RegExp, words: string])[] = [
  [/^CREDENTIALS_ENV_VARS$/, 'environment variables'],
  [/^CREDENTIALS_PROFILE_SSO|^CREDENTIALS_SSO/, 'single sign-on'],
  [/^CREDENTIALS_PROFILE/, 'shared configuration files'],
  [/^CREDENTIALS_IMDS$/, 'instance metadata'],
  [/^CREDENTIALS_HTTP$/, 'container credentials'],
  [/^CREDENTIALS_STS_ASSUME_ROLE_WEB_ID$|^CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN$/, 'web identity token'],
  [/^CREDENTIALS_PROCESS$/, 'credential process'],
  [/^CREDENTIALS_LOGIN$/, 'sign-in session'],
];

/**
 * A named profile, and nothing else: where it gives no credentials, those of the machine would read another account.
 * Without a name the SDK's chain: the environment, profile files, single sign-on, container and instance roles.
 */
export function chainSource(settings: AwsSettings): BaseCredentials {
  const { profile } = settings;
  let chain: Chain | undefined;
  let marks: readonly string[] = [];
  return {
    async get() {
      chain ??= await openChain(profile);
      const { $source, ...credentials } = await chain();
      marks = Object.keys($source ?? {});
      return credentials;
    },
    forget: () => (chain = undefined),
    source() {
      if (profile !== undefined) return `profile ${profile}`;
      const words = sourceWords.find(([mark]) => marks.some((found) => mark.test(found)))?.[1];
      return words ?? 'default credential chain';
    },
  };
}

async function openChain(profile: string | undefined): Promise<Chain> {
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  // The region in which a profile's own role is assumed, where it names none.
  const clientConfig = { region: homeRegion };
  // Files are read anew when credentials are: a sign-in may have renewed them.
  return profile === undefined
    ? fromNodeProviderChain({ clientConfig, logger: silent })
    : fromIni({ profile, clientConfig, logger: silent, ignoreCache: true });
}

/** The chain would warn on stderr about a profile beside keys in the environment. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
