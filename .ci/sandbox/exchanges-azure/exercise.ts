import { operations } from '../../../src/sandbox/azure/operations.ts';
import type { Operation } from '../../../src/sandbox/azure/wire/call.ts';
import { versionOf } from './versions.ts';

interface Asked {
  readonly url: string;
  readonly token: string;
  /** Subscriptions that can be read, and ids of resources. */
  readonly subscriptions: readonly string[];
  readonly ids: readonly string[];
  readonly regionOf: (id: string) => string;
  /** The sandbox's time, epoch ms. */
  readonly now: number;
}

/** Resources of each type that single reads are made of. */
const PER_OPERATION = 4;

/** Calls every operation that is served, with success and in each documented way to fail; follows every `nextLink`. */
export async function exerciseAzure(asked: Asked): Promise<void> {
  for (const operation of operations) {
    const requests = requestsFor(operation, asked);
    if (requests.length === 0) throw new Error(`no request can be made for ${operation.service} ${operation.id}`);
    for (const request of requests) await follow(asked, request);
    await fail(asked, operation, requests[0]!);
  }
}

interface Request {
  readonly method: string;
  /** Host, path and query. */
  readonly target: string;
  readonly body?: object;
}

function requestsFor(operation: Operation, asked: Asked): readonly Request[] {
  const host = operation.host ?? 'management.azure.com';
  const query = queryOf(operation, asked.now);
  const request = (path: string, more: { readonly host?: string; readonly body?: object } = {}): Request => ({
    method: operation.method,
    target: `${more.host ?? host}${path}?${query}`,
    ...(more.body !== undefined && { body: more.body }),
  });
  switch (operation.id) {
    case 'Metrics_List':
    case 'MetricDefinitions_List':
      return measured(asked).map((id) => request(operation.path.replace('/{+scope}', id)));
    case 'Metrics_Batch':
      return measured(asked).map((id) =>
        request(`/subscriptions/${id.split('/')[2]}/metrics:getBatch`, {
          host: `${asked.regionOf(id)}.metrics.monitor.azure.com`,
          body: { resourceids: [id] },
        }),
      );
    case 'Resources':
      return GRAPH_QUERIES.map((text) =>
        request(operation.path, { body: { subscriptions: asked.subscriptions, query: text, options: { $top: 50 } } }),
      );
    case 'Query_Usage':
      return asked.subscriptions.flatMap((id) =>
        ['ActualCost', 'AmortizedCost'].map((type) =>
          request(operation.path.replace('{+scope}', `subscriptions/${id}`), { body: costQuery(type, asked.now) }),
        ),
      );
    default:
      return pathsOf(operation, asked).map((path) => request(path));
  }
}

const GRAPH_QUERIES = [
  "resources | where type in~ ('microsoft.compute/virtualmachines', 'microsoft.sql/servers/databases') | order by id asc",
  "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project name, properties",
  'resources | summarize n = count() by type | order by n desc',
];

function costQuery(type: string, now: number): object {
  const day = (back: number): string => `${new Date(now - back * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
  return {
    type,
    timeframe: 'Custom',
    timePeriod: { from: day(5), to: day(1) },
    dataset: {
      granularity: 'Daily',
      aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
      grouping: [
        { type: 'Dimension', name: 'ServiceName' },
        { type: 'Dimension', name: 'ResourceId' },
      ],
    },
  };
}

/** One machine, one database and one storage account: each has other metrics. */
function measured({ ids }: Asked): readonly string[] {
  return [/virtualMachines\/[^/]+$/, /databases\/[^/]+$/, /storageAccounts\/[^/]+$/].map(
    (type) => ids.find((id) => type.test(id)) ?? '',
  );
}

function queryOf(operation: Operation, now: number): string {
  const day = (back: number): string => `${new Date(now - back * 86_400_000).toISOString().slice(0, 19)}Z`;
  const query = new URLSearchParams({ 'api-version': versionOf(operation) });
  if (operation.id === 'Metrics_List') {
    query.set('timespan', `${day(2)}/${day(0)}`);
    query.set('interval', 'PT6H');
  }
  if (operation.id === 'Metrics_Batch') {
    query.set('starttime', day(2));
    query.set('endtime', day(0));
    query.set('interval', 'PT6H');
    query.set('metricnamespace', 'Microsoft.Compute/virtualMachines');
  }
  if (operation.id === 'VirtualMachines_ListAll') query.set('$expand', 'instanceView');
  return query.toString();
}

/** The path of an operation for a few resources that are there. */
function pathsOf({ path }: Operation, { subscriptions, ids }: Asked): readonly string[] {
  if (!path.includes('{')) return [path];
  const template = path.split('/').slice(1);
  const only = template.filter((part) => part.startsWith('{'));
  if (only.length === 1) return subscriptions.map((id) => path.replace('{subscriptionId}', id));
  const found = new Set<string>();
  // Resources that fit as they are go before those that the template goes beyond.
  const whole = ids.filter((id) => id.split('/').length === path.split('/').length);
  for (const id of [...whole, ...ids]) {
    if (found.size >= PER_OPERATION) break;
    const filled = fill(template, id.split('/').slice(1));
    if (filled !== undefined) found.add(`/${filled.join('/')}`);
  }
  return [...found];
}

/** What the id gives, and the names of its own that the template adds. */
function fill(template: readonly string[], id: readonly string[]): readonly string[] | undefined {
  const filled = template.map((part, index) => {
    if (part === '{managementPolicyName}') return 'default';
    if (part.startsWith('{')) return id[index];
    const matches = id[index] === undefined ? index >= id.length : part.toLowerCase() === id[index].toLowerCase();
    return matches ? part : undefined;
  });
  return filled.every((part) => part !== undefined) ? filled : undefined;
}

async function send({ url, token }: Asked, request: Request, authorization = `Bearer ${token}`): Promise<Response> {
  return await fetch(`${url}/azure/${request.target}`, {
    method: request.method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
}

async function follow(asked: Asked, request: Request): Promise<void> {
  let next: Request | undefined = request;
  for (let page = 0; next !== undefined && page < 20; page++) {
    const response: Response = await send(asked, next);
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    // A storage account without a policy answers so, and a container without throughput of its own; nothing else may fail.
    if (response.status !== 200 && !/managementPolicies|throughputSettings/.test(request.target)) {
      throw new Error(`${request.target}: ${response.status} ${JSON.stringify(body)}`);
    }
    next = nextOf(next, body);
  }
}

function nextOf(request: Request, body: Readonly<Record<string, unknown>>): Request | undefined {
  const properties = (body.properties ?? {}) as Readonly<Record<string, unknown>>;
  const link = body.nextLink ?? body.NextPageLink ?? properties.nextLink;
  if (typeof link === 'string') {
    const { host, pathname, search } = new URL(link);
    return { ...request, target: `${host}${pathname}${search}` };
  }
  const token = body.$skipToken;
  if (typeof token !== 'string') return undefined;
  const { options, ...rest } = request.body as { readonly options: object };
  return { ...request, body: { ...rest, options: { ...options, $skipToken: token } } };
}

async function fail(asked: Asked, { service, id, anonymous }: Operation, request: Request): Promise<void> {
  for (const kind of ['deny', 'throttle', 'error']) {
    const fault = { id: 'failing', service, operation: id, kind, times: 1 };
    await fetch(`${asked.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
    const { ok } = await send(asked, request);
    if (ok) throw new Error(`${service} ${id} did not fail: ${kind}`);
  }
  if (anonymous === true) return;
  const { status } = await send(asked, request, 'Bearer nobody');
  if (status !== 401) throw new Error(`${service} ${id} answers anybody`);
}
