import type { Fault, FaultTarget } from './faults.ts';
import type { SandboxCloudName } from './served-cloud.ts';
import type { WireReply, WireRequest } from './wire.ts';

/** What a cloud understood of a request. `C` is whatever else the cloud needs to answer it. */
export interface Identified<C> extends FaultTarget {
  readonly requestId: string;
  readonly context: C;
}

/** One cloud's protocols, seen from the gateway. */
export interface Cloud<C> {
  readonly name: SandboxCloudName;
  /** Never throws: what is wrong with a request is told by `answer`. */
  identify(request: WireRequest): Identified<C>;
  /** `halvePage`: a listing holds half of what its page would, and a token for the rest. */
  answer(request: WireRequest, call: Identified<C>, options: { readonly halvePage: boolean }): WireReply;
  /** The documented error of that kind. */
  failure(call: Identified<C>, kind: FailureKind, fault?: Fault): WireReply;
}

export type FailureKind = 'deny' | 'throttle' | 'expired-token' | 'error';
