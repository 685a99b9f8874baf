import type { WireReply, WireRequest } from '../server/wire.ts';
import type { Call } from './call.ts';
import type { Voice } from './wire/render.ts';

export type WireProtocol = 'ec2' | 'query' | 'json' | 'cbor' | 'rest-json' | 'rest-xml';

/** How an API words one of the errors that every API has. */
export interface ErrorForm {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The older code of an API that was a query API once (CloudWatch). */
  readonly queryCode?: string;
}

/**
 * How a service is addressed, and how it words the errors that every service has. `service-profiles.ts` has one
 * maker for each protocol.
 */
export interface ServiceProfile {
  /** Name in the signature's scope. */
  readonly signingName: string;
  readonly protocols: readonly WireProtocol[];
  /** `x-amz-target` prefix of the JSON protocols, and the service's name in the path of RPC v2 CBOR. */
  readonly targetPrefix?: string;
  /** `Version` of the query protocols. */
  readonly version?: string;
  /** Of the query protocols and of REST-XML. */
  readonly xmlNamespace?: string;
  readonly jsonVersion?: '1.0' | '1.1';
  /** The member that carries an error's text in JSON. */
  readonly messageField: 'message' | 'Message';
  /** The root of an error in REST-XML: S3 writes a bare `<Error>`, the others `<ErrorResponse>`. */
  readonly errorRoot?: 'Error' | 'ErrorResponse';
  /** A query API once: its newer protocols also tell the old error code (trait `awsQueryCompatible`). */
  readonly queryCompatible?: boolean;
  /** Regions where the API has an endpoint; all enabled regions when left out. */
  readonly endpointRegions?: readonly string[];
  readonly denied: ErrorForm;
  readonly throttled: ErrorForm;
  readonly internal: ErrorForm;
  readonly unknownKey: ErrorForm;
  readonly expiredToken: ErrorForm;
}

/** One API operation: takes the request's input, writes the whole answer. */
export interface Operation {
  run(call: Call, input: unknown, voice: Voice): WireReply;
}

export type MemberType = 'text' | 'integer' | 'boolean' | 'list';

/** How a REST operation is addressed. The input is one document: path, query and header members and the body's. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD' | 'PATCH';
  /** Such as `/2015-03-31/functions/{FunctionName}`; `{Key+}` takes all that is left, slashes included. */
  readonly path: string;
  /** What the query must hold: `{ lifecycle: '' }` asks for the name alone, `{ 'list-type': '2' }` for the value too. */
  readonly when?: Readonly<Record<string, string>>;
  /** Query members that are no plain text, by their name on the wire; all others come as text. */
  readonly query?: Readonly<Record<string, MemberType>>;
  /** Headers that are members, in lower case. */
  readonly headers?: Readonly<Record<string, MemberType>>;
  /** The member that is the whole body, as bytes; without it the body is a JSON document (or, in XML, left alone). */
  readonly payload?: string;
}

/** What a REST request asks for. */
export interface RestTarget {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A service, or a part of one: modules with the same id add their operations to the same service. */
export interface ServiceModule {
  /** The service's name in the vendor's CLI and API descriptions (`elbv2`, `opensearch`, `logs`): unique for a wire API. */
  readonly id: string;
  /** Prefix of the IAM actions where it is not the id: `elasticloadbalancing` for elb and elbv2, `es` for opensearch. */
  readonly actionPrefix?: string;
  /** IAM action of an operation whose name differs, with or without prefix: `{ ListBuckets: 'ListAllMyBuckets' }`. */
  readonly actions?: Readonly<Record<string, string>>;
  readonly profile: ServiceProfile;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Of a REST service. */
  readonly routes?: readonly Route[];
  /** Query names that mean another operation: a route that does not ask for one does not match a request that has it. */
  readonly subresources?: readonly string[];
  /** Instead of `routes` where path templates do not do; undefined for a request that asks for nothing that is known. */
  readonly identify?: (request: WireRequest) => RestTarget | undefined;
}
