import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import type { FastRestore } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { readFilters, type FilterTable } from '../ec2/filters.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { zoneId } from '../regions.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 0, max: 200, above: 'refused', unasked: 200 };

type Row = FastRestore & { readonly tags: Readonly<Record<string, string>> };

const filters: FilterTable<Row> = {
  'availability-zone': ({ zone }) => zone,
  'availability-zone-id': ({ zone }) => zoneId(zone),
  'owner-id': ({ accountId }) => accountId,
  'snapshot-id': ({ snapshotId }) => snapshotId,
  state: ({ state }) => state,
};

/** DescribeFastSnapshotRestores: one entry for each snapshot and zone; those that were disabled lately are still told. */
export function describeFastSnapshotRestores(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const { fastRestores } = familyState(call.world.estate, imagesFamily);
  function* listing(after: string) {
    for (const restore of call.world.index.of(fastRestores).resources(call.accountId, call.region, after)) {
      if (matches({ ...restore, tags: {} })) yield restore;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('fastSnapshotRestoreSet', items.map(restoreXml)) + nextToken;
}

const time = (epochMs: number | undefined): string | undefined =>
  epochMs === undefined ? undefined : xmlTime(epochMs);

function restoreXml(restore: FastRestore): string {
  return documentXml(
    {
      snapshotId: restore.snapshotId,
      availabilityZone: restore.zone,
      availabilityZoneId: zoneId(restore.zone),
      state: restore.state,
      stateTransitionReason: 'Client.UserInitiated - Lifecycle state transition',
      ownerId: restore.accountId,
      enablingTime: time(restore.enablingAt),
      optimizingTime: time(restore.enablingAt + 1000),
      enabledTime: time(restore.enabledAt),
      disablingTime: time(restore.disabledAt === undefined ? undefined : restore.disabledAt - 1000),
      disabledTime: time(restore.disabledAt),
    },
    ec2Form,
  );
}
