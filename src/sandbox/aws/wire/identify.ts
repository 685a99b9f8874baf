import type { WireRequest } from '../../server/wire.ts';
import type { WireProtocol } from '../service-module.ts';
import { services, type Service } from '../service-table.ts';
import { decodeCbor } from './cbor-reader.ts';
import { AwsError } from './errors.ts';
import { QueryParams } from './query-params.ts';
import { routeRequest } from './rest-route.ts';
import { signedService } from './sigv4.ts';

/** A request's service, operation and parameters, as its protocol says them. */
export interface AddressedRequest {
  /** Undefined where the request names no service that is served. */
  readonly service: Service | undefined;
  readonly operation: string;
  readonly protocol: WireProtocol;
  /** A `QueryParams` for the query protocols, else the decoded document. */
  readonly input: unknown;
  /** What is wrong with the body, if something is. */
  readonly problem?: AwsError;
}

const cborPath = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * Reads which protocol a request speaks: the path of Smithy RPC v2 CBOR, the `x-amz-target` of AWS JSON, a REST
 * service in the signature, or the `Action` and `Version` of the query protocols.
 */
export function identifyRequest(request: WireRequest): AddressedRequest {
  const [, cborService, cborOperation] = cborPath.exec(request.path) ?? [];
  if (cborService !== undefined && cborOperation !== undefined) return fromCbor(request, cborService, cborOperation);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return fromJson(request, target);
  return fromRest(request) ?? fromQuery(request);
}

function fromCbor(request: WireRequest, prefix: string, operation: string): AddressedRequest {
  const addressed = { service: byTarget(prefix), operation, protocol: 'cbor' } as const;
  try {
    return { ...addressed, input: request.body.length === 0 ? {} : decodeCbor(request.body) };
  } catch {
    return { ...addressed, input: {}, problem: new AwsError('SerializationException', 'The body is not CBOR.') };
  }
}

function fromJson(request: WireRequest, target: string): AddressedRequest {
  const [prefix = '', operation = ''] = target.split('.');
  const addressed = { service: byTarget(prefix), operation, protocol: 'json' } as const;
  try {
    const text = request.body.toString('utf8');
    return { ...addressed, input: text === '' ? {} : (JSON.parse(text) as unknown) };
  } catch {
    return { ...addressed, input: {}, problem: new AwsError('SerializationException', 'The body is not JSON.') };
  }
}

/** Undefined where the signature names no REST service. Of several with that name, the one that knows the request. */
function fromRest(request: WireRequest): AddressedRequest | undefined {
  const candidates = restServices.get(signedService(request.headers) ?? '') ?? [];
  for (const service of candidates) {
    const protocol = restProtocol(service);
    try {
      const target = service.identify ? service.identify(request) : routeRequest(service, request);
      if (target) return { service, protocol, ...target };
    } catch (problem) {
      if (!(problem instanceof AwsError)) throw problem;
      return { service, operation: '', protocol, input: {}, problem };
    }
  }
  const [service] = candidates;
  return service && { service, operation: '', protocol: restProtocol(service), input: {} };
}

function restProtocol({ profile }: Service): WireProtocol {
  return profile.protocols.includes('rest-xml') ? 'rest-xml' : 'rest-json';
}

function fromQuery(request: WireRequest): AddressedRequest {
  const params = new QueryParams([...request.query, ...new URLSearchParams(request.body.toString('utf8'))]);
  const operation = params.get('Action') ?? '';
  const candidates = queryServices.get(params.get('Version') ?? '') ?? [];
  const signed = signedService(request.headers);
  const service =
    candidates.find(({ profile, operations }) => profile.signingName === signed && operation in operations) ??
    candidates.find(({ profile }) => profile.signingName === signed) ??
    candidates[0];
  const protocol = service?.profile.protocols.includes('ec2') ? 'ec2' : 'query';
  return { service, operation, protocol, input: params };
}

const all = [...services.values()];
const targets = new Map(all.map((service) => [service.profile.targetPrefix, service]));
const restServices = Map.groupBy(
  all.filter(({ profile }) => profile.protocols.some((protocol) => protocol.startsWith('rest-'))),
  ({ profile }) => profile.signingName,
);
const queryServices = Map.groupBy(all, ({ profile }) => profile.version);

function byTarget(prefix: string): Service | undefined {
  return targets.get(prefix);
}
