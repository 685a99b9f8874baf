import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, serveAzure, type ServedAzure, ARM, firstSubscription } from './served-azure.ts';

let azure: ServedAzure;
beforeAll(async () => {
  azure = await serveAzure({ resources: 200 });
});
afterAll(() => azure.close());

const PRICES = 'https://prices.azure.com/api/retail/prices';
const ask = async (filter: string): Promise<readonly Json[]> =>
  (await azure.get(`${PRICES}?$filter=${encodeURIComponent(filter)}`)).body.Items as Json[];

describe('the Retail Prices API', () => {
  it('answers anybody', async () => {
    const response = await fetch(`${azure.url}/azure/prices.azure.com/api/retail/prices`);
    expect(response.status).toBe(200);
  });

  it('pages to the end by links with the port', async () => {
    const seen: string[] = [];
    let next: string | null = PRICES;
    while (next !== null) {
      const { body }: { body: Json } = await azure.get(next);
      expect(body.Count).toBe((body.Items as Json[]).length);
      seen.push(
        ...(body.Items as Json[]).map((item) => [item.meterId, item.tierMinimumUnits, item.reservationTerm].join(' ')),
      );
      next = body.NextPageLink as string | null;
      if (next !== null) expect(next).toMatch(/^https:\/\/prices\.azure\.com:443\/api\/retail\/prices\?.*\$skip=\d+$/);
    }
    expect(seen.length).toBeGreaterThan(2500);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('tells Linux, Windows, spot and reserved prices of a size apart', async () => {
    const items = await ask("armSkuName eq 'Standard_D4s_v5' and armRegionName eq 'eastus'");
    const of = (pick: (item: Json) => boolean): number => items.find(pick)!.retailPrice as number;
    const usual = (item: Json): boolean => item.type === 'Consumption' && item.skuName === 'D4s v5';
    const linux = of((item) => usual(item) && !String(item.productName).endsWith('Windows'));
    const windows = of((item) => usual(item) && String(item.productName).endsWith('Windows'));
    expect(linux).toBe(0.192);
    expect(windows).toBeCloseTo(0.192 + 4 * 0.046);
    expect(of((item) => item.skuName === 'D4s v5 Spot')).toBeLessThan(linux);
    const year = of((item) => item.reservationTerm === '1 Year');
    expect(year / 8760).toBeLessThan(linux);
    expect(year / 8760).toBeGreaterThan(linux / 3);
  });

  it.each([
    ["serviceName eq 'Storage' and skuName eq 'P10 LRS'", 19.71],
    ["contains(productName, 'Standard SSD') and startswith(skuName, 'E10 ')", 9.6],
    ["(meterName eq 'S10 LRS Disk' or meterName eq 'none') and not contains(meterName, 'P')", 5.89],
  ])('understands %s', async (filter, price) => {
    const items = await ask(`${filter} and armRegionName eq 'westeurope'`);
    expect(items.map(({ retailPrice }) => retailPrice)).toEqual([price]);
  });

  it('minds the case of values, and refuses fields that it does not know', async () => {
    expect(await ask("serviceName eq 'storage'")).toEqual([]);
    const { status, body } = await azure.get(`${PRICES}?$filter=${encodeURIComponent("type eq 'Consumption'")}`);
    expect([status, body.error.message]).toEqual([400, 'Invalid OData parameters supplied']);
  });

  it('has a size for each price, with what it can do', async () => {
    const subscription = await firstSubscription(azure);
    const skus = await azure.all(
      `${ARM}/subscriptions/${subscription}/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=location eq 'eastus'`,
    );
    const priced = new Set(
      (await ask("serviceName eq 'Virtual Machines' and armRegionName eq 'eastus'")).map(
        ({ armSkuName }) => armSkuName,
      ),
    );
    const machines = skus.filter(({ resourceType }) => resourceType === 'virtualMachines');
    expect(new Set(machines.map(({ name }) => name as string))).toEqual(priced);
    const d4 = machines.find(({ name }) => name === 'Standard_D4s_v5')!;
    expect(d4.capabilities).toContainEqual({ name: 'vCPUs', value: '4' });
    expect(d4.capabilities).toContainEqual({ name: 'MemoryGB', value: '16' });
    expect(d4.capabilities).toContainEqual({ name: 'MaxResourceVolumeMB', value: '0' });
  });
});
