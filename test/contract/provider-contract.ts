import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../src/domain/cloud-error.ts';
import type { Scope } from '../../src/domain/ids.ts';
import type { CallLimits, CloudConnection, ProviderEvent, ResourcePage } from '../../src/domain/ports/provider.ts';

/** What a cloud of the contract can be made to do to the calls of one operation in one scope. */
export interface ContractFault {
  /**
   * `deny`: the cloud's own refusal. `throttle`: its own "too many requests". `half-page`: the listing breaks in its
   * middle. `truncate`: the connection ends within an answer. `malformed`: a whole answer that cannot be read.
   */
  readonly kind: 'deny' | 'throttle' | 'half-page' | 'truncate' | 'malformed' | 'timeout';
  readonly operation: string;
  readonly scope: Scope;
  /** For ever when left out. */
  readonly times?: number;
}

/** A listing of the contract's cloud. */
export interface ContractListing {
  readonly type: string;
  /** The operation that lists it, by the cloud's own name. */
  readonly operation: string;
  /** Ids that the cloud holds in the scope. */
  readonly ids: readonly string[];
  /** Whether these take more than one page there. */
  readonly paged: boolean;
}

/** A running cloud with something in it. */
export interface ContractCloud {
  connect(runtime: {
    readonly signal: AbortSignal;
    readonly onEvent: (event: ProviderEvent) => void;
    readonly limits: Partial<CallLimits>;
  }): CloudConnection;
  /** A scope in which every collector finds something. */
  readonly scope: Scope;
  /** Another one, which must not notice what happens to the first. */
  readonly otherScope: Scope;
  listings(scope: Scope): readonly ContractListing[];
  inject(fault: ContractFault): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** Few and short: a suite that waits for real back-off would take minutes. */
const limits: Partial<CallLimits> = { attempts: 3, callTimeoutMs: 5000 };

/** What every provider has to keep, whatever its cloud. `start` makes the cloud once for the whole suite. */
export function providerContract(name: string, start: () => Promise<ContractCloud>): void {
  describe(`${name} keeps the provider contract`, () => {
    let cloud: ContractCloud;
    const open: CloudConnection[] = [];

    beforeAll(async () => {
      cloud = await start();
    });
    afterEach(async () => {
      await cloud.heal();
      await Promise.all(open.splice(0).map((connection) => connection.close()));
    });
    afterAll(() => cloud.close());

    const connect = (
      runtime: { readonly signal?: AbortSignal; readonly onEvent?: (event: ProviderEvent) => void } = {},
    ) => {
      const { signal = new AbortController().signal, onEvent = () => undefined } = runtime;
      const connection = cloud.connect({ signal, onEvent, limits });
      open.push(connection);
      return connection;
    };
    const paged = () => {
      const listing = cloud.listings(cloud.scope).find((one) => one.paged);
      if (!listing) throw new Error('the cloud of the contract has no listing of several pages');
      return listing;
    };

    it('has one collector for each listing, and names its permissions', () => {
      const { collectors } = connect();
      const types = collectors.map(({ type }) => type);
      expect(new Set(types).size).toBe(types.length);
      for (const { type } of cloud.listings(cloud.scope)) expect(types).toContain(type);
      for (const { permissions } of collectors) expect(permissions.length).toBeGreaterThan(0);
    });

    it('discovers the scopes, each once', async () => {
      const { scopes, unread } = await connect().discover();
      expect(scopes).toContainEqual(cloud.scope);
      expect(scopes).toContainEqual(cloud.otherScope);
      expect(new Set(scopes.map((scope) => JSON.stringify(scope))).size).toBe(scopes.length);
      expect(unread).toEqual([]);
    });

    it('reads every page: all that is there, once each, of the right kind and scope', async () => {
      const connection = connect();
      for (const { type, ids } of cloud.listings(cloud.scope)) {
        const { resources, unread } = await readAll(connection, type, cloud.scope);
        expect(resources.map(({ resourceId }) => resourceId).toSorted()).toEqual(ids.toSorted());
        expect(new Set(resources.map((resource) => resource.type))).toEqual(new Set([type]));
        expect(resources.every(({ scope }) => JSON.stringify(scope) === JSON.stringify(cloud.scope))).toBe(true);
        expect(unread).toEqual([]);
      }
      expect(paged().ids.length).toBeGreaterThan(0);
    });

    it('gives the same output for the same input', async () => {
      const { type } = paged();
      expect(await readAll(connect(), type, cloud.scope)).toEqual(await readAll(connect(), type, cloud.scope));
    });

    it('throws "denied" for a refused listing, and reads the others', async () => {
      const connection = connect();
      const [refused, ...others] = cloud.listings(cloud.scope);
      if (!refused) throw new Error('no listings');
      await cloud.inject({ kind: 'deny', operation: refused.operation, scope: cloud.scope });
      const { pages, error } = await readUntilError(connection, refused.type, cloud.scope);
      expect(error).toMatchObject({ category: 'denied', operation: expect.stringContaining(refused.operation) });
      expect(pages).toEqual([]);
      for (const { type, ids } of others) {
        expect((await readAll(connection, type, cloud.scope)).resources).toHaveLength(ids.length);
      }
      const elsewhere = await readAll(connection, refused.type, cloud.otherScope);
      expect(elsewhere.resources).toHaveLength(idsOf(cloud, cloud.otherScope, refused.type).length);
    });

    it('brings the same when it is throttled, and says that it was', async () => {
      const { type, operation, ids } = paged();
      const events: ProviderEvent[] = [];
      await cloud.inject({ kind: 'throttle', operation, scope: cloud.scope, times: 2 });
      const { resources } = await readAll(connect({ onEvent: (event) => events.push(event) }), type, cloud.scope);
      expect(resources.map(({ resourceId }) => resourceId).toSorted()).toEqual(ids.toSorted());
      expect(events.filter(({ kind }) => kind === 'throttled')).toHaveLength(2);
      expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(2);
    });

    it('throws "throttled" when that does not end', async () => {
      const { type, operation } = paged();
      await cloud.inject({ kind: 'throttle', operation, scope: cloud.scope });
      const { pages, error } = await readUntilError(connect(), type, cloud.scope);
      expect(error?.category).toBe('throttled');
      expect(pages).toEqual([]);
    });

    it('throws when a listing breaks in its middle: half of it never passes for the whole', async () => {
      const { type, operation, ids } = paged();
      await cloud.inject({ kind: 'half-page', operation, scope: cloud.scope });
      const { pages, error } = await readUntilError(connect(), type, cloud.scope);
      expect(error).toBeInstanceOf(CloudError);
      const read = pages.flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId));
      expect(read.length).toBeGreaterThan(0);
      expect(read.length).toBeLessThan(ids.length);
    });

    it('brings the same when a connection was cut in the middle of an answer', async () => {
      const { type, operation, ids } = paged();
      await cloud.inject({ kind: 'truncate', operation, scope: cloud.scope, times: 1 });
      const { resources } = await readAll(connect(), type, cloud.scope);
      expect(resources.map(({ resourceId }) => resourceId).toSorted()).toEqual(ids.toSorted());
    });

    it.each(['truncate', 'malformed'] as const)('throws when every answer is broken (%s)', async (kind) => {
      const { type, operation } = paged();
      await cloud.inject({ kind, operation, scope: cloud.scope });
      const { pages, error } = await readUntilError(connect(), type, cloud.scope);
      expect(['malformed', 'unavailable']).toContain(error?.category);
      expect(pages).toEqual([]);
    });

    it('ends with "cancelled" when it is cancelled while it waits for an answer', async () => {
      const { type, operation } = paged();
      const abort = new AbortController();
      await cloud.inject({ kind: 'timeout', operation, scope: cloud.scope });
      const connection = connect({ signal: abort.signal });
      await connection.identity();
      const reading = readUntilError(connection, type, cloud.scope);
      setTimeout(() => abort.abort(), 50);
      expect((await reading).error?.category).toBe('cancelled');
    });

    it('asks nothing more once it is cancelled', async () => {
      const abort = new AbortController();
      abort.abort();
      const { error } = await readUntilError(connect({ signal: abort.signal }), paged().type, cloud.scope);
      expect(error?.category).toBe('cancelled');
    });

    it('ends with "timeout" when no answer comes', async () => {
      const { type, operation } = paged();
      await cloud.inject({ kind: 'timeout', operation, scope: cloud.scope });
      const signal = new AbortController().signal;
      const connection = cloud.connect({
        signal,
        onEvent: () => undefined,
        limits: { attempts: 1, callTimeoutMs: 300 },
      });
      open.push(connection);
      expect((await readUntilError(connection, type, cloud.scope)).error?.category).toBe('timeout');
    });
  });
}

const idsOf = (cloud: ContractCloud, scope: Scope, type: string): readonly string[] =>
  cloud.listings(scope).find((listing) => listing.type === type)?.ids ?? [];

async function readAll(connection: CloudConnection, type: string, scope: Scope): Promise<ResourcePage> {
  const { pages, error } = await readUntilError(connection, type, scope);
  if (error) throw error;
  return { resources: pages.flatMap(({ resources }) => resources), unread: pages.flatMap(({ unread }) => unread) };
}

/** Pages up to the end or to the CloudError that ended them; anything else thrown is a bug and goes on up. */
export async function readUntilError(
  connection: CloudConnection,
  type: string,
  scope: Scope,
): Promise<{ readonly pages: readonly ResourcePage[]; readonly error?: CloudError }> {
  const pages: ResourcePage[] = [];
  try {
    for await (const page of connection.collect(type, scope)) pages.push(page);
    return { pages };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { pages, error };
  }
}
