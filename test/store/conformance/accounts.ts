import { expect, it } from 'vitest';
import type { Account } from '../../../src/domain/accounts.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { at } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const production: Account = {
  provider: 'aws',
  accountId: '111111111111',
  name: 'production',
  parentPath: known(['Root', 'Workloads']),
  billingAccountId: known('999999999999'),
  state: 'active',
  tags: known({ team: 'platform', 'cost "centre"': 'ü' }),
};
const unreadable: Account = {
  provider: 'gcp',
  accountId: 'project-1',
  name: 'project-1',
  parentPath: unread('denied: cloudresourcemanager.folders.get'),
  billingAccountId: unread('field billingAccountId missing in the answer'),
  state: 'suspended',
  tags: unread('denied: tags'),
};

export function accountConformance(open: OpenEmptyStore): void {
  it('come back as they were, what was not read with its reason', () =>
    withStore(open, async ({ accounts }) => {
      await accounts.upsert([unreadable, production], at(0));
      expect(await accounts.list()).toEqual([production, unreadable]);
    }));

  it('are replaced by a newer reading', () =>
    withStore(open, async ({ accounts }) => {
      await accounts.upsert([production], at(0));
      const renamed: Account = { ...production, name: 'prod', tags: unread('throttled'), state: 'closed' };
      await accounts.upsert([renamed], at(1));
      expect(await accounts.list()).toEqual([renamed]);
    }));

  it('can be listed by cloud and by id', () =>
    withStore(open, async ({ accounts }) => {
      await accounts.upsert([production, { ...production, accountId: '000000000001' }, unreadable], at(0));
      const ids = async (filter: Parameters<typeof accounts.list>[0]): Promise<readonly string[]> =>
        (await accounts.list(filter)).map(({ accountId }) => accountId);
      expect(await ids({})).toEqual(['000000000001', '111111111111', 'project-1']);
      expect(await ids({ providers: ['gcp'] })).toEqual(['project-1']);
      expect(await ids({ accountIds: ['111111111111'] })).toEqual(['111111111111']);
      expect(await ids({ providers: ['azure'] })).toEqual([]);
      expect(await ids({ providers: [] })).toEqual([]);
    }));
}
