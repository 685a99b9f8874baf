import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { AwsCredentials, ClientSettings } from './client-settings.ts';

const connectionTimeoutMs = 5000;

/** Sockets and addresses that all clients of one connection share. */
export class Transport {
  readonly #endpoint: string | undefined;
  readonly #profile: string | undefined;
  readonly #isolated: boolean;
  readonly #httpAgent: HttpAgent;
  readonly #httpsAgent: HttpsAgent;

  /** Throws `config-invalid` for a CA bundle that cannot be read. */
  constructor(settings: AwsSettings, sandboxUrl: string | undefined, concurrency: number) {
    this.#endpoint = sandboxUrl ?? settings.endpoint;
    this.#isolated = sandboxUrl !== undefined;
    this.#profile = this.#isolated ? undefined : settings.profile;
    const options = { keepAlive: true, maxSockets: concurrency };
    this.#httpAgent = new HttpAgent(options);
    const ca = sandboxUrl === undefined && settings.caBundle !== undefined ? readCa(settings.caBundle) : undefined;
    this.#httpsAgent = new HttpsAgent({ ...options, ...(ca && { ca: [...rootCertificates, ca] }) });
  }

  settingsFor(region: string, credentials: AwsCredentials): ClientSettings {
    return {
      region,
      credentials,
      ...(this.#profile !== undefined && { profile: this.#profile }),
      ...(this.#endpoint !== undefined && { endpoint: this.#endpoint }),
      // Told to the SDK, so that it does not take them from the environment or a profile.
      ...(this.#isolated && {
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
        defaultsMode: 'standard' as const,
        userAgentAppId: 'ballast',
      }),
      maxAttempts: 1,
      retryMode: 'standard',
      customUserAgent: [['ballast']],
      requestHandler: {
        connectionTimeout: connectionTimeoutMs,
        httpAgent: this.#httpAgent,
        httpsAgent: this.#httpsAgent,
      },
    };
  }

  close(): void {
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('config-invalid', `caBundle ${path} cannot be read`, { cause });
  }
}
