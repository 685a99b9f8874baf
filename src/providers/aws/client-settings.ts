import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** Credentials as the SDK takes them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When they end; static ones have none. */
  readonly expiration?: Date;
}

/**
 * What every client is opened with. Whatever is set here the SDK does not look up in the environment or in the
 * profile files.
 */
export interface ClientSettings extends UnsignedSettings {
  readonly region: string;
  readonly credentials: AwsCredentials;
}

export interface UnsignedSettings {
  /** Where FIPS and dual stack are looked up. (The SDK does not take a named profile's `endpoint_url`.) */
  readonly profile?: string;
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  readonly defaultsMode?: 'standard';
  readonly userAgentAppId?: string;
  /** One layer of retries only: the engine's. */
  readonly maxAttempts: 1;
  readonly retryMode: 'standard';
  readonly customUserAgent: [string][];
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpsAgent;
  };
}
