import type { RunningSandbox } from '../../../src/sandbox/main.ts';
import type { Keys } from '../aws-clients.ts';

/** Options of an SDK client that asks the sandbox once. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly credentials: Keys;
  readonly region: string;
  readonly maxAttempts: 1;
}

/** Where calls are made from: an account and a region, and the options for it. */
export interface Place {
  readonly sandbox: RunningSandbox;
  readonly options: ClientOptions;
  readonly accountId: string;
  readonly region: string;
}

/**
 * The calls of one family, each file of this folder exporting one as `exchanges`: every operation that the family's
 * modules serve has to be answered with success at least once, and the documented errors should occur too.
 */
export interface Exchanges {
  /**
   * One plain read of each service, by its id: it is also made with an unknown key, denied, throttled, with an expired
   * token and with an internal error, so that the form of each error is validated.
   */
  readonly reads: Readonly<Record<string, (options: ClientOptions) => Promise<unknown>>>;
  /** From the management account, in us-east-1. */
  readonly once?: (place: Place) => Promise<void>;
  /** In every active account and region, one after the other. */
  readonly everywhere?: (place: Place) => Promise<void>;
}
