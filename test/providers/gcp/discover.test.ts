import { afterEach, describe, expect, it } from 'vitest';
import type { GcpSettings } from '../../../src/domain/cloud-settings.ts';
import { known } from '../../../src/domain/fact.ts';
import { type Answer, type Asked, googleError, replay, type Replay } from './replay.ts';

const project = (projectId: string, parent: string, state = 'ACTIVE'): object => ({
  name: `projects/${projectId.length}`,
  projectId,
  parent,
  state,
  displayName: projectId,
  labels: { team: 'web' },
});

const denied: Answer = {
  status: 403,
  body: googleError(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
};

/** An organisation with a folder; the projects of `folders/9` may not be listed. */
function organisation({ path, query }: Asked): Answer | undefined {
  const parent = query.get('parent');
  if (path === '/v3/organizations/1') return { body: { name: 'organizations/1', displayName: 'example.com' } };
  if (path === '/v3/folders') {
    const folders = parent === 'organizations/1' ? ['8', '9'] : [];
    return {
      body: { folders: folders.map((id) => ({ name: `folders/${id}`, displayName: `team-${id}`, state: 'ACTIVE' })) },
    };
  }
  if (path === '/v3/projects' && parent === 'organizations/1') {
    return {
      body: { projects: [project('top', 'organizations/1'), project('gone', 'organizations/1', 'DELETE_REQUESTED')] },
    };
  }
  if (path === '/v3/projects' && parent === 'folders/8') return { body: { projects: [project('shop', 'folders/8')] } };
  if (path === '/v3/projects') return denied;
  if (path === '/v1/projects/shop/billingInfo') return denied;
  if (path.endsWith('/billingInfo'))
    return { body: { billingAccountName: 'billingAccounts/A-B-C', billingEnabled: true } };
  return undefined;
}

let server: Replay | undefined;
afterEach(async () => server?.close());

async function discover(settings: Partial<GcpSettings>) {
  server = await replay(organisation, settings);
  return server.connection.discover();
}

describe('discovery', () => {
  it('reads every project beneath an organisation, and tells a folder that it could not list', async () => {
    const { accounts, scopes, unread, skipped } = await discover({ organization: '1' });
    expect(scopes.map(({ accountId, regionId }) => `${accountId} ${regionId}`)).toEqual(['top global', 'shop global']);
    expect(accounts.find(({ accountId }) => accountId === 'shop')).toMatchObject({
      parentPath: known(['example.com', 'team-8']),
      billingAccountId: {
        known: false,
        reason: expect.stringContaining('denied: cloudbilling.projects.getBillingInfo'),
      },
      tags: known({ team: 'web' }),
    });
    expect(accounts.find(({ accountId }) => accountId === 'top')?.billingAccountId).toEqual(known('A-B-C'));
    expect(unread).toMatchObject([{ subject: 'accounts', error: { category: 'denied' } }]);
    expect(unread[0]?.error.message).toContain('folders/9');
    expect(skipped?.map(({ scope, reason }) => `${scope.accountId}: ${reason}`)).toEqual([
      'gone: it is not active: DELETE_REQUESTED',
    ]);
  });

  it('leaves excluded projects alone, and says so', async () => {
    const { scopes, skipped } = await discover({ organization: '1', excludeProjects: ['top'] });
    expect(scopes.map(({ accountId }) => accountId)).toEqual(['shop']);
    expect(skipped?.[0]?.reason).toBe('it is excluded (excludeProjects)');
  });

  it('tells a named project that it may not see', async () => {
    const { scopes, unread } = await discover({ projects: ['hidden'] });
    expect(scopes).toEqual([]);
    expect(unread).toMatchObject([{ scope: { accountId: 'hidden' }, error: { category: 'not-found' } }]);
  });

  it('bills to the account of its projects', async () => {
    await discover({ organization: '1' });
    expect(await server?.connection.billingScope()).toMatchObject({ accountId: 'A-B-C', regionId: 'global' });
  });
});
