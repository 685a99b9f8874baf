import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARM, type Json, serveAzure, type ServedAzure } from './served-azure.ts';

let azure: ServedAzure;
let truth: readonly Json[];

beforeAll(async () => {
  azure = await serveAzure();
  truth = (await azure.control('truth')).entries as Json[];
});
afterAll(() => azure.close());

const planted = (checkId: string, verdict: string, because = ''): Json =>
  truth.find(
    (entry) => entry.checkId === checkId && entry.verdict === verdict && (entry.because as string).includes(because),
  )!;
const window = 'timespan=2026-11-10T00:00:00Z/2026-11-24T00:00:00Z&interval=PT1H';
const metric = async (id: unknown, name: string, more = ''): Promise<Json> => {
  const address = `${ARM}${String(id)}/providers/Microsoft.Insights/metrics?api-version=2023-10-01&${window}&metricnames=${name}${more}`;
  const { status, body } = await azure.get(address);
  expect(status).toBe(200);
  return body;
};
const data = (body: Json): readonly Json[] => (body.value[0].timeseries[0]?.data ?? []) as Json[];

describe('Azure Monitor', () => {
  it('has one point an hour, with maximum over average over minimum', async () => {
    const { resourceId } = planted('azure-vm-idle', 'waste');
    const points = data(await metric(resourceId, 'Percentage CPU', '&aggregation=Average,Minimum,Maximum,Total,Count'));
    expect(points).toHaveLength(14 * 24);
    for (const { average, minimum, maximum, total, count } of points as { [key: string]: number }[]) {
      expect(count).toBe(12);
      expect(total! / count!).toBeCloseTo(average!);
      expect(minimum!).toBeLessThanOrEqual(average!);
      expect(maximum!).toBeGreaterThanOrEqual(average!);
      expect(maximum!).toBeLessThan(5);
    }
    expect((points[0] as Json).timeStamp).toBe('2026-11-10T00:00:00Z');
  });

  it('says nothing where nothing was reported: no zero, and no series at all for a silent one', async () => {
    const gap = planted('azure-vm-idle', 'fine', 'begin less than 9 days ago');
    const points = data(await metric(gap.resourceId, 'Percentage CPU'));
    expect(points).toHaveLength(14 * 24);
    expect(points[0]).toEqual({ timeStamp: '2026-11-10T00:00:00Z' });
    expect(points.at(-1)?.average).toBeGreaterThan(0);
    const silent = planted('azure-vm-idle', 'fine', 'no metrics at all');
    expect((await metric(silent.resourceId, 'Percentage CPU')).value[0].timeseries).toEqual([]);
  });

  it('keeps to the rates that were planted', async () => {
    const oversized = planted('azure-vm-rightsize', 'waste');
    const cpu = data(await metric(oversized.resourceId, 'Percentage CPU', '&aggregation=maximum'));
    expect(Math.max(...cpu.map(({ maximum }) => maximum as number))).toBeLessThan(28);
    const network = data(await metric(oversized.resourceId, 'Network In Total', '&aggregation=total'));
    expect(network.reduce((sum, { total }) => sum + (total as number), 0)).toBeGreaterThan(14 * 5_000_000);
  });

  it('splits by a dimension where the filter says so', async () => {
    const account = planted('azure-storage-lifecycle-missing', 'waste');
    const blobs = `${String(account.resourceId)}/blobServices/default`;
    const whole = await metric(blobs, 'BlobCapacity');
    expect(whole.value[0].timeseries[0].metadatavalues).toEqual([]);
    const split = await metric(blobs, 'BlobCapacity', "&$filter=Tier eq '*'");
    expect(split.value[0].timeseries[0].metadatavalues).toEqual([
      { name: { value: 'tier', localizedValue: 'tier' }, value: 'Hot' },
    ]);
  });

  it('answers a batch as it answers each one, and takes no more than fifty of one region', async () => {
    const { resourceId, region, accountId } = planted('azure-vm-idle', 'waste');
    const address = (where: string): string =>
      `https://${where}.metrics.monitor.azure.com/subscriptions/${String(accountId)}/metrics:getBatch?api-version=2024-02-01&starttime=2026-11-10T00:00:00Z&endtime=2026-11-24T00:00:00Z&interval=PT1H&metricnames=Percentage CPU&aggregation=average&metricnamespace=Microsoft.Compute/virtualMachines`;
    const { body } = await azure.post(address(String(region)), { resourceids: [resourceId] });
    expect(data(body.values[0] as Json)).toEqual(data(await metric(resourceId, 'Percentage CPU')));
    expect(body.values[0].resourceid).toBe(resourceId);
    const many = await azure.post(address(String(region)), {
      resourceids: Array.from({ length: 51 }, () => resourceId),
    });
    expect(many.status).toBe(400);
    const elsewhere = region === 'westus2' ? 'eastus' : 'westus2';
    expect((await azure.post(address(elsewhere), { resourceids: [resourceId] })).status).toBe(400);
  });

  it('refuses an unknown metric and an unknown grain, in the form of its own', async () => {
    const { resourceId } = planted('azure-vm-idle', 'waste');
    const address = `${ARM}${String(resourceId)}/providers/Microsoft.Insights/metrics?api-version=2023-10-01`;
    const unknown = await azure.get(`${address}&metricnames=Nothing`);
    expect([unknown.status, unknown.body.code]).toEqual([400, 'BadRequest']);
    expect(unknown.body.message).toContain('Valid metrics: Percentage CPU');
    expect((await azure.get(`${address}&metricnames=Percentage CPU&interval=PT7M`)).status).toBe(400);
  });
});
