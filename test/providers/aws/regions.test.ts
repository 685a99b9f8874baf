import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { provider } from '../../../src/providers/aws/index.ts';
import { AwsEnvironment } from './aws-environment.ts';
import { SandboxCloud, sandboxNow } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let own: string;
let member: string;
const aws = new AwsEnvironment();
beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 2, regions: ['us-east-1', 'eu-west-1'] });
  [own = '', member = ''] = cloud.accountIds;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await cloud.heal();
});
afterAll(async () => {
  aws.remove();
  await cloud.close();
});

const regionsOf = (scopes: readonly { accountId: string; regionId: string }[], accountId = member) =>
  scopes.filter((scope) => scope.accountId === accountId).map(({ regionId }) => regionId);

describe('regions', () => {
  it('that are not enabled are named, once per account, and are no hole', async () => {
    const { scopes, unread, skipped } = await cloud.connect().discover();
    expect(regionsOf(scopes)).toEqual(['eu-west-1', 'us-east-1']);
    expect(unread).toEqual([]);
    expect(skipped?.filter(({ subject }) => subject === 'regions')).toEqual(
      [own, member].map((accountId) => ({
        scope: { provider: 'aws', accountId, regionId: 'global' },
        subject: 'regions',
        reason: 'not enabled in this account: ap-east-1',
      })),
    );
  });

  it('that are listed and not enabled are left, and named; the others are read', async () => {
    const { scopes, skipped } = await cloud.connect({ regions: ['ap-east-1', 'eu-west-1'] }).discover();
    expect(regionsOf(scopes)).toEqual(['eu-west-1']);
    expect(skipped).toContainEqual(expect.objectContaining({ reason: 'not enabled in this account: ap-east-1' }));
  });

  it('that do not exist are a mistake of the configuration, with the name that is near', async () => {
    await expect(cloud.connect({ regions: ['eu-wset-1'] }).discover()).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'regions: there is no region eu-wset-1; the nearest name is eu-west-1',
    });
  });

  it('that are listed are read even where nobody may ask which there are', async () => {
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeRegions' });
    const { scopes, unread } = await cloud.connect({ regions: ['eu-west-1'] }).discover();
    expect(regionsOf(scopes)).toEqual(['eu-west-1']);
    expect(unread).toEqual([]);
  });

  it('are unread where EC2 names none', async () => {
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation }) =>
      operation === 'DescribeRegions' ? '<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>' : undefined,
    );
    const connection = cloud.connect({}, { sandboxUrl: proxy.url, limits: { attempts: 1 } });
    const { scopes, unread } = await connection.discover();
    await proxy.close();
    expect(scopes).toEqual([]);
    expect(unread).toMatchObject([
      { subject: 'regions', error: { category: 'malformed', operation: 'ec2:DescribeRegions' } },
      { subject: 'regions', error: { category: 'malformed' } },
    ]);
  });
});

describe('a session token that somebody else got', () => {
  let proxy: Awaited<ReturnType<typeof tamperingProxy>>;
  beforeAll(async () => {
    // As if somebody had opted in to eu-west-1.
    proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) =>
      operation === 'DescribeRegions'
        ? body.replace(/(<regionName>eu-west-1<.*?<optInStatus>)opt-in-not-required/, '$1opted-in')
        : undefined,
    );
  });
  afterAll(() => proxy.close());
  const connect = () =>
    provider.connect(
      { provider: 'aws', name: 'x', regions: 'all', endpoint: proxy.url, organization: { roleName: 'R' } },
      { now: () => sandboxNow, signal: new AbortController().signal, onEvent: () => undefined },
    );
  const refuseToken = () =>
    cloud.inject({
      kind: 'error',
      service: 'sts',
      operation: 'GetCallerIdentity',
      region: 'eu-west-1',
      status: 403,
      code: 'InvalidClientTokenId',
    });

  it('and that an opt-in region does not take leaves that region unread, with what to do', async () => {
    aws.set({}, { ...cloud.sandbox.credentials, AWS_SESSION_TOKEN: 'of-the-global-endpoint' });
    await refuseToken();
    const { scopes, unread } = await connect().discover();
    expect(regionsOf(scopes, own)).toEqual(['us-east-1']);
    // The sessions that we open ourselves are of a regional endpoint.
    expect(regionsOf(scopes, member)).toEqual(['eu-west-1', 'us-east-1']);
    expect(unread).toMatchObject([
      {
        scope: { accountId: own, regionId: 'eu-west-1' },
        subject: 'regions',
        error: { category: 'unauthenticated', message: expect.stringContaining('AWS_STS_REGIONAL_ENDPOINTS') },
      },
    ]);
  });

  it('is tried in opt-in regions alone, and long-lived keys not at all', async () => {
    const asked = async () =>
      (await cloud.calls())
        .filter(({ operation, accountId }) => operation === 'GetCallerIdentity' && accountId === own)
        .map(({ region }) => region)
        .toSorted();
    aws.set({}, { ...cloud.sandbox.credentials, AWS_SESSION_TOKEN: 'of-a-regional-endpoint' });
    await cloud.forgetCalls();
    expect((await connect().discover()).unread).toEqual([]);
    expect(await asked()).toEqual(['eu-west-1', 'us-east-1']);
    aws.set({}, { ...cloud.sandbox.credentials });
    await cloud.forgetCalls();
    await connect().discover();
    expect(await asked()).toEqual(['us-east-1']);
  });
});
