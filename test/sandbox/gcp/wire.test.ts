import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GoogleSandbox, type Json } from './support.ts';

let google: GoogleSandbox;
let project: string;

beforeAll(async () => {
  google = await GoogleSandbox.start();
  [project = ''] = google.projects;
});
afterAll(() => google.sandbox.close());

const aggregated = (collection: string, query: Readonly<Record<string, string>> = {}) =>
  google.get('compute', `compute/v1/projects/${project}/aggregated/${collection}`, query);

/** Rows of all pages of an aggregated list. */
async function rows(collection: string, query: Readonly<Record<string, string>> = {}): Promise<Json[]> {
  const found: Json[] = [];
  let pageToken = '';
  do {
    const { body } = await aggregated(collection, { ...query, ...(pageToken !== '' && { pageToken }) });
    for (const scope of Object.values<Json>(body['items'])) found.push(...(scope[collection] ?? []));
    pageToken = body['nextPageToken'] ?? '';
  } while (pageToken !== '');
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe('lists of Compute Engine', () => {
  it('give the same rows on pages of Json size, and say where there are none', async () => {
    const whole = await rows('instances');
    const paged = await rows('instances', { maxResults: '7' });
    expect(whole.length).toBeGreaterThan(20);
    expect(paged).toEqual(whole);
    const { body } = await aggregated('instances', { maxResults: '7' });
    const empty = Object.values<Json>(body['items']).filter((scope) => scope.warning !== undefined);
    expect(empty[0].warning.code).toBe('NO_RESULTS_ON_PAGE');
  });

  it('take the filters that Google documents', async () => {
    const all = await rows('instances');
    const stopped = await rows('instances', { filter: 'status = TERMINATED' });
    expect(stopped).toEqual(all.filter(({ status }) => status === 'TERMINATED'));
    expect(stopped.length).toBeGreaterThan(0);
    const either = await rows('instances', { filter: '(status = SUSPENDED) OR (status = "TERMINATED")' });
    expect(either).toEqual(all.filter(({ status }) => status !== 'RUNNING'));
    const labelled = await rows('disks', { filter: 'labels.env:* AND sizeGb > 60' });
    expect(labelled).toEqual(
      (await rows('disks')).filter(({ labels, sizeGb }) => labels?.env !== undefined && Number(sizeGb) > 60),
    );
    expect(await rows('instances', { filter: 'name eq no-such-.*' })).toEqual([]);
    const { status, body } = await aggregated('instances', { filter: '((' });
    expect(status).toBe(400);
    expect(body['error'].errors[0].reason).toBe('invalid');
  });

  it('show machines with their disks, and each disk with its machine', async () => {
    const disks = new Map((await rows('disks')).map((disk) => [disk.selfLink, disk]));
    for (const instance of await rows('instances')) {
      for (const { source } of instance.disks) expect(disks.get(source).users).toEqual([instance.selfLink]);
    }
  });

  it('tell when a machine was stopped, and what held a free disk last', async () => {
    for (const { status, lastStopTimestamp, lastSuspendedTimestamp } of await rows('instances')) {
      expect(status === 'TERMINATED').toBe(lastStopTimestamp !== undefined);
      expect(status === 'SUSPENDED').toBe(lastSuspendedTimestamp !== undefined);
    }
    const free = (await rows('disks')).filter(({ users }) => users === undefined);
    expect(free.some(({ lastDetachTimestamp }) => lastDetachTimestamp !== undefined)).toBe(true);
    expect(free.some(({ lastAttachTimestamp }) => lastAttachTimestamp === undefined)).toBe(true);
  });

  it('refuse pages that Google refuses', async () => {
    expect((await aggregated('disks', { maxResults: '501' })).status).toBe(400);
    expect((await aggregated('disks', { pageToken: 'nonsense' })).status).toBe(400);
  });
});

describe('errors', () => {
  it('turn away whoever has no token, and projects that are not there or are going', async () => {
    const stranger = await google.get('compute', `compute/v1/projects/${project}/aggregated/disks`, {}, 'nobody');
    expect([stranger.status, stranger.body['error'].status]).toEqual([401, 'UNAUTHENTICATED']);
    const gone = await google.get('compute', 'compute/v1/projects/no-such-project/aggregated/disks');
    expect([gone.status, gone.body['error'].errors[0].reason]).toEqual([404, 'notFound']);
    const hidden = await google.get('monitoring', 'v3/projects/no-such-project/metricDescriptors');
    expect([hidden.status, hidden.body['error'].status]).toEqual([403, 'PERMISSION_DENIED']);
    expect((await google.get('compute', 'compute/v1/nonsense')).status).toBe(404);
    expect((await google.get('unheard-of', 'v1/things')).status).toBe(404);
  });

  it('name the permission that was denied, in both forms', async () => {
    const fault = { kind: 'deny', account: project };
    const compute = await google.under(fault, () => aggregated('disks'));
    expect([compute.status, compute.body['error'].message]).toEqual([
      403,
      `Required 'compute.disks.list' permission for 'projects/${project}'`,
    ]);
    const sql = await google.under({ kind: 'deny', action: 'cloudbilling.none' }, () => aggregated('disks'));
    expect(sql.status).toBe(200);
    const redis = await google.under(fault, () => google.get('redis', `v1/projects/${project}/locations/-/instances`));
    expect(redis.body['error'].details[0]).toMatchObject({
      reason: 'IAM_PERMISSION_DENIED',
      metadata: { permission: 'redis.instances.list' },
    });
  });

  it('tell a disabled API as Google does', async () => {
    const fault = { kind: 'error', service: 'sqladmin', status: 403, code: 'SERVICE_DISABLED' };
    const { status, body } = await google.under(fault, () =>
      google.get('sqladmin', `v1/projects/${project}/instances`),
    );
    expect(status).toBe(403);
    expect(body['error'].errors[0].reason).toBe('accessNotConfigured');
    expect(body['error'].details[1]).toMatchObject({
      reason: 'SERVICE_DISABLED',
      metadata: { service: 'sqladmin.googleapis.com' },
    });
  });

  it('answer too many calls with 403 in Compute Engine and 429 elsewhere, with the time to wait', async () => {
    const fault = { kind: 'throttle', retryAfterSeconds: 3 };
    const compute = await google.under(fault, () => aggregated('disks'));
    expect([compute.status, compute.body['error'].errors[0].reason]).toEqual([403, 'rateLimitExceeded']);
    expect(compute.headers.get('retry-after')).toBe('3');
    const monitoring = await google.under(fault, () =>
      google.get('monitoring', `v3/projects/${project}/metricDescriptors`),
    );
    expect([monitoring.status, monitoring.body['error'].status]).toEqual([429, 'RESOURCE_EXHAUSTED']);
  });

  it('break a listing in the middle', async () => {
    const { first, second } = await google.under({ kind: 'half-page' }, async () => {
      const page = await aggregated('disks', { maxResults: '10' });
      return {
        first: page,
        second: await aggregated('disks', { maxResults: '10', pageToken: page.body['nextPageToken'] }),
      };
    });
    const held = Object.values<Json>(first.body['items']).flatMap((scope) => scope.disks ?? []);
    expect(held.length).toBe(5);
    expect(second.status).toBe(500);
  });

  it('log each call with its method, permission and project', async () => {
    await fetch(`${google.sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
    await aggregated('addresses');
    const { counts } = (await (await fetch(`${google.sandbox.url}/_sandbox/calls`)).json()) as {
      readonly counts: readonly object[];
    };
    expect(counts).toMatchObject([
      {
        cloud: 'gcp',
        service: 'compute',
        operation: 'compute.addresses.aggregatedList',
        action: 'compute.addresses.list',
        accountId: project,
        status: 200,
      },
    ]);
  });
});

describe('the other APIs', () => {
  it('show the organisation as a tree that ends at its root', async () => {
    const root = `organizations/${google.credentials['organizationId']}`;
    const folders = await google.all('cloudresourcemanager', 'v3/folders:search', 'folders');
    const parents = new Map(folders.map(({ name, parent }) => [name, parent]));
    const projects = await google.all('cloudresourcemanager', 'v3/projects:search', 'projects', { pageSize: '1' });
    expect(projects.map(({ state }) => state)).toContain('DELETE_REQUESTED');
    for (let { parent } of projects) {
      while (parent !== root) parent = parents.get(parent) ?? expect.fail(`${parent} has no parent`);
    }
    const { body } = await google.get('cloudbilling', `v1/projects/${project}/billingInfo`);
    expect(body['billingAccountName']).toBe(`billingAccounts/${google.credentials['billingAccountId']}`);
  });

  it('list prices by the unit, with regions that share one', async () => {
    const skus = await google.all('cloudbilling', 'v1/services/6F81-5844-456A/skus', 'skus', { pageSize: '100' });
    const core = skus.find(({ description }) => description === 'N2 Instance Core running in Americas');
    expect(core.serviceRegions).toEqual(['us-central1', 'us-east1']);
    expect(core.pricingInfo[0].pricingExpression).toMatchObject({
      usageUnit: 'h',
      tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos: 31_611_000 } }],
    });
    expect(new Set(skus.map(({ skuId }) => skuId)).size).toBe(skus.length);
    expect((await google.get('cloudbilling', 'v1/services/0000-0000-0000/skus')).status).toBe(404);
  });

  it('give databases, buckets, clusters, caches, services and logs page by page', async () => {
    for (const [service, path, key, query] of [
      ['sqladmin', `v1/projects/${project}/instances`, 'items', { maxResults: '2' }],
      ['storage', 'storage/v1/b', 'items', { project, maxResults: '2' }],
      ['redis', `v1/projects/${project}/locations/-/instances`, 'instances', { pageSize: '1' }],
      ['logging', `v2/projects/${project}/locations/-/buckets`, 'buckets', { pageSize: '2' }],
      ['bigquery', `bigquery/v2/projects/${project}/datasets`, 'datasets', { maxResults: '1' }],
    ] as const) {
      const { maxResults: _size, pageSize: _pageSize, ...rest } = query as Record<string, string>;
      const whole = await google.all(service, path, key, rest);
      expect(await google.all(service, path, key, query as Record<string, string>), service).toEqual(whole);
      expect(whole.length, service).toBeGreaterThan(0);
    }
    const { body } = await google.get('container', `v1/projects/${project}/locations/-/clusters`);
    for (const { nodePools } of body['clusters']) {
      for (const { instanceGroupUrls } of nodePools)
        expect(instanceGroupUrls[0]).toMatch(/\/instanceGroupManagers\/gke-/);
    }
  });

  it('recommend, for what they cost, and at zones alone', async () => {
    const recommender = 'google.compute.disk.IdleResourceRecommender';
    const zones = (await google.all('compute', `compute/v1/projects/${project}/zones`, 'items')).map(
      ({ name }) => name as string,
    );
    const found: Json[] = [];
    for (const zone of zones) {
      const path = `v1/projects/${project}/locations/${zone}/recommenders/${recommender}/recommendations`;
      found.push(...(await google.all('recommender', path, 'recommendations')));
    }
    expect(found.length).toBeGreaterThan(0);
    const free = new Set(
      (await rows('disks')).filter(({ users }) => users === undefined).map(({ selfLink }) => selfLink.split('/v1/')[1]),
    );
    for (const { targetResources, primaryImpact } of found) {
      expect(free).toContain(targetResources[0].replace('//compute.googleapis.com/', ''));
      const { units = '0', nanos = 0 } = primaryImpact.costProjection.cost;
      expect(Number(units) + nanos / 1e9).toBeLessThan(0);
    }
  });
});
