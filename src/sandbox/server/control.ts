import type { CallLog } from './calls.ts';
import { readFault } from './fault-spec.ts';
import type { FaultBook } from './faults.ts';
import type { Outcome, WireRequest } from './wire.ts';

export const controlPrefix = '/_sandbox/';

export interface ControlOptions {
  readonly calls: CallLog;
  readonly faults: FaultBook;
  /** What is planted; no adapter may read it. */
  readonly truth: () => object;
  /** The whole state as canonical JSON. */
  readonly estate: () => unknown;
  readonly health: () => object;
}

/**
 * The sandbox's own endpoints, beside the clouds' APIs:
 * - `GET /_sandbox/health`, `/truth`, `/estate`
 * - `GET /_sandbox/calls`: counts; `?list=1` adds the last requests, `&limit=` at most that many; `DELETE` forgets them
 * - `GET /_sandbox/fault`: what is armed; `POST` arms one; `DELETE` removes all, or `?id=` one
 */
export function handleControl(request: WireRequest, options: ControlOptions): Outcome {
  const resource = request.path.slice(controlPrefix.length);
  switch (`${request.method} ${resource}`) {
    case 'GET health':
      return json(200, options.health());
    case 'GET truth':
      return json(200, options.truth());
    case 'GET estate':
      return json(200, options.estate());
    case 'GET calls':
      return json(200, callsDocument(request, options.calls));
    case 'DELETE calls':
      options.calls.reset();
      return json(200, { total: 0 });
    case 'GET fault':
      return json(200, { faults: options.faults.list() });
    case 'POST fault':
      return addFault(request, options.faults);
    case 'DELETE fault':
      return json(200, { removed: options.faults.clear(request.query.get('id') ?? undefined) });
    default:
      return json(404, { error: `${request.method} ${request.path} is not an endpoint of the sandbox` });
  }
}

function callsDocument(request: WireRequest, calls: CallLog): object {
  const document = { total: calls.total(), counts: calls.counts() };
  if (request.query.get('list') === null) return document;
  const limit = Number(request.query.get('limit') ?? 1000);
  return { ...document, recent: calls.recent(Number.isInteger(limit) && limit > 0 ? limit : 1000) };
}

function addFault(request: WireRequest, faults: FaultBook): Outcome {
  try {
    return json(201, faults.add(readFault(JSON.parse(request.body.toString('utf8')) as unknown)));
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return json(400, { error: error.message });
    throw error;
  }
}

function json(status: number, document: unknown): Outcome {
  const body = JSON.stringify(document);
  return { kind: 'reply', reply: { status, headers: { 'content-type': 'application/json' }, body } };
}
