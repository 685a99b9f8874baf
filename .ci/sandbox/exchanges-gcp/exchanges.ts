import type { Google } from './google.ts';

/** The calls of some services; each file of this folder but this and `google.ts` exports one as `exchanges`. */
export interface GoogleExchanges {
  /** One plain read of each service: it is also made to fail in each documented way. */
  readonly reads: Readonly<
    Record<string, (google: Google, projectId: string, token?: string) => Promise<{ readonly status: number }>>
  >;
  /** Once. */
  readonly once?: (google: Google) => Promise<void>;
  /** In every active project. */
  readonly everywhere?: (google: Google, projectId: string) => Promise<void>;
}
