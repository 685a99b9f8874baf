import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListChildren,
  paginateListOrganizationalUnitsForParent,
  paginateListParents,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { collect, errorOf, keysFor, managementKeys, now, organizationsOf, rawPost, stsOf } from './support.ts';

let sandbox: RunningSandbox;
let managementId: string;
let memberId: string;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, resources: 60, accounts: 5, regions: ['us-east-1', 'eu-west-1'], now });
  managementId = sandbox.estate.organization.managementAccountId;
  memberId = sandbox.estate.accounts.find(({ id, status }) => id !== managementId && status === 'ACTIVE')?.id ?? '';
});
afterAll(() => sandbox.close());

describe('STS', () => {
  it('says who asks: the management account, or the session of a role', async () => {
    expect(await stsOf(sandbox).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: managementId });
    const keys = await keysFor(sandbox, memberId, 'path/to/Auditor');
    const caller = await stsOf(sandbox, keys).send(new GetCallerIdentityCommand({}));
    expect(caller).toMatchObject({ Account: memberId, Arn: `arn:aws:sts::${memberId}:assumed-role/Auditor/test` });
  });

  it('opens no role in a suspended or unknown account, nor from one member into another', async () => {
    const suspended = sandbox.estate.accounts.find(({ status }) => status === 'SUSPENDED')?.id ?? '';
    for (const id of [suspended, '999999999999']) {
      expect(await errorOf(keysFor(sandbox, id))).toEqual({ name: 'AccessDenied', status: 403 });
    }
    const member = stsOf(sandbox, await keysFor(sandbox, memberId));
    const across = member.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${managementId}:role/R`, RoleSessionName: 'test' }),
    );
    expect((await errorOf(across)).name).toBe('AccessDenied');
  });

  it('gives credentials for as long as was asked', async () => {
    const RoleArn = `arn:aws:iam::${memberId}:role/R`;
    const { Credentials } = await stsOf(sandbox).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', DurationSeconds: 900 }),
    );
    const seconds = ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(880);
    expect(seconds).toBeLessThanOrEqual(900);
    const tooLong = stsOf(sandbox).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', DurationSeconds: 90_000 }),
    );
    expect((await errorOf(tooLong)).status).toBe(400);
  });
});

describe('a role', () => {
  const open = async (path: string, input: object = {}, keys?: Parameters<typeof stsOf>[1]) => {
    const RoleArn = `arn:aws:iam::${memberId}:role/${path}`;
    const answer = await stsOf(sandbox, keys).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...input }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  };
  const tag = (Key: string) => ({ Key, Value: 'x' });

  it('that demands an external id opens by that one alone', async () => {
    await open('external-id/ext-1/R', { ExternalId: 'ext-1' });
    for (const input of [{}, { ExternalId: 'ext-2' }]) {
      expect(await errorOf(open('external-id/ext-1/R', input))).toEqual({ name: 'AccessDenied', status: 403 });
    }
  });

  it('that trusts no tagging opens without tags alone', async () => {
    await open('no-tags/R');
    const tagged = open('no-tags/R', { Tags: [tag('team')] });
    await expect(tagged).rejects.toMatchObject({ name: 'AccessDenied', message: /sts:TagSession/ });
  });

  it('takes tags once each, and hands on the transitive ones, which cannot be passed again', async () => {
    const keys = await open('R', { Tags: [tag('team'), tag('cost')], TransitiveTagKeys: ['team'] });
    await open('R2', { Tags: [tag('cost')] }, keys);
    for (const input of [
      { Tags: [tag('team'), tag('Team')] },
      { Tags: [tag('cost')], TransitiveTagKeys: ['team'] },
      { Tags: Array.from({ length: 51 }, (_, index) => tag(`k${index}`)) },
    ]) {
      expect(await errorOf(open('R', input))).toEqual({ name: 'ValidationError', status: 400 });
    }
    expect((await errorOf(open('R2', { Tags: [tag('TEAM')] }, keys))).name).toBe('ValidationError');
    const further = await open('R2', { Tags: [tag('cost')] }, keys);
    expect((await errorOf(open('R3', { Tags: [tag('team')] }, further))).name).toBe('ValidationError');
  });

  it('that another role opens ends after an hour', async () => {
    const keys = await open('R', { DurationSeconds: 7200 });
    await open('R2', { DurationSeconds: 3600 }, keys);
    expect((await errorOf(open('R2', { DurationSeconds: 3601 }, keys))).name).toBe('ValidationError');
  });

  it('takes a policy document and nothing else for one', async () => {
    await open('R', { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) });
    for (const Policy of ['no json', '[]', JSON.stringify({ Statement: 'x'.repeat(2048) })]) {
      expect((await errorOf(open('R', { Policy }))).name).toBe('MalformedPolicyDocumentException');
    }
  });
});

describe('credentials', () => {
  it.each([
    ['ec2', 'Action=DescribeRegions&Version=2016-11-15', 401, 'AuthFailure'],
    ['sts', 'Action=GetCallerIdentity&Version=2011-06-15', 403, 'InvalidClientTokenId'],
    ['monitoring', 'Action=ListMetrics&Version=2010-08-01', 403, 'InvalidClientTokenId'],
  ])('that %s does not know are refused in its own words', async (service, body, status, code) => {
    const keys = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'x' };
    const answer = await rawPost(sandbox, { service, body, keys });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });

  it('of a session need its own token', async () => {
    const keys = await keysFor(sandbox, memberId);
    const [payload = '', mark = ''] = (keys.sessionToken ?? '').split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace(memberId, managementId);
    for (const sessionToken of [
      undefined,
      `${payload}x.${mark}`,
      `${Buffer.from(forged).toString('base64url')}.${mark}`,
    ]) {
      const { accessKeyId, secretAccessKey } = keys;
      const changed = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
      expect((await errorOf(stsOf(sandbox, changed).send(new GetCallerIdentityCommand({})))).name).toBe(
        'InvalidClientTokenId',
      );
    }
  });

  it.each([
    ['no signature at all', {}, 'MissingAuthenticationToken'],
    ['a signature of another form', { authorization: 'AWS4-HMAC-SHA256 nonsense' }, 'IncompleteSignature'],
  ])('%s is told apart', async (_, headers, code) => {
    const answer = await fetch(sandbox.url, {
      method: 'POST',
      headers,
      body: 'Action=DescribeRegions&Version=2016-11-15',
    });
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });

  it('are refused a quarter of an hour off the clock, for another service, and in a region that is not enabled', async () => {
    const body = 'Action=DescribeRegions&Version=2016-11-15';
    const code = async (request: Parameters<typeof rawPost>[1]) =>
      /<Code>(.*)<\/Code>/.exec(await (await rawPost(sandbox, request)).text())?.[1];
    expect(await code({ service: 'ec2', body, signedAt: Date.now() - 16 * 60_000 })).toBe('RequestExpired');
    expect(await code({ service: 'sts', body })).toBe('SignatureDoesNotMatch');
    expect(await code({ service: 'ec2', body, region: 'ap-east-1' })).toBe('AuthFailure');
    expect(await code({ service: 'ec2', body, region: 'eu-west-1' })).toBeUndefined();
  });
});

describe('Organizations', () => {
  it('tells the organisation and every account, page by page', async () => {
    const client = organizationsOf(sandbox);
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({ MasterAccountId: managementId, FeatureSet: 'ALL' });
    const pages = await collect(paginateListAccounts({ client, pageSize: 2 }, {}), ({ Accounts }) => Accounts);
    expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
    expect(pages.flat().map(({ Id, Status, JoinedTimestamp }) => [Id, Status, JoinedTimestamp?.getTime()])).toEqual(
      sandbox.estate.accounts.map(({ id, status, joinedAt }) => [id, status, joinedAt]),
    );
  });

  it('walks the tree from the root down to every account, and back up', async () => {
    const client = organizationsOf(sandbox);
    const found: string[] = [];
    const walk = async (ParentId: string): Promise<void> => {
      const accounts = await collect(paginateListAccountsForParent({ client }, { ParentId }), (page) => page.Accounts);
      const children = await collect(
        paginateListChildren({ client }, { ParentId, ChildType: 'ACCOUNT' }),
        (page) => page.Children,
      );
      expect(children.flat().map(({ Id }) => Id)).toEqual(accounts.flat().map(({ Id }) => Id));
      for (const { Id = '', Paths = [] } of accounts.flat()) {
        found.push(Id);
        expect(Paths[0]).toContain(`/${ParentId}/${Id}/`);
        const parents = await collect(paginateListParents({ client }, { ChildId: Id }), (page) => page.Parents);
        expect(parents.flat()).toMatchObject([
          { Id: ParentId, Type: ParentId.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' },
        ]);
      }
      const units = await collect(
        paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
        (page) => page.OrganizationalUnits,
      );
      for (const { Id = '' } of units.flat()) await walk(Id);
    };
    const [[root] = []] = await collect(paginateListRoots({ client }, {}), ({ Roots }) => Roots);
    await walk(root?.Id ?? '');
    expect(found.sort()).toEqual(sandbox.estate.accounts.map(({ id }) => id).sort());
  });

  it('tells the tags of an account', async () => {
    const { Tags = [] } = await organizationsOf(sandbox).send(new ListTagsForResourceCommand({ ResourceId: memberId }));
    expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual(
      sandbox.estate.accounts.find(({ id }) => id === memberId)?.tags,
    );
  });

  it('tells any of its accounts where it is, and the delegated administrator everything', async () => {
    const member = organizationsOf(sandbox, await keysFor(sandbox, memberId));
    expect(await member.send(new DescribeOrganizationCommand({}))).toMatchObject({
      Organization: { MasterAccountId: managementId },
    });
    const { DelegatedAdministrators: [delegated] = [] } = await organizationsOf(sandbox).send(
      new ListDelegatedAdministratorsCommand({}),
    );
    const platform = sandbox.estate.organization.units.find(({ name }) => name === 'Platform');
    const account = sandbox.estate.accounts.find(({ parentId }) => parentId === platform?.id);
    expect(delegated).toMatchObject({ Id: account?.id, Status: 'ACTIVE', State: 'ACTIVE' });
    const administrator = organizationsOf(sandbox, await keysFor(sandbox, account?.id ?? ''));
    expect((await administrator.send(new ListAccountsCommand({}))).Accounts).toHaveLength(
      sandbox.estate.accounts.length,
    );
  });

  it('answers no other account, and in us-east-1 alone', async () => {
    const member = organizationsOf(sandbox, await keysFor(sandbox, memberId));
    expect(await errorOf(member.send(new ListAccountsCommand({})))).toEqual({
      name: 'AccessDeniedException',
      status: 400,
    });
    const elsewhere = await rawPost(sandbox, {
      service: 'organizations',
      region: 'eu-west-1',
      headers: { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts' },
      body: '{}',
      keys: managementKeys(sandbox),
    });
    expect(elsewhere.status).toBe(403);
  });

  it('refuses what is not there and a page that is too large', async () => {
    const client = organizationsOf(sandbox);
    expect((await errorOf(client.send(new DescribeAccountCommand({ AccountId: '999999999999' })))).name).toBe(
      'AccountNotFoundException',
    );
    expect((await errorOf(client.send(new ListAccountsCommand({ MaxResults: 21 })))).name).toBe(
      'InvalidInputException',
    );
    expect((await errorOf(client.send(new ListAccountsCommand({ NextToken: 'x' })))).name).toBe(
      'InvalidInputException',
    );
  });
});
