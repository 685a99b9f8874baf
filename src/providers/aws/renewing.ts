import type { AwsCredentials } from './client-settings.ts';

/** Renewed this long before they end, so that no call outlives its credentials. */
const renewBeforeMs = 5 * 60_000;

/** Credentials that are got once for all who ask at the same time, and anew shortly before they end. */
export class Renewing {
  readonly #get: () => Promise<AwsCredentials>;
  readonly #epochMs: () => number;
  #current: AwsCredentials | undefined;
  #pending: Promise<AwsCredentials> | undefined;

  /** `epochMs` is the machine's own clock: signatures and credentials live by it. */
  constructor(get: () => Promise<AwsCredentials>, epochMs: () => number) {
    this.#get = get;
    this.#epochMs = epochMs;
  }

  /** A failure is not kept: the next one asks again. */
  credentials(): Promise<AwsCredentials> {
    if (this.#current && this.#isFresh(this.#current)) return Promise.resolve(this.#current);
    this.#pending ??= this.#renew().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #renew(): Promise<AwsCredentials> {
    this.#current = await this.#get();
    return this.#current;
  }

  /** After the cloud called them expired. False when someone else has seen to that meanwhile. */
  forget(expired: AwsCredentials): boolean {
    if (this.#current !== expired) return false;
    this.#current = undefined;
    return true;
  }

  #isFresh({ expiration }: AwsCredentials): boolean {
    return (expiration?.getTime() ?? Infinity) - this.#epochMs() > renewBeforeMs;
  }
}
