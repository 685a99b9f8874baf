import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../../src/domain/ports/provider.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

const count = 200;
let cloud: SandboxCloud;
beforeAll(async () => {
  cloud = await SandboxCloud.start({
    accounts: count,
    resources: 1000,
    regions: ['us-east-1'],
    latency: { minMs: 5, maxMs: 20 },
  });
});
afterAll(() => cloud.close());

describe(`an organisation of ${count} accounts`, () => {
  it('is entered within the limits of the engine: all that can be, the others by name', async () => {
    const denied = cloud.accountIds.slice(1, 8);
    for (const account of denied)
      await cloud.inject({ kind: 'deny', service: 'sts', operation: 'AssumeRole', account });
    await cloud.inject({ kind: 'throttle', service: 'organizations', operation: 'ListTagsForResource', times: 4 });
    await cloud.forgetCalls();
    const events: ProviderEvent[] = [];
    const connection = cloud.connect({}, { onEvent: (event) => events.push(event) });
    const { accounts, scopes, unread, skipped } = await connection.discover();
    await connection.close();
    await cloud.heal();

    expect(accounts).toHaveLength(count + 1);
    expect(accounts.every(({ tags, parentPath }) => tags.known && parentPath.known)).toBe(true);
    expect(new Set(scopes.map(({ accountId }) => accountId)).size).toBe(count - denied.length);
    expect(unread.map(({ scope }) => scope.accountId).toSorted()).toEqual(denied.toSorted());
    expect(unread.every(({ error }) => error.category === 'denied')).toBe(true);
    expect(skipped?.filter(({ subject }) => subject === 'accounts')).toHaveLength(1);
    // Each door is tried once: a refusal is an answer, and a session serves everything in its account.
    const tried = (await cloud.calls()).filter(({ operation }) => operation === 'AssumeRole');
    expect(tried.reduce((sum, one) => sum + one.count, 0)).toBe(count - 1);
    expect(events.filter(({ kind }) => kind === 'throttled').length).toBeGreaterThan(0);
  });
});
