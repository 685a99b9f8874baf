import type { AwsSnapshot } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { readFilters, type FilterTable } from '../ec2/filters.ts';
import { tagSet } from '../ec2/fragments.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'capped', unasked: Infinity };

const filters: FilterTable<AwsSnapshot> = {
  'last-tiering-operation': ({ storageTier }) => (storageTier === 'archive' ? 'archival-completed' : undefined),
  'snapshot-id': ({ id }) => id,
  'volume-id': ({ volumeId }) => volumeId,
};

const DAY = 86_400_000;

/** DescribeSnapshotTierStatus: the tier of every snapshot, and of those in the archive how they came there. */
export function describeSnapshotTierStatus(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  function* listing(after: string) {
    for (const snapshot of call.world.index.snapshots.resources(call.accountId, call.region, after)) {
      if (matches(snapshot)) yield snapshot;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('snapshotTierStatusSet', items.map(statusXml)) + nextToken;
}

function statusXml(snapshot: AwsSnapshot): string {
  const archived = snapshot.storageTier === 'archive';
  // Archived a week after it was taken; it takes a day.
  const startedAt = snapshot.startedAt + 7 * DAY;
  return (
    element('snapshotId', snapshot.id) +
    element('volumeId', snapshot.volumeId) +
    element('status', snapshot.state) +
    element('ownerId', snapshot.accountId) +
    tagSet(snapshot.tags) +
    element('storageTier', snapshot.storageTier) +
    element('lastTieringStartTime', archived ? xmlTime(startedAt) : undefined) +
    element('lastTieringProgress', archived ? 100 : undefined) +
    element('lastTieringOperationStatus', archived ? 'archival-completed' : undefined) +
    element('archivalCompleteTime', archived ? xmlTime(startedAt + DAY) : undefined)
  );
}
