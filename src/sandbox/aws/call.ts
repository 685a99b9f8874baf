import type { Clock } from '../server/clock.ts';
import type { Estate } from '../estate/model.ts';
import type { CostAnswers } from './cost-explorer/cost-answers.ts';
import type { Caller, Credentials } from './credentials.ts';
import type { Attachments } from './ec2/attachments.ts';
import type { EstateIndex } from './estate-index.ts';
import type { WireRequest } from '../server/wire.ts';
import type { QueryParams } from './wire/query-params.ts';
import type { RestAnswer } from './wire/render.ts';

/** Everything that the operations answer from. */
export interface World {
  readonly estate: Estate;
  readonly index: EstateIndex;
  readonly attachments: Attachments;
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** Groups that Cost Explorer puts on a page. */
  readonly costPageSize: number;
  readonly costAnswers: CostAnswers;
}

/** One authenticated request to one operation. */
export interface Call {
  readonly world: World;
  readonly operation: string;
  readonly region: string;
  /** The account in which the request acts. */
  readonly accountId: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** The request itself: its headers, and the body of an upload. */
  readonly request: WireRequest;
  readonly now: number;
  /** A listing holds half of what its page would, and a token for the rest (an injected fault). */
  readonly halvePage: boolean;
}

/** A call of a query protocol; the answer is the XML inside the response (or result) element. */
export type QueryOperation = (call: Call, params: QueryParams) => string;

/** A call of a protocol with documents; the answer is the output document. */
export type DocumentOperation = (call: Call, input: Readonly<Record<string, unknown>>) => object;

/** A call of a REST API; the answer is a JSON document, XML text (without its declaration), or a `RestAnswer`. */
export type RestOperation = (call: Call, input: Readonly<Record<string, unknown>>) => object | string | RestAnswer;
