import type { AwsSnapshot } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { encryption, tagSet } from './fragments.ts';
import { lookUpAll } from './lookups.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 5, max: 1000, above: 'capped', unasked: Infinity };

const filters: FilterTable<AwsSnapshot> = {
  description: ({ description }) => description,
  encrypted: ({ encrypted }) => encrypted,
  'owner-id': ({ accountId }) => accountId,
  progress: ({ progressPercent }) => `${progressPercent}%`,
  'snapshot-id': ({ id }) => id,
  'start-time': ({ startedAt }) => xmlTime(startedAt),
  status: ({ state }) => state,
  'storage-tier': ({ storageTier }) => storageTier,
  'volume-id': ({ volumeId }) => volumeId,
  'volume-size': ({ volumeSizeGiB }) => volumeSizeGiB,
};

/** DescribeSnapshots. Nobody shares snapshots here, so other owners (`amazon`, another account) have none to show. */
export function describeSnapshots(call: Call, params: QueryParams): string {
  const { world, accountId, region } = call;
  const { snapshots } = world.index;
  const matches = readFilters(params, filters);
  const owners = params.list('Owner');
  const ownIsAsked = owners.length === 0 || owners.includes('self') || owners.includes(accountId);
  const ids = params.list('SnapshotId');
  function* listing(after: string) {
    if (!ownIsAsked) return;
    const candidates =
      ids.length > 0
        ? lookUpAll('snapshot', ids, (id) => snapshots.find(accountId, region, id), after)
        : snapshots.resources(accountId, region, after);
    for (const snapshot of candidates) if (matches(snapshot)) yield snapshot;
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('snapshotSet', items.map(snapshotXml)) + nextToken;
}

/** A snapshot's members, as DescribeSnapshots and CreateSnapshot tell them. */
export function snapshotXml(snapshot: AwsSnapshot): string {
  return (
    element('snapshotId', snapshot.id) +
    element('volumeId', snapshot.volumeId) +
    element('status', snapshot.state) +
    element('startTime', xmlTime(snapshot.startedAt)) +
    element('progress', `${snapshot.progressPercent}%`) +
    element('ownerId', snapshot.accountId) +
    element('volumeSize', snapshot.volumeSizeGiB) +
    element('description', snapshot.description) +
    tagSet(snapshot.tags) +
    encryption(snapshot) +
    element('storageTier', snapshot.storageTier) +
    element('fullSnapshotSizeInBytes', snapshot.fullGiB === undefined ? undefined : snapshot.fullGiB * 2 ** 30)
  );
}
