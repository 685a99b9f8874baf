import { randomUUID } from 'node:crypto';
import type { Cloud, FailureKind, Identified } from '../server/cloud.ts';
import type { Fault } from '../server/faults.ts';
import type { WireReply, WireRequest } from '../server/wire.ts';
import { authorize, expiredToken, type Authorized } from './authorize.ts';
import type { Call, World } from './call.ts';
import type { WireProtocol } from './service-module.ts';
import { services, type Service } from './service-table.ts';
import { AwsError } from './wire/errors.ts';
import { ServiceDirectory } from './wire/identify.ts';
import { QueryParams } from './wire/query-params.ts';
import { renderError, type Voice } from './wire/render.ts';
import { signedService } from './wire/sigv4.ts';

export { servedOperations } from './service-table.ts';

export interface AwsContext {
  readonly service: Service | undefined;
  readonly protocol: WireProtocol;
  readonly input: unknown;
  readonly authorized: Authorized | undefined;
  /** What is wrong with the request, if something is; told instead of an answer. */
  readonly problem: AwsError | undefined;
}

/** AWS: every service in its own wire protocol, over one estate. */
export class AwsCloud implements Cloud<AwsContext> {
  readonly name = 'aws';
  readonly #world: World;
  readonly #directory: ServiceDirectory;

  /** `served`: the services, by id; all that there are when left out. */
  constructor(world: World, served: ReadonlyMap<string, Service> = services) {
    this.#world = world;
    this.#directory = new ServiceDirectory(served.values());
  }

  identify(request: WireRequest): Identified<AwsContext> {
    const addressed = this.#directory.identify(request);
    const { service, operation, protocol, input } = addressed;
    let authorized: Authorized | undefined;
    let problem: AwsError | undefined = addressed.problem;
    if (service !== undefined) {
      try {
        authorized = authorize(service.profile, request.headers, this.#authorizationWorld(), Date.now());
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        problem = error;
      }
    }
    const role = service?.id === 'sts' && authorized ? assumedRole(input) : undefined;
    return {
      service: service?.id ?? 'unknown',
      serviceNames: service?.names ?? new Set(),
      operation: operation === '' ? 'unknown' : operation,
      action: service && operation !== '' ? service.actionOf(operation) : 'unknown',
      // Whoever wants to get into an account is counted, and may be turned away, with that account.
      account: role?.account ?? authorized?.caller.accountId ?? '',
      region: authorized?.region ?? '',
      ...(role === undefined ? {} : { role: role.name }),
      continuesListing: hasToken(input),
      requestId: randomUUID(),
      context: { service, protocol, input, authorized, problem },
    };
  }

  answer(
    request: WireRequest,
    call: Identified<AwsContext>,
    { halvePage }: { readonly halvePage: boolean },
  ): WireReply {
    const { service, authorized, problem, input } = call.context;
    const voice = voiceOf(call);
    if (problem) return renderError(voice, problem);
    const operation = service?.operations[call.operation];
    if (!operation || !authorized) return renderError(voice, unknownOperation(call));
    try {
      return operation.run({ ...this.#call(call, authorized, halvePage), request }, input, voice);
    } catch (error) {
      if (error instanceof AwsError) return renderError(voice, error);
      throw error;
    }
  }

  failure(call: Identified<AwsContext>, kind: FailureKind, fault?: Fault): WireReply {
    return renderError(voiceOf(call), failureOf(call, kind, fault));
  }

  #call(call: Identified<AwsContext>, authorized: Authorized, halvePage: boolean): Omit<Call, 'request'> {
    return {
      world: this.#world,
      operation: call.operation,
      region: authorized.region,
      accountId: authorized.caller.accountId,
      caller: authorized.caller,
      requestId: call.requestId,
      now: this.#world.clock(),
      halvePage,
    };
  }

  #authorizationWorld() {
    return { credentials: this.#world.credentials, regions: this.#world.estate.regions };
  }
}

/** A request that names no service is answered as EC2 would: its protocol needs no more than an `Action`. */
function serviceOf({ context }: Identified<AwsContext>): Service {
  const service = context.service ?? services.get('ec2');
  if (service === undefined) throw new TypeError('EC2 is not served');
  return service;
}

function voiceOf(call: Identified<AwsContext>): Voice {
  const { id, profile } = serviceOf(call);
  return {
    service: id,
    profile,
    protocol: call.context.protocol,
    operation: call.operation,
    requestId: call.requestId,
  };
}

/** Every name by which a fault may mean a service. */
export function serviceNames(): ReadonlySet<string> {
  return new Set([...services.values()].flatMap(({ names }) => [...names]));
}

/** S3 keeps a body's encoding with the object; every other API decompresses what it is sent. */
export function keepsEncoding(headers: WireRequest['headers']): boolean {
  return signedService(headers) === 's3';
}

function unknownOperation(call: Identified<AwsContext>): AwsError {
  const { protocol } = call.context;
  if (protocol !== 'query' && protocol !== 'ec2') {
    return new AwsError('UnknownOperationException', `${call.operation} is not an operation that the sandbox serves.`);
  }
  return new AwsError('InvalidAction', `The action ${call.operation} is not valid for this web service.`);
}

function failureOf(call: Identified<AwsContext>, kind: FailureKind, fault: Fault | undefined): AwsError {
  const { profile } = serviceOf(call);
  const { retryAfterSeconds } = fault ?? {};
  if (kind === 'expired-token') return expiredToken(profile);
  const form = kind === 'deny' ? profile.denied : kind === 'throttle' ? profile.throttled : profile.internal;
  const { code = form.code, status = form.status } = fault ?? {};
  const message = kind === 'deny' ? `${form.message} ${whatIsDenied(call)}` : form.message;
  return new AwsError(code, message, { status, retryAfterSeconds });
}

function whatIsDenied({ context, action }: Identified<AwsContext>): string {
  const who = context.authorized?.caller.arn ?? 'anonymous';
  return `User: ${who} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
}

/** What the APIs call the place where a listing goes on. (Client tokens, which make a write repeatable, are not it.) */
const tokenField =
  /^(next_?(page|result|record)?_?token|(next|key|upload-?id|version-?id)?-?marker|(pagination|continuation|page)-?token|exclusivestart\w+|start(ing)?token)$/i;

function hasToken(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const names = input instanceof QueryParams ? [...input.entries()].map(([name]) => name) : Object.keys(input);
  return names.some((name) => tokenField.test(name));
}

/** The role that an `AssumeRole` asks for. */
function assumedRole(input: unknown): { readonly account: string; readonly name: string } | undefined {
  const arn = input instanceof QueryParams ? input.get('RoleArn') : undefined;
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}
