import { randomUUID } from 'node:crypto';
import type { Cloud, FailureKind, Identified } from '../server/cloud.ts';
import type { Fault } from '../server/faults.ts';
import type { WireReply, WireRequest } from '../server/wire.ts';
import { authorize, expiredToken, type Authorized } from './authorize.ts';
import type { Call, World } from './call.ts';
import { cloudwatchOperations } from './cloudwatch/operations.ts';
import { costExplorerOperations } from './cost-explorer/operations.ts';
import { ec2Operations } from './ec2/operations.ts';
import { organizationsOperations } from './organizations/operations.ts';
import { pricingOperations } from './pricing/operations.ts';
import type { Operation } from './operation.ts';
import { services, type ServiceId, type WireProtocol } from './services.ts';
import { stsOperations } from './sts/operations.ts';
import { AwsError } from './wire/errors.ts';
import { identifyRequest } from './wire/identify.ts';
import { QueryParams } from './wire/query-params.ts';
import { renderError, type Voice } from './wire/render.ts';

const operations: Readonly<Record<ServiceId, Readonly<Record<string, Operation>>>> = {
  ec2: ec2Operations,
  sts: stsOperations,
  organizations: organizationsOperations,
  cloudwatch: cloudwatchOperations,
  ce: costExplorerOperations,
  pricing: pricingOperations,
};

/** Every operation that is served, as `service:Operation`. */
export function servedOperations(): readonly string[] {
  return Object.entries(operations).flatMap(([service, table]) =>
    Object.keys(table).map((name) => `${service}:${name}`),
  );
}

export interface AwsContext {
  readonly service: ServiceId | undefined;
  readonly protocol: WireProtocol;
  readonly input: unknown;
  readonly authorized: Authorized | undefined;
  /** What is wrong with the request, if something is; told instead of an answer. */
  readonly problem: AwsError | undefined;
}

/** AWS: six services, each in its own wire protocol, over one estate. */
export class AwsCloud implements Cloud<AwsContext> {
  readonly name = 'aws';
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  identify(request: WireRequest): Identified<AwsContext> {
    const addressed = identifyRequest(request);
    const { service, operation, protocol, input } = addressed;
    let authorized: Authorized | undefined;
    let problem: AwsError | undefined = addressed.problem;
    if (service !== undefined) {
      try {
        authorized = authorize(service, request.headers, this.#authorizationWorld(), Date.now());
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        problem = error;
      }
    }
    const role = service === 'sts' && authorized ? assumedRole(input) : undefined;
    return {
      service: service ?? 'unknown',
      operation: operation === '' ? 'unknown' : operation,
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
    _request: WireRequest,
    call: Identified<AwsContext>,
    { halvePage }: { readonly halvePage: boolean },
  ): WireReply {
    const { service, authorized, problem, input } = call.context;
    const voice = voiceOf(call);
    if (problem) return renderError(voice, problem);
    const operation = service === undefined ? undefined : operations[service][call.operation];
    if (!operation || !authorized) return renderError(voice, unknownOperation(call));
    try {
      return operation.run(this.#call(call, authorized, halvePage), input, voice);
    } catch (error) {
      if (error instanceof AwsError) return renderError(voice, error);
      throw error;
    }
  }

  failure(call: Identified<AwsContext>, kind: FailureKind, fault?: Fault): WireReply {
    return renderError(voiceOf(call), failureOf(call, kind, fault));
  }

  #call(call: Identified<AwsContext>, authorized: Authorized, halvePage: boolean): Call {
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
function voiceOf(call: Identified<AwsContext>): Voice {
  const { service = 'ec2', protocol } = call.context;
  return { service, protocol, operation: call.operation, requestId: call.requestId };
}

function unknownOperation(call: Identified<AwsContext>): AwsError {
  const { protocol } = call.context;
  if (protocol === 'json' || protocol === 'cbor') {
    return new AwsError('UnknownOperationException', `${call.operation} is not an operation that the sandbox serves.`);
  }
  return new AwsError('InvalidAction', `The action ${call.operation} is not valid for this web service.`);
}

function failureOf(call: Identified<AwsContext>, kind: FailureKind, fault: Fault | undefined): AwsError {
  const { service = 'ec2' } = call.context;
  const { retryAfterSeconds } = fault ?? {};
  if (kind === 'expired-token') return expiredToken(service);
  const profile = services[service];
  const form = kind === 'deny' ? profile.denied : kind === 'throttle' ? profile.throttled : profile.internal;
  const { code = form.code, status = form.status } = fault ?? {};
  const message = kind === 'deny' ? `${form.message} ${whatIsDenied(call)}` : form.message;
  return new AwsError(code, message, { status, retryAfterSeconds });
}

function whatIsDenied({ context, operation }: Identified<AwsContext>): string {
  const who = context.authorized?.caller.arn ?? 'anonymous';
  const action = `${context.service ?? 'unknown'}:${operation}`;
  return `User: ${who} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
}

const tokenFields = ['NextToken', 'NextPageToken'] as const;

function hasToken(input: unknown): boolean {
  if (input instanceof QueryParams) return tokenFields.some((field) => input.has(field));
  return typeof input === 'object' && input !== null && tokenFields.some((field) => Object.hasOwn(input, field));
}

/** The role that an `AssumeRole` asks for. */
function assumedRole(input: unknown): { readonly account: string; readonly name: string } | undefined {
  const arn = input instanceof QueryParams ? input.get('RoleArn') : undefined;
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}
