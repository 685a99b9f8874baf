import type { WireRequest } from '../../server/wire.ts';
import type { MemberType, RestTarget, Route } from '../service-module.ts';
import type { Service } from '../service-table.ts';
import { AwsError } from './errors.ts';
import { uploadedBody } from './uploaded-body.ts';

interface Matched {
  readonly route: Route;
  readonly members: Readonly<Record<string, string>>;
  /** More conditions on the query beat fewer, then more literal text in the path. */
  readonly rank: number;
}

/** What a REST request asks of a service; undefined where no route fits. Throws `SerializationException`. */
export function routeRequest(service: Service, request: WireRequest): RestTarget | undefined {
  const asked = request.query.get('x-id');
  let best: Matched | undefined;
  for (const route of service.routes) {
    // The SDKs name the operation where the address alone would be ambiguous.
    if (asked !== null && asked !== route.operation) continue;
    const matched = match(service, route, request);
    if (matched && (best === undefined || matched.rank > best.rank)) best = matched;
  }
  if (!best) return undefined;
  return { operation: best.route.operation, input: inputOf(best, request) };
}

function match(service: Service, route: Route, request: WireRequest): Matched | undefined {
  if (route.method !== request.method) return undefined;
  const conditions = Object.entries(route.when ?? {});
  for (const [name, value] of conditions) {
    const found = request.query.get(name);
    if (found === null || (value !== '' && found !== value)) return undefined;
  }
  if (service.subresources.size > 0) {
    for (const name of request.query.keys()) {
      if (service.subresources.has(name) && !conditions.some(([wanted]) => wanted === name)) return undefined;
    }
  }
  const { pattern, names, literal } = compiled(route.path);
  const found = pattern.exec(request.path);
  if (!found) return undefined;
  const members = Object.fromEntries(names.map((name, at) => [name, decode(found[at + 1] ?? '')]));
  return { route, members, rank: conditions.length * 10_000 + literal };
}

interface Template {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** Characters of literal text. */
  readonly literal: number;
}

const templates = new Map<string, Template>();

function compiled(path: string): Template {
  let template = templates.get(path);
  if (template === undefined) {
    const parts = path.split(/(\{[^}]+\})/);
    const holes = parts.filter((part) => part.startsWith('{'));
    const source = parts
      .map((part) => {
        if (part.startsWith('{')) return part.endsWith('+}') ? '(.+)' : '([^/]+)';
        return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      })
      .join('');
    template = {
      // Some clients write a slash at the end where the description has none.
      pattern: new RegExp(`^${source.replace(/\/$/, '')}/?$`),
      names: holes.map((hole) => hole.replace(/[{}+]/g, '')),
      literal: path.length - holes.join('').length,
    };
    templates.set(path, template);
  }
  return template;
}

function inputOf({ route, members }: Matched, request: WireRequest): Readonly<Record<string, unknown>> {
  const { query: types = {}, headers: headerTypes = {}, payload } = route;
  const input: Record<string, unknown> = payload === undefined ? bodyOf(request) : { [payload]: uploadedBody(request) };
  for (const name of new Set(request.query.keys())) {
    if (name !== 'x-id') input[name] = valueOf(types[name] ?? 'text', name, request.query.getAll(name));
  }
  for (const [name, type] of Object.entries(headerTypes)) {
    const value = request.headers[name];
    if (value !== undefined) input[name] = valueOf(type, name, typeof value === 'string' ? [value] : value);
  }
  return Object.assign(input, members);
}

/** The members of a JSON body; none for a body of another kind, which the operation reads from the request itself. */
function bodyOf({ headers, body }: WireRequest): Record<string, unknown> {
  if (body.length === 0 || !/json/.test(headers['content-type'] ?? '')) return {};
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch {
    throw notReadable('The body is not JSON.');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw notReadable('The body is not a JSON object.');
  }
  return { ...document };
}

function valueOf(type: MemberType, name: string, values: readonly string[]): unknown {
  const value = values[0] ?? '';
  switch (type) {
    case 'text':
      return value;
    case 'list':
      return values;
    case 'integer':
      if (!/^-?\d+$/.test(value)) throw notReadable(`${name} must be an integer, not ${JSON.stringify(value)}.`);
      return Number(value);
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw notReadable(`${name} must be true or false.`);
      return value === 'true';
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notReadable('The path is not well-formed.');
  }
}

function notReadable(message: string): AwsError {
  return new AwsError('SerializationException', message);
}
