import type { ProviderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ProgressSink } from '../domain/ports/progress.ts';

/** Flags that mean the same everywhere, already parsed; an empty list means all. */
export interface GlobalOptions {
  readonly config?: string;
  readonly store?: string;
  readonly providers: readonly ProviderId[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Base URL of a running sandbox. */
  readonly sandbox?: string;
}

/** What a use case needs of the world. Services own the clock: everything beneath takes `now` as a value. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Instant;
  readonly signal: AbortSignal;
  readonly global: GlobalOptions;
  readonly progress: ProgressSink;
}
