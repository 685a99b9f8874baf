import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let own: string;
let member: string;
const regions = ['us-east-1', 'eu-west-1'];

beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 3, regions });
  [own = '', member = ''] = cloud.accountIds;
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

describe('accounts of an organisation', () => {
  it('are all found, with their place, their payer and their tags', async () => {
    const { accounts, unread } = await cloud.connect().discover();
    const { estate } = cloud.sandbox;
    expect(accounts.map(({ accountId }) => accountId).toSorted()).toEqual(
      estate.accounts.map(({ id }) => id).toSorted(),
    );
    const unitNames = new Map(estate.organization.units.map(({ id, name }) => [id, name]));
    for (const { id, name, parentId, tags } of estate.accounts) {
      expect(accounts.find(({ accountId }) => accountId === id)).toMatchObject({
        name,
        billingAccountId: { known: true, value: own },
        parentPath: { known: true, value: ['Root', ...(unitNames.has(parentId) ? [unitNames.get(parentId)] : [])] },
        tags: { known: true, value: tags },
      });
    }
    expect(unread).toEqual([]);
  });

  it('that are suspended are recorded and not entered', async () => {
    const suspended = cloud.sandbox.estate.accounts.filter(({ status }) => status === 'SUSPENDED').map(({ id }) => id);
    expect(suspended.length).toBeGreaterThan(0);
    await cloud.forgetCalls();
    const { accounts, scopes } = await cloud.connect().discover();
    expect(accounts.filter(({ state }) => state === 'suspended').map(({ accountId }) => accountId)).toEqual(suspended);
    expect(scopes.filter(({ accountId }) => suspended.includes(accountId))).toEqual([]);
    const assumed = (await cloud.calls()).filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.reduce((sum, { count }) => sum + count, 0)).toBe(cloud.accountIds.length - 1);
  });

  it('whose role cannot be assumed are unread; the others go on', async () => {
    await cloud.inject({ kind: 'deny', service: 'sts', operation: 'AssumeRole', times: 1 });
    const { accounts, scopes, unread } = await cloud.connect().discover();
    expect(unread).toHaveLength(1);
    const [failed] = unread;
    expect(failed).toMatchObject({
      scope: { regionId: 'global' },
      subject: 'accounts',
      error: { category: 'denied', operation: 'sts:AssumeRole' },
    });
    const entered = new Set(scopes.map(({ accountId }) => accountId));
    expect(entered.has(failed?.scope.accountId ?? '')).toBe(false);
    expect(entered.size).toBe(cloud.accountIds.length - 1);
    expect(accounts.map(({ accountId }) => accountId)).toContain(failed?.scope.accountId);
  });

  it('that may not be listed leave our own, and say so', async () => {
    await cloud.inject({ kind: 'deny', service: 'organizations', operation: 'ListAccounts' });
    const { accounts, scopes, unread } = await cloud.connect().discover();
    expect(accounts.map(({ accountId }) => accountId)).toEqual([own]);
    expect(new Set(scopes.map(({ accountId }) => accountId))).toEqual(new Set([own]));
    expect(unread).toMatchObject([
      {
        scope: { accountId: own },
        subject: 'accounts',
        error: { category: 'denied', operation: 'organizations:ListAccounts' },
      },
    ]);
  });

  it('break off in the middle of the listing: nothing of half a list passes for the whole', async () => {
    await cloud.inject({ kind: 'half-page', service: 'organizations', operation: 'ListAccounts' });
    const { accounts, unread } = await cloud.connect({}, { limits: { attempts: 1 } }).discover();
    expect(accounts.map(({ accountId }) => accountId)).toEqual([own]);
    expect(unread).toMatchObject([{ subject: 'accounts', error: { category: 'unavailable' } }]);
  });

  it('are known without their units and tags where these are refused', async () => {
    await cloud.inject({ kind: 'deny', service: 'organizations', operation: 'ListRoots' });
    await cloud.inject({ kind: 'deny', service: 'organizations', operation: 'ListTagsForResource' });
    await cloud.forgetCalls();
    const { accounts, unread } = await cloud.connect().discover();
    expect(unread).toEqual([]);
    for (const { parentPath, tags } of accounts) {
      expect(parentPath).toEqual({ known: false, reason: 'denied: organizations:ListRoots (AccessDeniedException)' });
      expect(tags).toEqual({
        known: false,
        reason: 'denied: organizations:ListTagsForResource (AccessDeniedException)',
      });
    }
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'ListTagsForResource');
    expect(asked.map(({ count }) => count)).toEqual([1]);
  });

  it('with a row that cannot be read are named as unread', async () => {
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) => {
      if (operation !== 'ListAccounts') return undefined;
      const page = JSON.parse(body) as { Accounts: Record<string, unknown>[] };
      for (const account of page.Accounts) {
        if (account['Id'] === member) {
          delete account['State'];
          delete account['Status'];
        }
      }
      return JSON.stringify(page);
    });
    const { accounts, unread } = await cloud.connect({}, { sandboxUrl: proxy.url }).discover();
    await proxy.close();
    expect(accounts.map(({ accountId }) => accountId)).not.toContain(member);
    expect(unread).toMatchObject([
      { scope: { accountId: member }, subject: 'accounts', error: { category: 'malformed' } },
    ]);
  });
});

describe('without an organisation', () => {
  it('an account that belongs to none is known, and complete', async () => {
    const code = 'AWSOrganizationsNotInUseException';
    await cloud.inject({ kind: 'error', service: 'organizations', status: 400, code });
    const { accounts, unread } = await cloud.connect().discover();
    expect(unread).toEqual([]);
    expect(accounts).toMatchObject([
      { accountId: own, billingAccountId: { known: true, value: own }, parentPath: { known: true, value: [] } },
    ]);
  });

  it('only our own account is read when none is configured, and the organisation is not listed', async () => {
    await cloud.forgetCalls();
    const { accounts, scopes } = await cloud.connectAlone().discover();
    expect(accounts.map(({ accountId }) => accountId)).toEqual([own]);
    expect(scopes.map(({ regionId }) => regionId).toSorted()).toEqual(regions.toSorted());
    expect((await cloud.calls()).map(({ operation }) => operation)).not.toContain('ListAccounts');
  });
});

describe('configured accounts and regions', () => {
  it('are read alone; one that was not found is unread', async () => {
    const { accounts, scopes, unread } = await cloud
      .connect({ accounts: [member, '999999999999'], regions: ['eu-west-1'] })
      .discover();
    expect(accounts.map(({ accountId }) => accountId)).toEqual([member]);
    expect(scopes).toEqual([{ provider: 'aws', accountId: member, regionId: 'eu-west-1' }]);
    expect(unread).toMatchObject([{ scope: { accountId: '999999999999' }, error: { category: 'not-found' } }]);
  });

  it('"all" means the regions that the account has enabled', async () => {
    const { scopes } = await cloud.connect({ accounts: [member] }).discover();
    expect(scopes.map(({ regionId }) => regionId)).toEqual(regions.toSorted());
  });

  it('whose regions may not be listed are unread', async () => {
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeRegions', account: member });
    const { scopes, unread } = await cloud.connect().discover();
    expect(scopes.map(({ accountId }) => accountId)).not.toContain(member);
    expect(unread).toMatchObject([
      {
        scope: { accountId: member },
        subject: 'regions',
        error: { category: 'denied', operation: 'ec2:DescribeRegions' },
      },
    ]);
  });
});
