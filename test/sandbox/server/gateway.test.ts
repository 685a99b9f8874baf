import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  EC2Client,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Fault, type RunningSandbox } from '../../../src/sandbox/main.ts';
import {
  busiestPlace,
  clientOptions,
  collect,
  errorOf,
  keysFor,
  now,
  rawPost,
  stsOf,
  type Keys,
} from '../aws/support.ts';

let sandbox: RunningSandbox;
let keys: Keys;
let accountId: string;
let region: string;
let client: EC2Client;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 9, resources: 200, regions: ['us-east-1', 'eu-west-1'], now });
  ({ accountId, region } = busiestPlace(sandbox));
  keys = await keysFor(sandbox, accountId);
  client = new EC2Client(clientOptions(sandbox, keys, region));
});
afterAll(() => sandbox.close());

const control = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const arm = (fault: Fault) => control('fault', { method: 'POST', body: JSON.stringify(fault) });
afterEach(() => control('fault', { method: 'DELETE' }));

const ask = (service: string, body: string, headers = {}) => rawPost(sandbox, { service, body, headers });
const volumes = () => client.send(new DescribeVolumesCommand({}));

describe('faults on the wire', () => {
  it.each([
    [
      'ec2',
      'Action=DescribeVolumes&Version=2016-11-15',
      {},
      403,
      'UnauthorizedOperation',
      503,
      'RequestLimitExceeded',
      'RequestExpired',
    ],
    ['sts', 'Action=GetCallerIdentity&Version=2011-06-15', {}, 403, 'AccessDenied', 400, 'Throttling', 'ExpiredToken'],
    [
      'organizations',
      '{}',
      { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts' },
      400,
      'AccessDeniedException',
      400,
      'TooManyRequestsException',
      'ExpiredTokenException',
    ],
    [
      'ce',
      '{}',
      { 'x-amz-target': 'AWSInsightsIndexService.GetCostAndUsage' },
      400,
      'AccessDeniedException',
      400,
      'LimitExceededException',
      'ExpiredTokenException',
    ],
    [
      'pricing',
      '{}',
      { 'x-amz-target': 'AWSPriceListService.DescribeServices' },
      400,
      'AccessDeniedException',
      400,
      'ThrottlingException',
      'ExpiredTokenException',
    ],
    [
      'monitoring',
      '{}',
      { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      403,
      'AccessDenied',
      400,
      'Throttling',
      'ExpiredTokenException',
    ],
  ])(
    '%s has its own words',
    async (service, body, headers, deniedStatus, denied, throttledStatus, throttled, expired) => {
      const under = async (kind: Fault['kind'], extra: Partial<Fault> = {}) => {
        await arm({ id: 'only', kind, ...extra });
        const answer = await ask(service, body, headers);
        return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') };
      };
      const deny = await under('deny');
      expect(deny.status).toBe(deniedStatus);
      expect(deny.text).toContain(denied);
      const throttle = await under('throttle', { retryAfterSeconds: 7 });
      expect([throttle.status, throttle.retryAfter]).toEqual([throttledStatus, '7']);
      expect(throttle.text).toContain(throttled);
      expect((await under('expired-token')).text).toContain(expired);
      const error = await under('error', { status: 502, code: 'BadGateway' });
      expect(error.status).toBe(502);
      expect(error.text).toContain('BadGateway');
    },
  );

  it('deny one account and no other, its role included', async () => {
    await arm({ kind: 'deny', account: accountId });
    expect(await errorOf(volumes())).toEqual({ name: 'UnauthorizedOperation', status: 403 });
    expect((await errorOf(keysFor(sandbox, accountId))).name).toBe('AccessDenied');
    const management = sandbox.estate.organization.managementAccountId;
    expect(await stsOf(sandbox).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: management });
  });

  it('deny one role', async () => {
    await arm({ kind: 'deny', operation: 'AssumeRole', role: 'Forbidden' });
    expect((await errorOf(keysFor(sandbox, accountId, 'Forbidden'))).name).toBe('AccessDenied');
    expect((await keysFor(sandbox, accountId, 'Allowed')).accessKeyId).toMatch(/^ASIA/);
  });

  it('break a listing in the middle, so that half of it was told', async () => {
    const all = (await volumes()).Volumes ?? [];
    await arm({ kind: 'half-page', operation: 'DescribeVolumes' });
    const seen: (string | undefined)[] = [];
    const read = async () => {
      for await (const { Volumes = [] } of paginateDescribeVolumes({ client, pageSize: 500 }, {}))
        seen.push(...Volumes.map(({ VolumeId }) => VolumeId));
    };
    expect(await errorOf(read())).toEqual({ name: 'InternalError', status: 500 });
    expect(seen).toEqual(all.slice(0, Math.floor(all.length / 2)).map(({ VolumeId }) => VolumeId));
    await control('fault', { method: 'DELETE' });
    const pages = await collect(paginateDescribeVolumes({ client, pageSize: 500 }, {}), ({ Volumes }) => Volumes);
    expect(pages.flat()).toHaveLength(all.length);
  });

  it('break single answers: malformed, cut short, cut off', async () => {
    const whole = await (await ask('ec2', 'Action=DescribeRegions&Version=2016-11-15')).text();
    await arm({ id: 'wire', kind: 'malformed' });
    const malformed = await ask('ec2', 'Action=DescribeRegions&Version=2016-11-15');
    expect(malformed.status).toBe(200);
    expect((await malformed.text()).length).toBe(Math.floor(whole.length / 2));
    await arm({ id: 'wire', kind: 'truncate' });
    const truncated = await ask('ec2', 'Action=DescribeRegions&Version=2016-11-15');
    await expect(truncated.text()).rejects.toThrow('terminated');
    await arm({ id: 'wire', kind: 'disconnect' });
    await expect(ask('ec2', 'Action=DescribeRegions&Version=2016-11-15')).rejects.toThrow('fetch failed');
    expect((await errorOf(volumes())).status).toBeUndefined();
  });

  it('leave a request unanswered until the client gives up', async () => {
    await arm({ kind: 'timeout', operation: 'DescribeRegions' });
    const asked = fetch(sandbox.url, {
      method: 'POST',
      body: 'Action=DescribeRegions&Version=2016-11-15',
      signal: AbortSignal.timeout(200),
    });
    await expect(asked).rejects.toThrow('timeout');
  });

  it('count down: a call that fails twice succeeds the third time', async () => {
    await arm({ kind: 'throttle', operation: 'DescribeVolumes', times: 2 });
    const patient = new EC2Client({ ...clientOptions(sandbox, keys, region), maxAttempts: 3 });
    const { Volumes, $metadata } = await patient.send(new DescribeVolumesCommand({ MaxResults: 5 }));
    expect([Volumes?.length, $metadata.attempts]).toEqual([5, 3]);
  });
});

describe('control endpoints', () => {
  it('tell what was asked, by service, operation, account, region and outcome', async () => {
    await control('calls', { method: 'DELETE' });
    await volumes();
    await volumes();
    await errorOf(client.send(new DescribeInstancesCommand({ MaxResults: 1 })));
    const { body } = await control('calls?list=1&limit=1');
    expect(body).toMatchObject({
      total: 3,
      counts: [
        {
          cloud: 'aws',
          service: 'ec2',
          operation: 'DescribeInstances',
          accountId,
          region,
          status: 400,
          errorCode: 'InvalidParameterValue',
          count: 1,
        },
        { cloud: 'aws', service: 'ec2', operation: 'DescribeVolumes', accountId, region, status: 200, count: 2 },
      ],
      recent: [{ operation: 'DescribeInstances' }],
    });
  });

  it('tell what is planted, apart from the state', async () => {
    const truth = (await control('truth')).body as { entries: { resourceId: string; verdict: string }[] };
    expect(truth.entries.length).toBe(sandbox.estate.truth.length);
    expect(truth.entries.some(({ verdict }) => verdict === 'waste')).toBe(true);
    const state = (await control('estate')).body;
    expect(Object.keys(state.volumes as object).sort()).toEqual([...sandbox.estate.volumes.keys()].sort());
    expect(state).not.toHaveProperty('truth');
  });

  it('arm, list and clear faults, and refuse what is none', async () => {
    const armed = await arm({ kind: 'deny', service: 'pricing' });
    expect(armed).toMatchObject({ status: 201, body: { kind: 'deny', service: 'pricing', struck: 0 } });
    expect((await control('fault')).body).toMatchObject({ faults: [{ service: 'pricing' }] });
    expect(await control(`fault?id=${armed.body.id as string}`, { method: 'DELETE' })).toMatchObject({
      body: { removed: 1 },
    });
    expect((await control('fault', { method: 'POST', body: '{"kind":"maybe"}' })).status).toBe(400);
    expect((await control('fault', { method: 'POST', body: 'kind=deny' })).status).toBe(400);
    expect((await control('nothing')).status).toBe(404);
    expect((await control('health')).body).toMatchObject({
      status: 'ok',
      pid: process.pid,
      credentials: { accessKeyId: sandbox.credentials.AWS_ACCESS_KEY_ID },
    });
  });
});

describe('a sandbox with limits', () => {
  it('throttles each account, region and service by itself, and records what was said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const recording = join(folder, 'exchanges.jsonl');
    const limited = await startSandbox({
      resources: 60,
      regions: ['us-east-1', 'eu-west-1'],
      now,
      throttle: { ratePerSecond: 0.001, burst: 2 },
      recordExchanges: recording,
    });
    try {
      const post = async (body: string, at = 'us-east-1') =>
        (await rawPost(limited, { service: 'ec2', body, region: at })).status;
      const read = 'Action=DescribeRegions&Version=2016-11-15';
      expect([await post(read), await post(read), await post(read)]).toEqual([200, 200, 503]);
      expect(await post(read, 'eu-west-1')).toBe(200);
      expect(
        (await rawPost(limited, { service: 'sts', body: 'Action=GetCallerIdentity&Version=2011-06-15' })).status,
      ).toBe(200);
    } finally {
      await limited.close();
    }
    const lines = readFileSync(recording, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    rmSync(folder, { recursive: true });
    expect(lines.map(({ service, operation, status }) => [service, operation, status])).toEqual([
      ['ec2', 'DescribeRegions', 200],
      ['ec2', 'DescribeRegions', 200],
      ['ec2', 'DescribeRegions', 503],
      ['ec2', 'DescribeRegions', 200],
      ['sts', 'GetCallerIdentity', 200],
    ]);
    expect(JSON.stringify(lines)).not.toContain('AWS4-HMAC-SHA256');
  });

  it('reads compressed requests and refuses what only claims to be', async () => {
    const { gzipSync } = await import('node:zlib');
    const headers = { 'content-encoding': 'gzip' };
    const body = Uint8Array.from(gzipSync('Action=DescribeRegions&Version=2016-11-15'));
    expect((await rawPost(sandbox, { service: 'ec2', headers, body })).status).toBe(200);
    expect((await rawPost(sandbox, { service: 'ec2', headers, body: 'Action=DescribeRegions' })).status).toBe(400);
  });
});
