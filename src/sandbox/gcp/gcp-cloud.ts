import { randomUUID } from 'node:crypto';
import type { Cloud, FailureKind, Identified } from '../server/cloud.ts';
import type { Fault } from '../server/faults.ts';
import type { WireReply, WireRequest } from '../server/wire.ts';
import { type GcpService, type GcpWorld, projectOf } from './service.ts';
import {
  errorBody,
  GoogleError,
  notFound,
  permissionDenied,
  rateLimited,
  serviceDisabled,
  unauthenticated,
} from './wire/errors.ts';
import { partOf } from './wire/field-mask.ts';
import { type Matched, Routes } from './wire/routes.ts';

export interface GcpContext {
  readonly service: GcpService | undefined;
  readonly matched: Matched | undefined;
  readonly authorized: boolean;
  readonly path: string;
}

/** Where the cloud's hosts are mounted: `/gcp/compute.googleapis.com/…`. */
const MOUNT = /^\/gcp\/([^/]+)(\/.*)?$/;

/** Google Cloud: its JSON APIs over one estate. */
export class GcpCloud implements Cloud<GcpContext> {
  readonly name = 'gcp';
  readonly #world: GcpWorld;
  readonly #accessToken: string;
  readonly #routes: Routes;

  constructor(world: GcpWorld, accessToken: string, services: readonly GcpService[]) {
    this.#world = world;
    this.#accessToken = accessToken;
    this.#routes = new Routes(services);
  }

  identify(request: WireRequest): Identified<GcpContext> {
    const [, host = '', path = '/'] = MOUNT.exec(request.path) ?? [];
    const matched = this.#routes.find(host, request.method, path);
    const service = this.#routes.service(host);
    const id = service?.id ?? 'unknown';
    return {
      service: id,
      serviceNames: new Set([id]),
      operation: matched?.method.id ?? 'unknown',
      action: matched ? permissionOf(matched) : 'unknown',
      account: projectOf(this.#world, matched?.params['project'])?.projectId ?? '',
      region: regionOf(matched?.params ?? {}),
      continuesListing: (request.query.get('pageToken') ?? '') !== '' || bodyHasToken(request),
      requestId: randomUUID(),
      context: {
        service,
        matched,
        authorized: request.headers.authorization === `Bearer ${this.#accessToken}`,
        path,
      },
    };
  }

  answer(
    request: WireRequest,
    call: Identified<GcpContext>,
    { halvePage }: { readonly halvePage: boolean },
  ): WireReply {
    try {
      return json(200, this.#answer(request, call.context, halvePage));
    } catch (error) {
      if (error instanceof GoogleError) return this.#error(call, error);
      throw error;
    }
  }

  failure(call: Identified<GcpContext>, kind: FailureKind, fault?: Fault): WireReply {
    return this.#error(call, this.#failureOf(call, kind, fault));
  }

  #answer(request: WireRequest, { service, matched, authorized, path }: GcpContext, halvePage: boolean): object {
    if (service === undefined) throw notFound(path);
    if (!authorized) throw unauthenticated();
    if (matched === undefined) throw notFound(path);
    const { method, params } = matched;
    if (params['project'] !== undefined) this.#checkProject(service, method.permission, params['project']);
    const body = request.body.length === 0 ? undefined : parsed(request.body);
    const { query } = request;
    const whole = method.answer({ world: this.#world, params, query, body, halvePage, now: this.#world.clock() });
    const fields = query.get('fields');
    return fields === null ? whole : partOf(whole, fields);
  }

  /** A project that is not there, or is going. The newer APIs do not tell whether there is one. */
  #checkProject({ legacyErrors, id }: GcpService, permission: string, project: string): void {
    const found = projectOf(this.#world, project);
    if (found?.state === 'ACTIVE' || (found && id === 'cloudresourcemanager')) return;
    if (legacyErrors && found === undefined) throw notFound(`projects/${project}`);
    throw permissionDenied(permission, `projects/${project}`, legacyErrors);
  }

  #failureOf({ context, action, account }: Identified<GcpContext>, kind: FailureKind, fault?: Fault): GoogleError {
    const { service, matched } = context;
    const { host = '', display = '', legacyErrors = false } = service ?? {};
    const { code, status = 500, retryAfterSeconds } = fault ?? {};
    const number = projectOf(this.#world, account)?.number ?? this.#world.estate.organization.projects[0]?.number ?? '';
    if (kind === 'expired-token') return unauthenticated();
    if (kind === 'throttle') return rateLimited(host, number, retryAfterSeconds);
    const resource =
      matched?.params['project'] === undefined ? 'organization' : `projects/${matched.params['project']}`;
    if (kind === 'deny') return permissionDenied(action, resource, legacyErrors);
    if (code === 'SERVICE_DISABLED') return serviceDisabled(host, display, number);
    const canonical = code ?? (status === 503 ? 'UNAVAILABLE' : 'INTERNAL');
    const reason = code ?? (status === 503 ? 'backendError' : 'internalError');
    return new GoogleError(status, canonical, reason, 'Internal error encountered.', { retryAfterSeconds });
  }

  #error({ context }: Identified<GcpContext>, error: GoogleError): WireReply {
    const headers =
      error.retryAfterSeconds === undefined ? undefined : { 'retry-after': String(error.retryAfterSeconds) };
    const reply = json(error.status, errorBody(error, context.service?.legacyErrors ?? false), headers);
    return { ...reply, errorCode: error.canonical };
  }
}

function permissionOf({ method, params }: Matched): string {
  return method.permissionFor?.(params) ?? method.permission;
}

function json(status: number, document: object, headers: Readonly<Record<string, string>> = {}): WireReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(document),
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new GoogleError(400, 'INVALID_ARGUMENT', 'parseError', 'Invalid JSON payload received.');
  }
}

function bodyHasToken({ method, body }: WireRequest): boolean {
  return method === 'POST' && /"pageToken"\s*:\s*"[^"]/.test(body.toString('utf8'));
}

function regionOf(params: Readonly<Record<string, string>>): string {
  const place = params['region'] ?? params['zone'] ?? params['location'] ?? '';
  return place === '-' ? '' : place.replace(/-[a-f]$/, '');
}
