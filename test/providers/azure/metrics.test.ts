import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { MetricPage } from '../../../src/domain/ports/provider.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { type Call, collected, refusal, ReplayServer, replayNow, subscriptionId } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const scope = { provider: 'azure', accountId: subscriptionId, regionId: 'eastus' } as const;
const HOUR = 3_600_000;

/** Machines as the collector reads them. */
async function machines(count: number, vmSize = 'Standard_D2s_v5'): Promise<readonly Resource[]> {
  server.graph(
    Array.from({ length: count }, (_, at) => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM-${at}`,
      name: `VM-${at}`,
      type: 'microsoft.compute/virtualmachines',
      location: 'eastus',
      properties: {
        hardwareProfile: { vmSize },
        storageProfile: {},
        timeCreated: '2026-01-01T00:00:00Z',
        extended: { instanceView: { powerState: { code: 'PowerState/running' } } },
      },
    })),
  );
  return (await collected(server.connect(), 'azure:compute:virtual-machine')).resources;
}

async function ask(subjects: readonly Resource[], ...metrics: readonly MetricName[]): Promise<MetricPage> {
  const digests: MetricPage['digests'][number][] = [];
  const unread: MetricPage['unread'][number][] = [];
  server.calls.length = 0;
  const question = { subjects, metrics: new Set(metrics), until: replayNow };
  for await (const page of server.connect({}, { attempts: 1 }).metrics(scope, question)) {
    digests.push(...page.digests);
    unread.push(...page.unread);
  }
  return { digests, unread };
}

const isBatch = ({ path }: Call): boolean => path.endsWith('/metrics:getbatch');

/** Hourly points of the whole window of a request. */
function points(call: Call, of: (hour: number) => object): readonly object[] {
  const start = Date.parse(call.query.get('starttime') ?? call.query.get('timespan')?.split('/')[0] ?? '');
  const end = Date.parse(call.query.get('endtime') ?? call.query.get('timespan')?.split('/')[1] ?? '');
  const step = call.query.get('interval') === 'P1D' ? 24 * HOUR : HOUR;
  return Array.from({ length: (end - start) / step }, (_, at) => ({
    timeStamp: new Date(start + at * step).toISOString(),
    ...of(at),
  }));
}

const metricsIn = (call: Call, of: (hour: number, metric: string) => object) =>
  (call.query.get('metricnames') ?? '').split(',').map((name) => ({
    name: { value: name },
    errorCode: 'Success',
    timeseries: [{ metadatavalues: [], data: points(call, (hour) => of(hour, name)) }],
  }));

function serveBatch(of: (hour: number, metric: string) => object): void {
  server.on((call) => {
    if (!isBatch(call)) return undefined;
    const { resourceids } = call.body as { resourceids: readonly string[] };
    return { body: { values: resourceids.map((resourceid) => ({ resourceid, value: metricsIn(call, of) })) } };
  });
}

describe('metrics', () => {
  it('of 120 machines are asked 50 at a time, in their region', async () => {
    serveBatch((hour) => ({ average: hour % 2, maximum: 10 }));
    const subjects = await machines(120);
    const { digests, unread } = await ask(subjects, 'cpu-percent-average', 'cpu-percent-maximum');
    expect(unread).toEqual([]);
    expect(digests).toHaveLength(240);
    const calls = server.calls.filter(isBatch);
    expect(calls.map(({ host }) => host)).toEqual(Array.from({ length: 3 }, () => 'eastus.metrics.monitor.azure.com'));
    expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
      starttime: '2026-11-10T00:00:00.000Z',
      endtime: '2026-11-24T00:00:00.000Z',
      interval: 'PT1H',
      metricnamespace: 'Microsoft.Compute/virtualMachines',
      metricnames: 'Percentage CPU',
      aggregation: 'average,maximum',
      'api-version': '2024-02-01',
    });
    expect((calls[0]?.body as { resourceids: unknown[] } | undefined)?.resourceids).toHaveLength(50);
    expect(digests[0]).toMatchObject({
      resourceId: subjects[0]?.resourceId,
      metric: 'cpu-percent-average',
      periodSeconds: 3600,
      sampleCount: 336,
      expectedCount: 336,
      mean: 0.5,
      max: 1,
    });
    expect(digests[0]?.hourOfWeek).toHaveLength(168);
  });

  it('add up traffic in both directions, and know the busiest day', async () => {
    serveBatch((day, metric) => ({ total: metric === 'Network In Total' ? 100 * day : 1 }));
    const { digests } = await ask(await machines(1), 'network-bytes');
    expect(digests).toMatchObject([{ metric: 'network-bytes', sampleCount: 14, max: 1301, maxDaySum: 1301 }]);
  });

  it('make of free memory the percentage of the size that is in use', async () => {
    server.get('/microsoft.compute/skus', {
      value: [
        {
          resourceType: 'virtualMachines',
          name: 'Standard_D2s_v5',
          capabilities: [
            { name: 'vCPUs', value: '2' },
            { name: 'MemoryGB', value: '8' },
          ],
        },
      ],
    });
    serveBatch((hour) => ({ minimum: hour === 7 ? 2 ** 30 : 6 * 2 ** 30 }));
    const { digests } = await ask(await machines(1), 'memory-percent-maximum');
    expect(digests).toMatchObject([{ max: 87.5, p50: 25 }]);
  });

  it('of memory are unread when the size is not known', async () => {
    serveBatch(() => ({ minimum: 1 }));
    const { digests, unread } = await ask(await machines(1), 'memory-percent-maximum');
    expect(digests).toEqual([]);
    expect(unread).toMatchObject([{ reason: 'memory-percent-maximum: the memory of Standard_D2s_v5 is not known' }]);
  });

  it('without values are no samples, and zero is one', async () => {
    serveBatch((hour) => (hour < 10 ? { average: 0 } : {}));
    const { digests } = await ask(await machines(1), 'cpu-percent-average');
    expect(digests).toMatchObject([{ sampleCount: 10, expectedCount: 336, mean: 0 }]);
  });

  it('come from each resource by itself where the batch API is refused', async () => {
    server.on((call) => (isBatch(call) ? refusal('AuthorizationFailed', 'no') : undefined));
    server.on((call) =>
      call.path.endsWith('/providers/microsoft.insights/metrics')
        ? { body: { value: metricsIn(call, () => ({ average: 5 })) } }
        : undefined,
    );
    const { digests, unread } = await ask(await machines(2), 'cpu-percent-average');
    expect(unread).toEqual([]);
    expect(digests.map(({ mean }) => mean)).toEqual([5, 5]);
    expect(server.calls.filter(isBatch)).toHaveLength(1);
  });

  it('of which one does not exist leave the others as they are', async () => {
    server.on((call) => {
      if (!isBatch(call)) return undefined;
      if (call.query.get('metricnames')?.includes('Disk') === true) return refusal('BadRequest', 'no such metric', 400);
      const { resourceids } = call.body as { resourceids: readonly string[] };
      return {
        body: {
          values: resourceids.map((resourceid) => ({ resourceid, value: metricsIn(call, () => ({ average: 1 })) })),
        },
      };
    });
    server.on((call) =>
      call.path.endsWith('/providers/microsoft.insights/metrics')
        ? refusal('BadRequest', 'no such metric', 400)
        : undefined,
    );
    const { digests, unread } = await ask(await machines(1), 'cpu-percent-average', 'disk-operations');
    expect(digests).toMatchObject([{ metric: 'cpu-percent-average', mean: 1 }]);
    expect(unread).toMatchObject([
      { reason: 'disk-operations: invalid: Microsoft.Insights/metrics/read (BadRequest)' },
    ]);
  });

  it.each`
    why                          | value
    ${'that failed'}             | ${[{ name: { value: 'Percentage CPU' }, errorCode: 'InternalError', timeseries: [] }]}
    ${'that is not there'}       | ${[]}
    ${'with a point of no time'} | ${[{ name: { value: 'Percentage CPU' }, timeseries: [{ data: [{ average: 1 }] }] }]}
  `('with a series $why are unread, never a short series', async ({ value }) => {
    server.on((call) => {
      if (!isBatch(call)) return undefined;
      const { resourceids } = call.body as { resourceids: readonly string[] };
      return { body: { values: resourceids.map((resourceid) => ({ resourceid, value })) } };
    });
    const { digests, unread } = await ask(await machines(1), 'cpu-percent-average');
    expect(digests).toEqual([]);
    expect(unread).toHaveLength(1);
  });

  it.skipIf(!hasOfficialExamples)('read the official example of one resource, its tiers added up', async () => {
    const account = {
      id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a`,
      name: 'a',
      type: 'microsoft.storage/storageaccounts',
      location: 'eastus',
      kind: 'StorageV2',
      sku: { name: 'Standard_LRS' },
      properties: { creationTime: '2020-01-01T00:00:00Z' },
    };
    server.graph([account]);
    const { resources } = await collected(server.connect(), 'azure:storage:storage-account');
    server.on((call) => (isBatch(call) ? refusal('Forbidden', 'no') : undefined));
    const body = officialBody('monitor', '2024-02-01/examples/GetMetric.json');
    server.on(({ path }) => (path.endsWith('/providers/microsoft.insights/metrics') ? { body } : undefined));
    const { digests, unread } = await ask(resources, 'bucket-objects');
    // Its points are of 2021: none lies in the window that was asked for, and none of them is taken.
    expect(unread).toEqual([]);
    expect(digests).toMatchObject([{ metric: 'bucket-objects', sampleCount: 0, expectedCount: 96 }]);
    expect(server.calls.at(-1)?.path).toContain('/storageaccounts/a/blobservices/default/providers/microsoft.insights');
  });
});
