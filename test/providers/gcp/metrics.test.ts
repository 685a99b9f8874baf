import { afterEach, describe, expect, it } from 'vitest';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { MetricPage } from '../../../src/domain/ports/provider.ts';
import { hasRecorded, recordedBodies } from './recorded.ts';
import { type Answer, type Asked, collectAll, googleError, NOW, replay, type Replay } from './replay.ts';

const machine = (id: string, machineType = 'n2-standard-4'): object => ({
  id,
  name: `vm-${id}`,
  machineType: `zones/us-central1-a/machineTypes/${machineType}`,
  status: 'RUNNING',
  disks: [],
  networkInterfaces: [],
  creationTimestamp: '2026-01-01T00:00:00Z',
});

const series = (id: string, values: readonly number[]): object => ({
  metric: { type: 'x' },
  resource: { type: 'gce_instance', labels: { instance_id: id } },
  // Newest first, as Monitoring sends them; the end of the interval is the end of the period.
  points: values.map((doubleValue, back) => {
    const endTime = new Date(Date.parse('2026-11-24T00:00:00Z') - back * 3_600_000).toISOString();
    return { interval: { startTime: endTime, endTime }, value: { doubleValue } };
  }),
});

let server: Replay | undefined;
afterEach(async () => server?.close());

async function metricsOf(
  machines: readonly object[],
  metrics: readonly MetricName[],
  answer: (asked: Asked) => Answer | undefined,
): Promise<MetricPage> {
  server = await replay((asked) =>
    asked.service === 'compute'
      ? { body: { items: { 'zones/us-central1-a': { instances: machines } } } }
      : answer(asked),
  );
  const { resources } = await collectAll(server.connection, 'gcp:compute:instance', 'p');
  const question = { subjects: resources, metrics: new Set(metrics), until: NOW };
  const all = { digests: [] as MetricPage['digests'][number][], unread: [] as MetricPage['unread'][number][] };
  const scope = { provider: 'gcp', accountId: 'p', regionId: 'us-central1' } as const;
  for await (const page of server.connection.metrics(scope, question)) {
    all.digests.push(...page.digests);
    all.unread.push(...page.unread);
  }
  return all;
}

const asked = (): readonly Asked[] => (server?.asked ?? []).filter(({ service }) => service === 'monitoring');

describe('metrics', () => {
  it('asks for one aligned series a machine, and takes the ends of periods for what they are', async () => {
    const { digests, unread } = await metricsOf([machine('1'), machine('2')], ['cpu-percent-maximum'], () => ({
      body: { timeSeries: [series('1', [0.5, 0.25]), series('2', [])] },
    }));
    expect(unread).toEqual([]);
    expect(digests).toMatchObject([
      { metric: 'cpu-percent-maximum', sampleCount: 2, max: 50, mean: 37.5, expectedCount: 336, periodSeconds: 3600 },
      { sampleCount: 0 },
    ]);
    const [{ query }] = asked() as [Asked];
    expect(query.get('filter')).toBe(
      'metric.type="compute.googleapis.com/instance/cpu/utilization" AND resource.type="gce_instance" AND ' +
        'resource.labels.instance_id=one_of("1","2")',
    );
    expect(query.get('interval.startTime')).toBe('2026-11-10T00:00:00.000Z');
    expect(query.get('interval.endTime')).toBe('2026-11-24T00:00:00.000Z');
    expect(query.get('aggregation.perSeriesAligner')).toBe('ALIGN_MAX');
  });

  it('keeps filters short: many machines take several requests', async () => {
    const machines = Array.from({ length: 130 }, (_, at) => machine(String(10 ** 18 + at * 1000)));
    const { digests } = await metricsOf(machines, ['cpu-percent-maximum'], () => ({ body: {} }));
    expect(digests).toHaveLength(130);
    expect(asked()).toHaveLength(3);
    for (const { query } of asked()) expect(query.get('filter')?.length).toBeLessThan(2048);
  });

  it('takes the memory of E2 machines from their host where no agent tells it', async () => {
    const { digests } = await metricsOf(
      [machine('1', 'e2-standard-2'), machine('2')],
      ['memory-percent-maximum'],
      ({ query }) => {
        const filter = query.get('filter') ?? '';
        if (filter.includes('ram_used')) return { body: { timeSeries: [series('1', [2])] } };
        return { body: filter.includes('ram_size') ? { timeSeries: [series('1', [8])] } : {} };
      },
    );
    const byName = new Map(digests.map((digest) => [digest.resourceId.split('/').at(-1), digest]));
    expect(byName.get('vm-1')).toMatchObject({ sampleCount: 1, max: 25 });
    expect(byName.get('vm-2')).toMatchObject({ sampleCount: 0 });
    expect(digests).toHaveLength(2);
  });

  it('takes an answer in part for unread', async () => {
    const { digests, unread } = await metricsOf([machine('1')], ['cpu-percent-maximum'], () => ({
      body: { timeSeries: [series('1', [0.5])], executionErrors: [{ code: 14, message: 'a shard was lost' }] },
    }));
    expect(digests).toEqual([]);
    expect(unread).toMatchObject([{ reason: expect.stringContaining('answered in part: a shard was lost') }]);
  });

  it('has no sample of a metric that nothing ever wrote', async () => {
    const { digests, unread } = await metricsOf([machine('1')], ['memory-percent-maximum'], () => ({
      status: 404,
      body: googleError(
        404,
        'NOT_FOUND',
        'Cannot find metric(s) that match type = "agent.googleapis.com/memory/percent_used".',
      ),
    }));
    expect(unread).toEqual([]);
    expect(digests).toMatchObject([{ sampleCount: 0 }]);
  });

  it('fails as a whole where reading is refused', async () => {
    const failed = metricsOf([machine('1')], ['cpu-percent-maximum'], () => ({
      status: 403,
      body: googleError(403, 'PERMISSION_DENIED', "Permission 'monitoring.timeSeries.list' denied"),
    }));
    await expect(failed).rejects.toMatchObject({ category: 'denied' });
  });

  it.skipIf(!hasRecorded)('reads a recorded answer of Monitoring (needs ../shared)', async () => {
    const body = recordedBodies('/v3/projects/cloud-custodian/timeSeries').find((one) => 'unit' in one);
    const { digests } = await metricsOf([machine('127589370984384384')], ['cpu-percent-maximum'], () => ({ body }));
    // Its point is of 2025: outside of the window, so no sample, and no failure.
    expect(digests).toMatchObject([{ sampleCount: 0 }]);
  });
});
