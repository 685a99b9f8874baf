import type { WireRequest } from '../../server/wire.ts';
import { serviceIds, services, type ServiceId, type WireProtocol } from '../services.ts';
import { decodeCbor } from './cbor-reader.ts';
import { AwsError } from './errors.ts';
import { QueryParams } from './query-params.ts';

/** A request's service, operation and parameters, as its protocol says them. */
export interface AddressedRequest {
  /** Undefined where the request names no service that is served. */
  readonly service: ServiceId | undefined;
  readonly operation: string;
  readonly protocol: WireProtocol;
  /** A `QueryParams` for the query protocols, else the decoded document. */
  readonly input: unknown;
  /** What is wrong with the body, if something is. */
  readonly problem?: AwsError;
}

const cborPath = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * Reads which protocol a request speaks: the path of Smithy RPC v2 CBOR, the `x-amz-target` of AWS JSON, or the
 * `Action` and `Version` of the query protocols.
 */
export function identifyRequest(request: WireRequest): AddressedRequest {
  const [, cborService, cborOperation] = cborPath.exec(request.path) ?? [];
  if (cborService !== undefined && cborOperation !== undefined) return fromCbor(request, cborService, cborOperation);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return fromJson(request, target);
  return fromQuery(request);
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

function fromQuery(request: WireRequest): AddressedRequest {
  const params = new QueryParams([...request.query, ...new URLSearchParams(request.body.toString('utf8'))]);
  const version = params.get('Version');
  const service = serviceIds.find((id) => services[id].version !== undefined && services[id].version === version);
  const operation = params.get('Action') ?? '';
  return { service, operation, protocol: service === 'ec2' ? 'ec2' : 'query', input: params };
}

function byTarget(prefix: string): ServiceId | undefined {
  return serviceIds.find((id) => services[id].targetPrefix === prefix);
}
