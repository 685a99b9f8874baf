import type { WireRequest } from '../../server/wire.ts';
import type { WireProtocol } from '../service-module.ts';
import type { Service } from '../service-table.ts';
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

/** Finds the service and operation that a request is for. */
export class ServiceDirectory {
  readonly #targets: ReadonlyMap<string | undefined, Service>;
  readonly #restServices: ReadonlyMap<string, readonly Service[]>;
  readonly #queryServices: ReadonlyMap<string | undefined, readonly Service[]>;

  constructor(services: Iterable<Service>) {
    const all = [...services];
    const speaking = (word: RegExp) => all.filter(({ profile }) => profile.protocols.some((name) => word.test(name)));
    this.#targets = new Map(all.map((service) => [service.profile.targetPrefix, service]));
    this.#restServices = Map.groupBy(speaking(/^rest-/), ({ profile }) => profile.signingName);
    this.#queryServices = Map.groupBy(speaking(/^(query|ec2)$/), ({ profile }) => profile.version);
  }

  /**
   * Reads which protocol a request speaks: the path of Smithy RPC v2 CBOR, the `x-amz-target` of AWS JSON, a REST
   * service in the signature, or the `Action` and `Version` of the query protocols.
   */
  identify(request: WireRequest): AddressedRequest {
    const [, cborService, cborOperation] = cborPath.exec(request.path) ?? [];
    if (cborService !== undefined && cborOperation !== undefined) {
      return {
        service: this.#targets.get(cborService),
        operation: cborOperation,
        protocol: 'cbor',
        ...cborInput(request),
      };
    }
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') {
      const [prefix = '', operation = ''] = target.split('.');
      return { service: this.#targets.get(prefix), operation, protocol: 'json', ...jsonInput(request) };
    }
    return this.#fromRest(request) ?? this.#fromQuery(request);
  }

  /** Undefined where the signature names no REST service. Of several with that name, the one that knows the request. */
  #fromRest(request: WireRequest): AddressedRequest | undefined {
    const candidates = this.#restServices.get(signedService(request.headers) ?? '') ?? [];
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

  #fromQuery(request: WireRequest): AddressedRequest {
    const params = new QueryParams([...request.query, ...new URLSearchParams(request.body.toString('utf8'))]);
    const operation = params.get('Action') ?? '';
    const candidates = this.#queryServices.get(params.get('Version') ?? '') ?? [];
    const signed = signedService(request.headers);
    const service =
      candidates.find(({ profile, operations }) => profile.signingName === signed && operation in operations) ??
      candidates.find(({ profile }) => profile.signingName === signed) ??
      candidates[0];
    const protocol = service?.profile.protocols.includes('ec2') ? 'ec2' : 'query';
    return { service, operation, protocol, input: params };
  }
}

type Input = Pick<AddressedRequest, 'input' | 'problem'>;

function cborInput({ body }: WireRequest): Input {
  try {
    return { input: body.length === 0 ? {} : decodeCbor(body) };
  } catch {
    return { input: {}, problem: new AwsError('SerializationException', 'The body is not CBOR.') };
  }
}

function jsonInput({ body }: WireRequest): Input {
  try {
    return { input: body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown) };
  } catch {
    return { input: {}, problem: new AwsError('SerializationException', 'The body is not JSON.') };
  }
}

function restProtocol({ profile }: Service): WireProtocol {
  return profile.protocols.includes('rest-xml') ? 'rest-xml' : 'rest-json';
}
