import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import type { Discovery } from '../../../src/domain/ports/provider.ts';
import { SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let own: string;
let members: readonly string[];

beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 6, regions: ['us-east-1'] });
  [own = '', ...members] = cloud.accountIds;
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

const entered = ({ scopes }: Discovery) => [...new Set(scopes.map(({ accountId }) => accountId))].toSorted();
const role = (accountId: string, path = 'BallastRead') => `arn:aws:iam::${accountId}:role/${path}`;
const within = (organization: Partial<NonNullable<AwsSettings['organization']>>) =>
  cloud.connect({ organization: { roleName: 'BallastRead', ...organization } }).discover();
/** Ids of the estate's active accounts in the unit of that name, or in one beneath it. */
function inUnit(name: string): readonly string[] {
  const { organization, accounts } = cloud.sandbox.estate;
  const ids = new Set(organization.units.filter((unit) => unit.name === name).map(({ id }) => id));
  for (const unit of organization.units) if (ids.has(unit.parentId)) ids.add(unit.id);
  return accounts.filter(({ parentId, status }) => ids.has(parentId) && status === 'ACTIVE').map(({ id }) => id);
}

describe('accounts of an organisation', () => {
  it('are read by unit, with those of the units beneath', async () => {
    const found = await within({ include: { organizationalUnits: ['Production'] } });
    expect(inUnit('Production').length).toBeGreaterThan(1);
    expect(entered(found)).toEqual(inUnit('Production').toSorted());
    expect(found.unread).toEqual([]);
    // Known with their names all the same: their cost is on the bill.
    expect(found.accounts).toHaveLength(cloud.sandbox.estate.accounts.length);
    const left = found.skipped?.filter(({ reason }) => reason === 'not in organization.include');
    expect(left).toHaveLength(cloud.accountIds.length - inUnit('Production').length);
  });

  it('are left out by unit, id and tag', async () => {
    const [last = ''] = members.slice(-1);
    const found = await within({
      exclude: { organizationalUnits: ['Production/Platform'], accounts: [last], tags: { env: 'staging' } },
    });
    const staging = cloud.sandbox.estate.accounts.filter(({ tags }) => tags['env'] === 'staging').map(({ id }) => id);
    const out = new Set([...inUnit('Platform'), last, ...staging]);
    expect(out.size).toBe(3);
    expect(entered(found)).toEqual(cloud.accountIds.filter((id) => !out.has(id)).toSorted());
    const left = found.skipped?.filter(({ reason }) => reason === 'excluded by organization.exclude');
    expect(new Set(left?.map(({ scope }) => scope.accountId))).toEqual(out);
  });

  it('are not entered when what excludes them cannot be read, and are named', async () => {
    await cloud.inject({ kind: 'deny', service: 'organizations', operation: 'ListTagsForResource' });
    const [first = ''] = members;
    const found = await within({ exclude: { tags: { env: 'prod' }, accounts: [first] } });
    expect(entered(found)).toEqual([]);
    expect(found.unread.map(({ scope }) => scope.accountId).toSorted()).toEqual(
      cloud.accountIds.filter((id) => id !== first).toSorted(),
    );
    expect(found.unread[0]?.error.message).toContain('organizations:ListTagsForResource');
  });

  it('that are included by id and not there are unread', async () => {
    const found = await within({ include: { accounts: [own, '999999999999'] } });
    expect(entered(found)).toEqual([own]);
    expect(found.unread).toMatchObject([{ scope: { accountId: '999999999999' }, error: { category: 'not-found' } }]);
  });

  it('with a unit that is not there are a mistake of the configuration', async () => {
    await expect(within({ exclude: { organizationalUnits: ['Sandbx'] } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('Sandbox'),
    });
  });

  it.each`
    state                   | known
    ${'SUSPENDED'}          | ${'suspended'}
    ${'PENDING_CLOSURE'}    | ${'closed'}
    ${'CLOSED'}             | ${'closed'}
    ${'PENDING_ACTIVATION'} | ${'suspended'}
    ${'SOMETHING_NEW'}      | ${'suspended'}
  `('in state $state are known and not entered, whatever the older field says', async ({ state, known }) => {
    const [first = ''] = members;
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) => {
      if (operation !== 'ListAccounts') return undefined;
      const page = JSON.parse(body) as { Accounts: Record<string, unknown>[] };
      for (const account of page.Accounts) if (account['Id'] === first) account['State'] = state;
      return JSON.stringify(page);
    });
    const found = await cloud.connect({}, { sandboxUrl: proxy.url }).discover();
    await proxy.close();
    expect(found.accounts.find(({ accountId }) => accountId === first)).toMatchObject({ state: known });
    expect(entered(found)).not.toContain(first);
    const reason = `the account is ${state}`;
    expect(found.skipped).toContainEqual({
      scope: expect.objectContaining({ accountId: first }),
      subject: 'accounts',
      reason,
    });
    expect(found.unread).toEqual([]);
  });
});

describe('roles', () => {
  it('open accounts that no organisation lists; these say themselves who pays', async () => {
    const [first = ''] = members;
    const found = await cloud.connectAlone({ roles: [{ arn: role(first, 'audit/Reader') }] }).discover();
    expect(entered(found)).toEqual([own, first].toSorted());
    expect(found.accounts.find(({ accountId }) => accountId === first)).toMatchObject({
      billingAccountId: { known: true, value: own },
      parentPath: { known: false },
    });
  });

  it('that are denied leave their account as unread, and the others go on', async () => {
    const [first = '', second = ''] = members;
    const roles = [{ arn: role(first) }, { arn: role(second, 'external-id/ext-1/Reader'), externalId: 'wrong' }];
    const found = await cloud.connectAlone({ roles }).discover();
    expect(entered(found)).toEqual([own, first].toSorted());
    expect(found.unread).toMatchObject([
      { scope: { accountId: second, regionId: 'global' }, subject: 'accounts', error: { category: 'denied' } },
    ]);
  });

  it('that demand an external id are opened by it', async () => {
    const roleName = 'external-id/ext-1/BallastRead';
    expect(entered(await within({ roleName, externalId: 'ext-1' }))).toEqual(cloud.accountIds.toSorted());
    const without = await within({ roleName });
    expect(entered(without)).toEqual([own]);
    expect(without.unread).toHaveLength(members.length);
  });

  it('are called after their accounts', async () => {
    const connection = cloud.connect({ organization: { roleName: 'ballast/{accountId}/read-{accountName}' } });
    expect(entered(await connection.discover())).toEqual(cloud.accountIds.toSorted());
    expect((await connection.identity()).accountId).toBe(own);
  });
});

describe('sessions', () => {
  const tags = { team: 'finops', 'cost-centre': '42' };
  const roleArn = () => role(own, 'Base');

  it('with tags open the roles that trust them', async () => {
    const found = await cloud.connect({ session: { tags, transitiveTagKeys: ['team'] } }).discover();
    expect(found.unread).toEqual([]);
    expect(entered(found)).toEqual(cloud.accountIds.toSorted());
  });

  it('with tags are denied by the others, and the missing permission is named', async () => {
    const found = await cloud
      .connect({ organization: { roleName: 'no-tags/BallastRead' }, session: { tags } })
      .discover();
    expect(entered(found)).toEqual([own]);
    expect(found.unread[0]?.error).toMatchObject({
      category: 'denied',
      message: expect.stringContaining('sts:TagSession'),
    });
  });

  it('in a chain carry inherited tags once, and end after an hour', async () => {
    const session = { tags, transitiveTagKeys: ['team'], durationSeconds: 3600 };
    const connection = cloud.connect({ roleArn: roleArn(), session });
    expect((await connection.identity()).principal).toContain(':assumed-role/Base/ballast');
    const found = await connection.discover();
    expect(found.unread).toEqual([]);
    expect(entered(found)).toEqual(cloud.accountIds.toSorted());
    const long = await cloud.connect({ roleArn: roleArn(), session: { durationSeconds: 7200 } }).discover();
    expect(long.unread[0]?.error.message).toContain('role chaining');
  });

  it('with a policy that is none are refused by AWS in its own words', async () => {
    const found = await cloud.connect({ session: { policy: 'not json' } }).discover();
    expect(found.unread[0]?.error).toMatchObject({
      category: 'invalid',
      vendorCode: 'MalformedPolicyDocumentException',
    });
  });
});
