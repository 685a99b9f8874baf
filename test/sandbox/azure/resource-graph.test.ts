import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARM, firstSubscription, type Json, serveAzure, type ServedAzure } from './served-azure.ts';

let azure: ServedAzure;
let subscription: string;

beforeAll(async () => {
  azure = await serveAzure();
  subscription = await firstSubscription(azure);
});
afterAll(() => azure.close());

const idsOf = (rows: readonly Json[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id as string));
const rowsOf = async (query: string): Promise<readonly Json[]> => {
  const { body } = await azure.graph(query, { options: { $top: 1000 } });
  return body.data as Json[];
};

describe('Resource Graph', () => {
  it('agrees with the list of the type itself', async () => {
    const query = "resources | where type =~ 'Microsoft.Compute/disks' | project id";
    const { body } = await azure.graph(query, { subscriptions: [subscription], options: { $top: 1000 } });
    const disks = await azure.all(
      `${ARM}/subscriptions/${subscription}/providers/Microsoft.Compute/disks?api-version=2024-03-02`,
    );
    expect(idsOf(body.data as Json[])).toEqual(idsOf(disks));
  });

  it('pages with a token that belongs to the query', async () => {
    const query = 'resources | project id | order by id asc';
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const options = { $top: 700, ...(token !== undefined && { $skipToken: token }) };
      const { body } = await azure.graph(query, { options });
      expect(body.resultTruncated).toBe('false');
      expect(body.count).toBe((body.data as Json[]).length);
      seen.push(...(body.data as Json[]).map(({ id }) => id as string));
      token = body.$skipToken as string | undefined;
      if (token === undefined) expect(seen.length).toBe(body.totalRecords);
    } while (token !== undefined);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    const other = await azure.graph('resources | project name', { options: { $skipToken: 'x' } });
    expect(other.body.error.code).toBe('InvalidSkipToken');
  });

  it('tells of its quota', async () => {
    const { headers } = await azure.graph('resources | take 1');
    expect(headers.get('x-ms-user-quota-remaining')).toMatch(/^\d+$/);
    expect(headers.get('x-ms-user-quota-resets-after')).toMatch(/^\d\d:\d\d:\d\d$/);
    await azure.fault({ service: 'resourcegraph', kind: 'throttle', retryAfterSeconds: 3, times: 1 });
    const throttled = await azure.graph('resources | take 1');
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('x-ms-user-quota-remaining')).toBe('0');
    expect(throttled.headers.get('x-ms-user-quota-resets-after')).toBe('00:00:03');
  });

  it.each([
    [
      "resources | where properties.extended.instanceView.powerState.code == 'PowerState/deallocated'",
      /virtualmachines$/,
    ],
    [
      "resources | where properties['diskState'] in ('Unattached', 'Reserved') and not(isempty(sku.name))",
      /disks$|snapshots$/,
    ],
    ["resources | where type startswith 'microsoft.sql' or (type endswith 'redis')", /^microsoft\.(sql|cache)/],
    ["resources | where type !in~ ('microsoft.compute/disks') and type contains 'DISKS'", /nothing/],
    ['resources | where toint(properties.diskSizeGB) >= 512', /disks$|snapshots$/],
  ])('understands %s', async (query, type) => {
    const rows = await rowsOf(query);
    if (String(type) !== '/nothing/') expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.type).toMatch(type);
  });

  it('projects, extends, counts and sorts', async () => {
    const [row] = await rowsOf(
      "resources | where type =~ 'microsoft.compute/virtualmachines' | project name, size = properties.hardwareProfile.vmSize, properties.vmId | limit 1",
    );
    expect(Object.keys(row!)).toEqual(['name', 'size', 'properties_vmId']);
    expect(row!.size).toMatch(/^Standard_/);
    const counted = await rowsOf('resources | summarize n = count() by type | order by n desc');
    const counts = counted.map(({ n }) => n as number);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(await rowsOf('resources | count')).toEqual([{ Count: counts.reduce((sum, n) => sum + n, 0) }]);
  });

  it.each([
    'resources | join x',
    "resources | where name ='x'",
    'vaults | take 1',
    'resources | where foo(name)',
    'resources | where "',
  ])('refuses %s as the documentation says', async (query) => {
    const { status, body } = await azure.graph(query);
    expect(status).toBe(400);
    expect(body.error.code).toBe('BadRequest');
    expect(body.error.details[0].code).toBe('InvalidQuery');
  });

  it('knows subscriptions and the management groups above them', async () => {
    const rows = await rowsOf(
      "resourcecontainers | where type == 'microsoft.resources/subscriptions' | where properties.state == 'Enabled'",
    );
    expect(rows).toHaveLength(3);
    const [nearest] = rows.find(({ name }) => name === 'halden-production')!.properties
      .managementGroupAncestorsChain as Json[];
    expect(nearest).toEqual({ displayName: 'Production', name: 'production' });
  });
});
