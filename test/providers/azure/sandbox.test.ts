import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import { type Day, instant } from '../../../src/domain/instant.ts';
import type { CloudConnection, Discovery, ProviderEvent } from '../../../src/domain/ports/provider.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { provider } from '../../../src/providers/azure/index.ts';
import { type Fault, type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';
import { collected } from './replay-server.ts';

const now = instant('2026-11-24T05:00:00Z');

let sandbox: RunningSandbox;
let home: Discovery;
beforeAll(async () => {
  sandbox = await startSandbox({ clouds: ['azure'], resources: 300, now: Date.parse(now) });
  home = await connect().discover();
}, 60_000);
afterEach(async () => {
  await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'DELETE' });
});
afterAll(() => sandbox.close());

function connect(onEvent: (event: ProviderEvent) => void = () => undefined): CloudConnection {
  return provider.connect(
    { provider: 'azure', name: 'sandbox', subscriptions: 'all', regions: 'all' },
    { now: () => now, signal: new AbortController().signal, onEvent, sandboxUrl: sandbox.url },
  );
}

async function inject(fault: Fault): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
  if (!response.ok) throw new Error(`the sandbox refused the fault: ${await response.text()}`);
}

async function inventory(
  connection: CloudConnection,
  scopes: readonly Scope[] = home.scopes,
): Promise<readonly Resource[]> {
  const found: Resource[] = [];
  for (const scope of scopes) {
    for (const { type } of connection.collectors) {
      const { resources, unread } = await collected(connection, type, scope);
      expect(unread).toEqual([]);
      found.push(...resources);
    }
  }
  return found;
}

const keyOf = ({ resourceId, type }: Resource): string => `${type} ${resourceId}`;

interface Truth {
  readonly entries: readonly {
    readonly accountId: string;
    readonly region: string;
    readonly resourceId: string;
    readonly because: string;
  }[];
}

/** Look-alikes that are none of what is collected, and for that reason no finding. */
const NOT_COLLECTED: ReadonlySet<string> = new Set([
  'the machine is gone',
  'a cluster of one’s own serves it',
  'paid by the token',
]);

describe('an estate', () => {
  it('is read the same by Resource Graph and by the lists', async () => {
    const byGraph = (await inventory(connect())).map(keyOf).toSorted();
    await inject({ service: 'resourcegraph', kind: 'deny' });
    const byLists = (await inventory(connect())).map(keyOf).toSorted();
    expect(byGraph.length).toBeGreaterThan(300);
    expect(byLists).toEqual(byGraph);
    expect(new Set(byGraph).size).toBe(byGraph.length);
  }, 120_000);

  it('has every resource that the sandbox knows the truth of, under its id and region', async () => {
    const found = new Map((await inventory(connect())).map((one) => [one.resourceId, one.scope]));
    const response = await fetch(`${sandbox.url}/_sandbox/truth`);
    const truth = (await response.json()) as Truth;
    const entries = truth.entries.filter(
      ({ resourceId, because }) => resourceId.includes('/providers/microsoft.') && !NOT_COLLECTED.has(because),
    );
    expect(entries.length).toBeGreaterThan(20);
    const missing = entries.filter(
      ({ resourceId, accountId, region }) =>
        found.get(resourceId)?.accountId !== accountId || found.get(resourceId)?.regionId !== region,
    );
    expect(missing).toEqual([]);
  }, 120_000);

  it('is measured, priced, sized, billed and advised on', async () => {
    const connection = connect();
    const resources = await inventory(connection);
    const metrics = new Set(connection.collectors.flatMap((collector) => collector.metrics ?? []));
    const scopes = new Map(resources.map(({ scope }) => [`${scope.accountId}/${scope.regionId}`, scope]));
    let samples = 0;
    for (const scope of scopes.values()) {
      const subjects = resources.filter(
        (one) => one.scope.accountId === scope.accountId && one.scope.regionId === scope.regionId,
      );
      for await (const page of connection.metrics(scope, { subjects, metrics, until: now })) {
        expect(page.unread).toEqual([]);
        samples += page.digests.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
      }
    }
    expect(samples).toBeGreaterThan(10_000);
    const items: string[] = [];
    for (const family of connection.priceFamilies([...new Set(resources.map(({ kind }) => kind))])) {
      for await (const page of connection.prices('eastus', family, new Map()))
        items.push(...page.prices.map(({ item }) => item));
    }
    expect(items).toEqual(
      expect.arrayContaining(['instance/standard_d2s_v5/linux', 'volume/premium_lrs/p10', 'address/idle']),
    );
    expect(new Set(items).size).toBe(items.length);
    const [first] = home.scopes;
    if (first === undefined) throw new Error('the sandbox has no subscription');
    const sizes: string[] = [];
    for await (const page of connection.sizes({ ...first, regionId: 'eastus' }, []))
      sizes.push(...page.map(({ name }) => name));
    expect(sizes).toContain('Standard_D2s_v5');
    let billed = 0n;
    for await (const page of connection.charges({ from: '2026-10-01' as Day, to: '2026-11-24' as Day })) {
      expect(page.unread).toBeUndefined();
      for (const { billedCost } of page.charges) billed += billedCost;
    }
    expect(billed).toBeGreaterThan(0n);
    const costs = await connection.resourceCosts();
    const known = new Set(resources.map(({ resourceId }) => resourceId));
    expect(costs.costs.some(({ resourceId }) => known.has(resourceId))).toBe(true);
    const advice = await Promise.all(
      home.scopes.map((scope) => connection.recommendations('advisor', scope, new Set())),
    );
    expect(advice.flat().every(({ adviser, id }) => adviser === 'advisor' && id !== '')).toBe(true);
  }, 120_000);
});

describe('a subscription that is denied', () => {
  it('is named, and leaves the others as they are', async () => {
    const [shut, ...open] = home.scopes;
    if (shut === undefined) throw new Error('the sandbox has no subscription');
    await inject({ account: shut.accountId, kind: 'deny' });
    const connection = connect();
    const error: unknown = await collected(connection, 'azure:compute:disk', shut).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CloudError);
    expect(error).toMatchObject({ category: 'denied', operation: 'Microsoft.Compute/disks/read' });
    expect((await inventory(connection, open)).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('Cost Management that throttles', () => {
  it('three times by its own header is not asked before that allows it, and read to the end', async () => {
    await inject({ service: 'costmanagement', kind: 'throttle', retryAfterSeconds: 1, times: 3 });
    const retries: ProviderEvent[] = [];
    const connection = connect((event) => {
      if (event.kind === 'retry') retries.push(event);
    });
    for await (const page of connection.charges({ from: '2026-11-01' as Day, to: '2026-11-24' as Day })) {
      expect(page.unread).toBeUndefined();
    }
    expect(retries.length).toBeGreaterThan(0);
    for (const retry of retries)
      expect(retry).toMatchObject({ waitMs: 1000, reason: expect.stringContaining('throttled') as string });
  }, 60_000);
});

describe('a listing that breaks in its midst', () => {
  it('is an error, never a shorter list', async () => {
    await inject({ service: 'resourcegraph', kind: 'deny' });
    await inject({ service: 'compute', operation: 'Disks_List', kind: 'half-page' });
    const busiest = home.scopes[0];
    if (busiest === undefined) throw new Error('the sandbox has no subscription');
    await expect(collected(connect(), 'azure:compute:disk', busiest)).rejects.toMatchObject({
      category: 'unavailable',
    });
  }, 60_000);
});

describe('the permissions', () => {
  it('are those that reading uses, and no others', async () => {
    const used = new Set<string>();
    const read = async () => {
      const connection = connect((event) => {
        if (event.kind === 'call') used.add(event.operation);
      });
      await connection.discover();
      const resources = await inventory(connection);
      const [scope] = home.scopes;
      if (scope === undefined) throw new Error('the sandbox has no subscription');
      const [vm] = resources.filter(({ kind }) => kind === 'instance');
      const metrics = new Set(connection.collectors.flatMap((collector) => collector.metrics ?? []));
      if (vm !== undefined) {
        for await (const _page of connection.metrics(vm.scope, { subjects: [vm], metrics, until: now })) continue;
      }
      await connection.resourceCosts();
      await connection.recommendations('advisor', scope, new Set());
      for await (const _page of connection.sizes({ ...scope, regionId: 'eastus' }, [])) continue;
    };
    await read();
    await inject({ service: 'resourcegraph', kind: 'deny' });
    await read();
    const listed = new Set(provider.permissions.flatMap(({ permissions }) => permissions));
    expect([...used].filter((operation) => !listed.has(operation))).toEqual([]);
    expect([...listed].filter((permission) => !used.has(permission))).toEqual([]);
  }, 120_000);
});
