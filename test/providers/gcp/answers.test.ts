import { describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import { known } from '../../../src/domain/fact.ts';
import { type Answer, type Asked, collectAll, googleError, replay } from './replay.ts';

const disk = (name: string, more: object = {}): object => ({
  id: '42',
  name,
  sizeGb: '100',
  status: 'READY',
  type: 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a/diskTypes/pd-ssd',
  creationTimestamp: '2026-01-01T00:00:00.000-08:00',
  ...more,
});

const page = (scopes: object, more: object = {}): Answer => ({
  body: { kind: 'compute#diskAggregatedList', items: scopes, ...more },
});

async function disksFrom(answer: (asked: Asked) => Answer | undefined) {
  const server = await replay(answer);
  try {
    return { ...(await collectAll(server.connection, 'gcp:compute:disk', 'p')), server };
  } finally {
    await server.close();
  }
}

async function errorOf(answer: (asked: Asked) => Answer | undefined): Promise<CloudError> {
  try {
    await disksFrom(answer);
  } catch (error) {
    if (error instanceof CloudError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('answers of Google', () => {
  it('follows pages to the end, and asks for partial success', async () => {
    const { resources, server } = await disksFrom(({ query }) =>
      query.get('pageToken') === 'next'
        ? page({ 'zones/us-central1-b': { disks: [disk('two')] } })
        : page({ 'zones/us-central1-a': { disks: [disk('one')] } }, { nextPageToken: 'next' }),
    );
    expect(resources.map(({ name, zoneId }) => [name, zoneId])).toEqual([
      ['one', 'us-central1-a'],
      ['two', 'us-central1-b'],
    ]);
    expect(server.asked.map(({ query }) => query.get('returnPartialSuccess'))).toEqual(['true', 'true']);
  });

  it('tells a detached disk from one that never was attached', async () => {
    const { resources } = await disksFrom(() =>
      page({
        'zones/us-central1-a': {
          disks: [disk('new'), disk('old', { lastDetachTimestamp: '2026-02-01T00:00:00Z' })],
        },
        'regions/us-central1': { disks: [disk('twice')] },
      }),
    );
    expect(resources).toMatchObject([
      { attachedTo: known([]), detachedAt: known(null) },
      { attachedTo: known([]), detachedAt: known('2026-02-01T00:00:00.000Z') },
      { regional: true, tier: 'pd-ssd', scope: { regionId: 'us-central1' } },
    ]);
    expect(resources[2]).not.toHaveProperty('zoneId');
  });

  it('takes a zone that could not be reached for unread, and an empty one for empty', async () => {
    const { resources, unread } = await disksFrom(() =>
      page(
        {
          'zones/us-central1-a': { disks: [disk('one')] },
          'zones/us-central1-b': { warning: { code: 'NO_RESULTS_ON_PAGE', message: 'No results.' } },
          'zones/us-central1-c': { warning: { code: 'UNREACHABLE', message: 'The zone is down.' } },
        },
        { unreachables: ['projects/p/zones/us-central1-f'] },
      ),
    );
    expect(resources).toHaveLength(1);
    expect(unread.map(({ reason }) => reason)).toEqual([
      'unavailable: compute.disks.aggregatedList: zones/us-central1-f could not be reached',
      'unavailable: compute.disks.aggregatedList: zones/us-central1-c could not be reached',
    ]);
  });

  it('tells which row could not be read, and keeps the others', async () => {
    const { resources, unread } = await disksFrom(() =>
      page({ 'zones/us-central1-a': { disks: [disk('one'), disk('broken', { sizeGb: 'large' })] } }),
    );
    expect(resources.map(({ name }) => name)).toEqual(['one']);
    expect(unread).toEqual([
      { resourceId: 'broken', reason: expect.stringContaining('malformed: compute.disks.aggregatedList: sizeGb') },
    ]);
  });

  it.each`
    what                  | answer                                                                                                                                                                                         | category             | code
    ${'a refusal'}        | ${{ status: 403, body: { error: { code: 403, message: "Required 'compute.disks.list' permission for 'projects/p'", errors: [{ reason: 'forbidden' }] } } }}                                    | ${'denied'}          | ${'forbidden'}
    ${'a disabled API'}   | ${{ status: 403, body: googleError(403, 'PERMISSION_DENIED', 'Compute Engine API has not been used', [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }]) }} | ${'denied'}          | ${'SERVICE_DISABLED'}
    ${'a disabled API'}   | ${{ status: 403, body: { error: { code: 403, message: 'Access Not Configured.', errors: [{ reason: 'accessNotConfigured' }] } } }}                                                             | ${'denied'}          | ${'SERVICE_DISABLED'}
    ${'a bad token'}      | ${{ status: 401, body: googleError(401, 'UNAUTHENTICATED', 'Invalid Credentials') }}                                                                                                           | ${'unauthenticated'} | ${'UNAUTHENTICATED'}
    ${'a missing thing'}  | ${{ status: 404, body: googleError(404, 'NOT_FOUND', 'not found') }}                                                                                                                           | ${'not-found'}       | ${'NOT_FOUND'}
    ${'a wrong request'}  | ${{ status: 400, body: googleError(400, 'INVALID_ARGUMENT', 'bad filter') }}                                                                                                                   | ${'invalid'}         | ${'INVALID_ARGUMENT'}
    ${'a page of HTML'}   | ${{ status: 200, body: '<html>' }}                                                                                                                                                             | ${'malformed'}       | ${undefined}
    ${'a list as object'} | ${{ body: { items: { 'zones/a': { disks: {} } } } }}                                                                                                                                           | ${'malformed'}       | ${undefined}
  `('classifies $what as $category', async ({ answer, category, code }) => {
    const error = await errorOf(() => answer as Answer);
    expect([error.category, error.vendorCode]).toEqual([category, code]);
    expect(error.operation).toBe('compute.disks.aggregatedList');
  });

  it('says which API is disabled', async () => {
    const error = await errorOf(() => ({
      status: 403,
      body: googleError(403, 'PERMISSION_DENIED', 'It is disabled.', [{ reason: 'SERVICE_DISABLED' }]),
    }));
    expect(error.message).toBe('the API compute.googleapis.com is disabled in the project: It is disabled.');
  });

  it.each`
    what                         | answer
    ${'429 with Retry-After'}    | ${{ status: 429, headers: { 'retry-after': '1' }, body: googleError(429, 'RESOURCE_EXHAUSTED', 'slow down') }}
    ${'403 rateLimitExceeded'}   | ${{ status: 403, headers: { 'retry-after': '1' }, body: { error: { code: 403, message: 'Rate Limit Exceeded', errors: [{ reason: 'rateLimitExceeded' }] } } }}
    ${'429 with RetryInfo only'} | ${{ status: 429, body: googleError(429, 'RESOURCE_EXHAUSTED', 'slow down', [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' }]) }}
  `('waits as long as $what asks for, then goes on', async ({ answer }) => {
    const times: number[] = [];
    const { resources, server } = await disksFrom(() => {
      times.push(performance.now());
      return times.length === 1 ? (answer as Answer) : page({ 'zones/us-central1-a': { disks: [disk('one')] } });
    });
    expect(resources).toHaveLength(1);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
    expect(server.events.some(({ kind }) => kind === 'throttled')).toBe(true);
  });

  it('never goes anywhere but to the sandbox', async () => {
    const server = await replay(() => ({ body: { items: {} } }), { endpoint: 'https://{service}.example.com' });
    await collectAll(server.connection, 'gcp:compute:disk', 'p');
    await server.close();
    expect(server.asked.map(({ service, path }) => `${service} ${path}`)).toEqual([
      'compute /compute/v1/projects/p/aggregated/disks',
    ]);
  });
});
