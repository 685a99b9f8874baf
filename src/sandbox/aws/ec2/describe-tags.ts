import type { Call } from '../call.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList } from '../wire/xml.ts';
import { isStillListed } from './termination.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 5, max: 1000, above: 'refused', unasked: Infinity };

interface TagEntry {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly key: string;
  readonly value: string;
  /** The one tag, so that `tag:<key>` means this entry and not the resource. */
  readonly tags: Readonly<Record<string, string>>;
}

const filters: FilterTable<TagEntry> = {
  key: ({ key }) => key,
  'resource-id': ({ resourceId }) => resourceId,
  'resource-type': ({ resourceType }) => resourceType,
  value: ({ value }) => value,
};

/** DescribeTags: each tag of each resource, in order of resource id and key. */
export function describeTags(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  function* listing(after: string) {
    for (const entry of tagEntries(call, after.slice(0, after.indexOf(' ')))) {
      if (positionOf(entry) > after && matches(entry)) yield entry;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, positionOf);
  const entries = items.map(
    ({ resourceId, resourceType, key, value }) =>
      element('resourceId', resourceId) +
      element('resourceType', resourceType) +
      element('key', key) +
      element('value', value),
  );
  return itemList('tagSet', entries) + nextToken;
}

function positionOf({ resourceId, key }: TagEntry): string {
  return `${resourceId} ${key}`;
}

/** From the resource `fromId` on. Id prefixes happen to sort as: eipalloc, i, snap, vol. */
function* tagEntries({ world, accountId, region, now }: Call, fromId: string): Generator<TagEntry> {
  const { addresses, instances, snapshots, volumes } = world.index;
  // The index goes on behind an id, and the last page may have ended within that resource's tags.
  const before = fromId === '' ? '' : fromId.slice(0, -1);
  for (const { allocationId, tags } of addresses.resources(accountId, region, before))
    yield* entriesOf('elastic-ip', allocationId, tags);
  for (const instance of instances.resources(accountId, region, before)) {
    if (isStillListed(instance, now)) yield* entriesOf('instance', instance.id, instance.tags);
  }
  for (const { id, tags } of snapshots.resources(accountId, region, before)) yield* entriesOf('snapshot', id, tags);
  for (const { id, tags } of volumes.resources(accountId, region, before)) yield* entriesOf('volume', id, tags);
}

function* entriesOf(
  resourceType: string,
  resourceId: string,
  tags: Readonly<Record<string, string>>,
): Generator<TagEntry> {
  for (const key of Object.keys(tags).sort()) {
    const value = tags[key] ?? '';
    yield { resourceType, resourceId, key, value, tags: { [key]: value } };
  }
}
