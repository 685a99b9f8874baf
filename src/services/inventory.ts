import { addDays, dayOf } from '../domain/instant.ts';
import { AppError } from '../domain/errors.ts';
import type { ResourceFilter, ScopeFilter, Store } from '../domain/ports/store.ts';
import type { InventoryReport, ResourceReport } from '../domain/reports.ts';
import type { StoredResource } from '../domain/resources.ts';
import type { Context } from './context.ts';
import { lastUnread } from './sync/sync-report.ts';
import { streamFromStore, withStore } from './workspace.ts';

export type InventoryOptions = Omit<ResourceFilter, keyof ScopeFilter>;

const BATCH_SIZE = 500;

/** The last 30 days of cost stand beside a resource. */
const COST_DAYS = 30;

export const listInventory = (context: Context, options: InventoryOptions): Promise<InventoryReport> =>
  streamFromStore(context, async (store) => {
    const filter = { ...options, ...scopeFilter(context) };
    const { limit: _limit, ...all } = filter;
    return {
      rows: store.resources.stream(filter, BATCH_SIZE),
      total: await store.resources.count(all),
      byType: await store.resources.counts(scopeFilter(context)),
      unread: await lastUnread(store),
    };
  });

/** All that is known of one resource. An id that several accounts or regions have needs --account or --region. */
export const showResource = (context: Context, idOrName: string): Promise<ResourceReport> =>
  withStore(context, 'read', async (store) => {
    const stored = await findResource(store, { ...scopeFilter(context), resourceId: idOrName, includeGone: true });
    const { resource } = stored;
    const { scope, resourceId } = resource;
    const account =
      (await store.accounts.list({ providers: [scope.provider], accountIds: [scope.accountId] })).at(0) ?? null;
    const attached = (await store.resources.attachedTo(scope, [resourceId])).get(resourceId) ?? [];
    const attachments = await Promise.all(
      attached.map(({ resourceId: id }) =>
        findResource(store, {
          providers: [scope.provider],
          accountIds: [scope.accountId],
          regionIds: [scope.regionId],
          resourceId: id,
        }),
      ),
    );
    const metrics = (await store.metrics.of(scope, [resourceId])).get(resourceId);
    const to = (await store.charges.extent())?.to ?? dayOf(context.now());
    const range = { from: addDays(to, -COST_DAYS), to };
    const cost = (await store.charges.ofResources(scope.provider, scope.accountId, [resourceId], range)).get(
      resourceId,
    );
    return {
      stored,
      account,
      attachments,
      metrics: metrics === undefined ? [] : [...metrics.values()],
      cost: cost === undefined ? null : { range, ...cost },
      findings: await store.findings.get(resourceId),
      unread: (await lastUnread(store)).filter(
        (note) => note.accountId === scope.accountId && note.region === scope.regionId,
      ),
    };
  });

/** An empty list of the flags means all; the store takes a list as it stands. */
export const scopeFilter = ({ global }: Context): ScopeFilter => ({
  ...(global.providers.length > 0 && { providers: global.providers }),
  ...(global.accounts.length > 0 && { accountIds: global.accounts }),
  ...(global.regions.length > 0 && { regionIds: global.regions }),
});

/** Ids of some clouds are paths of a dozen parts: the last one is what people know a resource by. */
async function byLastPart(
  store: Store,
  { resourceId = '', ...filter }: ResourceFilter,
): Promise<readonly StoredResource[]> {
  const found: StoredResource[] = [];
  for await (const batch of store.resources.stream({ ...filter, text: resourceId }, 100)) {
    found.push(...batch.filter(({ resource }) => resource.resourceId.endsWith(`/${resourceId}`)));
  }
  return found;
}

async function findResource(store: Store, filter: ResourceFilter): Promise<StoredResource> {
  const found: StoredResource[] = [];
  for await (const batch of store.resources.stream(filter, 10)) found.push(...batch);
  if (found.length === 0) found.push(...(await byLastPart(store, filter)));
  const [first, second] = found;
  if (first === undefined)
    throw new AppError('resource-unknown', `no resource ${filter.resourceId ?? ''} in the store`);
  if (second !== undefined) {
    const places = found.map(({ resource: { scope } }) => `${scope.accountId} ${scope.regionId}`).join(', ');
    throw new AppError(
      'resource-unknown',
      `${filter.resourceId ?? ''} exists more than once (${places}): add --account and --region, or take its whole id`,
    );
  }
  return first;
}
