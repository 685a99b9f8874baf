import { randomUUID } from 'node:crypto';
import type { Cloud, FailureKind, Identified } from '../server/cloud.ts';
import type { Clock } from '../server/clock.ts';
import type { Fault } from '../server/faults.ts';
import type { WireReply, WireRequest } from '../server/wire.ts';
import type { AzureWorld } from './azure-world.ts';
import { authenticate } from './authenticate.ts';
import { failureOf } from './failures.ts';
import { operations } from './operations.ts';
import { ArmError, badRequest, notFound } from './wire/arm-error.ts';
import { Answer, type AzureCall } from './wire/call.ts';
import { errorReply, jsonReply } from './wire/reply.ts';
import { Router, type Route } from './wire/router.ts';

export interface AzureContextOfCall {
  readonly host: string;
  readonly path: string;
  readonly route: Route | undefined;
  readonly body: unknown;
  /** What is wrong with the request, if something is; told instead of an answer. */
  readonly problem: ArmError | undefined;
}

/** `2024-03-02`, `2023-01-01-preview` */
const API_VERSION = /^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/i;

/** Azure: Resource Manager, Monitor's data plane and the price list, over one estate. */
export class AzureCloud implements Cloud<AzureContextOfCall> {
  readonly name = 'azure';
  readonly #world: AzureWorld;
  readonly #clock: Clock;
  readonly #router = new Router(operations);

  constructor(world: AzureWorld, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
  }

  identify(request: WireRequest): Identified<AzureContextOfCall> {
    const [, , host = '', ...rest] = request.path.split('/');
    const path = `/${rest.join('/')}`;
    const route = this.#router.find(request.method, host, path);
    const query = queryOf(request);
    let problem = route === undefined ? unknownPath(path) : undefined;
    let body: unknown;
    try {
      if (route !== undefined && route.operation.anonymous !== true) authenticate(this.#world, request.headers);
      if (route !== undefined && route.operation.versionless !== true) checkVersion(query('api-version'));
      body = bodyOf(request);
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      problem = error;
    }
    const { operation } = route ?? {};
    return {
      service: operation?.service ?? 'unknown',
      serviceNames: new Set(operation === undefined ? [] : [operation.service]),
      operation: operation?.id ?? 'unknown',
      action: operation?.action ?? 'unknown',
      account: accountOf(route, body),
      region: host.includes('.metrics.') ? (host.split('.')[0] ?? '') : (route?.params.location ?? ''),
      continuesListing: continues(query, body),
      requestId: randomUUID(),
      context: { host, path, route, body, problem },
    };
  }

  answer(
    request: WireRequest,
    call: Identified<AzureContextOfCall>,
    { halvePage }: { readonly halvePage: boolean },
  ): WireReply {
    const { route, problem, host, path, body } = call.context;
    const flat = route?.operation.flatErrors === true;
    if (problem !== undefined || route === undefined) {
      return errorReply(call.requestId, problem ?? unknownPath(path), flat);
    }
    const azureCall: AzureCall = {
      world: this.#world,
      params: route.params,
      query: queryOf(request),
      host,
      path,
      search: request.query,
      body,
      now: this.#clock(),
      halvePage,
    };
    try {
      const made = route.operation.run(azureCall);
      return made instanceof Answer
        ? jsonReply(call.requestId, made.body, made.headers)
        : jsonReply(call.requestId, made);
    } catch (error) {
      if (error instanceof ArmError) return errorReply(call.requestId, error, flat);
      throw error;
    }
  }

  failure(call: Identified<AzureContextOfCall>, kind: FailureKind, fault?: Fault): WireReply {
    const flat = call.context.route?.operation.flatErrors === true;
    return errorReply(call.requestId, failureOf(this.#world, call, kind, fault), flat);
  }
}

function queryOf({ query }: WireRequest): AzureCall['query'] {
  return (name) => {
    const wanted = name.toLowerCase();
    for (const [key, value] of query) if (key.toLowerCase() === wanted) return value;
    return undefined;
  };
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || version === '') {
    throw badRequest(
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (!API_VERSION.test(version)) {
    throw badRequest('InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
  }
}

function bodyOf({ body }: WireRequest): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw badRequest('InvalidRequestContent', 'The request content was invalid and could not be deserialized.');
  }
}

function unknownPath(path: string): ArmError {
  const [, namespace, type] = /\/providers\/([^/]+)\/([^/]+)/i.exec(path) ?? [];
  if (namespace === undefined)
    return notFound('NotFound', `No resource was found that matches the request URI '${path}'.`);
  return notFound(
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}'.`,
  );
}

/** The subscription that a request is about: of the path, of a scope, or the one that a query names. */
function accountOf(route: Route | undefined, body: unknown): string {
  const { subscriptionId, scope = '' } = route?.params ?? {};
  if (subscriptionId !== undefined) return subscriptionId.toLowerCase();
  const [, inScope] = /^subscriptions\/([^/]+)/i.exec(scope) ?? [];
  if (inScope !== undefined) return inScope.toLowerCase();
  const { subscriptions } = (body ?? {}) as { readonly subscriptions?: unknown };
  const [only, ...others] = Array.isArray(subscriptions) ? (subscriptions as unknown[]) : [];
  return typeof only === 'string' && others.length === 0 ? only.toLowerCase() : '';
}

function continues(query: AzureCall['query'], body: unknown): boolean {
  const { options } = (body ?? {}) as { readonly options?: { readonly $skipToken?: string } };
  return Boolean(query('$skiptoken') ?? query('$skip') ?? options?.$skipToken);
}
