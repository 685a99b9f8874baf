import { createSnapshot, deleteSnapshot } from '../../estate/mutations.ts';
import type { Call } from '../call.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { snapshotXml } from './describe-snapshots.ts';
import { done, requiredParam, tagSpecification, textParam } from './write-params.ts';

export function createSnapshotOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const snapshot = createSnapshot(
    world.estate,
    accountId,
    region,
    {
      volumeId: requiredParam(params, 'VolumeId'),
      ...textParam(params, 'Description', 'description'),
      tags: tagSpecification(params, 'snapshot'),
    },
    now,
  );
  world.index.snapshots.add(snapshot.id);
  return snapshotXml(snapshot);
}

export function deleteSnapshotOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  deleteSnapshot(world.estate, accountId, region, { snapshotId: requiredParam(params, 'SnapshotId') }, now);
  return done;
}
