import { CloudError } from '../../domain/cloud-error.ts';
import { AppError } from '../../domain/errors.ts';
import { azureError } from './azure-error.ts';
import type { AccessToken, TokenSource } from './credentials.ts';

/** A token is not used in the last five minutes of its life: a long page may take some of them. */
const MARGIN_MS = 5 * 60_000;

/** Tokens by audience, renewed before they end; callers that come together ask once. */
export class Tokens {
  readonly #source: TokenSource;
  readonly #epochMs: () => number;
  readonly #held = new Map<string, Promise<AccessToken>>();

  constructor(source: TokenSource, epochMs: () => number) {
    this.#source = source;
    this.#epochMs = epochMs;
  }

  get source(): TokenSource {
    return this.#source;
  }

  /** Throws a CloudError, or an AppError where the configuration or a sandbox lacks something. */
  async of(scope: string, signal: AbortSignal): Promise<string> {
    const before = this.#held.get(scope);
    const held = await before?.catch(() => undefined);
    if (held !== undefined && held.expiresOnTimestamp - MARGIN_MS > this.#epochMs()) return held.token;
    // While we waited, somebody else may have asked.
    const now = this.#held.get(scope);
    if (now !== undefined && now !== before) return (await now).token;
    return (await this.#ask(scope, { signal })).token;
  }

  /** After the service refused a token that it once took: the next one has to be new. */
  async renew(scope: string, signal: AbortSignal, claims: string | undefined): Promise<void> {
    await this.#ask(scope, { signal, ...(claims !== undefined && { claims }) });
  }

  #ask(scope: string, options: Parameters<TokenSource['getToken']>[1]): Promise<AccessToken> {
    const asked = this.#source.getToken(scope, options).catch((error: unknown) => {
      throw error instanceof AppError ? error : azureError(error, 'credentials', this.#epochMs());
    });
    this.#held.set(scope, asked);
    return asked;
  }
}

/** What a token says of its bearer. Its signature is the service's business. */
export interface TokenClaims {
  readonly tenantId: string | undefined;
  /** User principal name, application id or object id. */
  readonly principal: string;
}

export function claimsOf(token: string, operation: string): TokenClaims {
  const [, payload = ''] = token.split('.');
  const claims = parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (claims === undefined) {
    throw new CloudError({ category: 'malformed', operation, message: 'the access token is no JSON web token' });
  }
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const app = text('appid') ?? text('azp');
  const user = text('upn') ?? text('unique_name') ?? text('preferred_username');
  const principal = user ?? (app === undefined ? undefined : `application ${app}`) ?? text('oid') ?? 'unknown';
  return { tenantId: text('tid')?.toLowerCase(), principal };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
