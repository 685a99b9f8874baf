import type { AwsVolume, AwsVolumeModification } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { iopsOf } from './describe-volumes.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { lookUpAll } from './lookups.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 1, max: 500, above: 'capped', unasked: Infinity };

type Modified = AwsVolume & { readonly modification: AwsVolumeModification };

const filters: FilterTable<Modified> = {
  'modification-state': ({ modification }) => modification.state,
  'original-size': ({ modification }) => modification.original.sizeGiB,
  'original-volume-type': ({ modification }) => modification.original.type,
  'start-time': ({ modification }) => xmlTime(modification.startedAt),
  'target-size': ({ modification }) => modification.target.sizeGiB,
  'target-volume-type': ({ modification }) => modification.target.type,
  'volume-id': ({ id }) => id,
};

/** DescribeVolumesModifications: the last change of each volume that was ever changed. */
export function describeVolumesModifications(call: Call, params: QueryParams): string {
  const { world, accountId, region } = call;
  const { volumes } = world.index;
  const matches = readFilters(params, filters);
  const ids = params.list('VolumeId');
  function* listing(after: string) {
    const candidates =
      ids.length > 0
        ? lookUpAll('volume', ids, (id) => volumes.find(accountId, region, id), after)
        : volumes.resources(accountId, region, after);
    for (const volume of candidates) {
      if (isModified(volume)) {
        if (matches(volume)) yield volume;
      } else if (ids.length > 0) {
        throw new AwsError(
          'InvalidVolumeModification.NotFound',
          `Modification for volume '${volume.id}' does not exist.`,
        );
      }
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return (
    itemList(
      'volumeModificationSet',
      items.map(({ id, modification }) => modificationXml(id, modification)),
    ) + nextToken
  );
}

/** A modification's members, as this operation and ModifyVolume tell them. */
export function modificationXml(volumeId: string, modification: AwsVolumeModification): string {
  const { original, target, state, progressPercent, startedAt } = modification;
  return (
    element('volumeId', volumeId) +
    element('modificationState', state) +
    element('targetSize', target.sizeGiB) +
    element('targetIops', iopsOf(target)) +
    element('targetVolumeType', target.type) +
    element('targetThroughput', target.throughputMiBps) +
    '<targetMultiAttachEnabled>false</targetMultiAttachEnabled>' +
    element('originalSize', original.sizeGiB) +
    element('originalIops', iopsOf(original)) +
    element('originalVolumeType', original.type) +
    element('originalThroughput', original.throughputMiBps) +
    '<originalMultiAttachEnabled>false</originalMultiAttachEnabled>' +
    element('progress', progressPercent) +
    element('startTime', xmlTime(startedAt)) +
    element('endTime', state === 'completed' ? xmlTime(startedAt) : undefined)
  );
}

function isModified(volume: AwsVolume): volume is Modified {
  return volume.modification !== undefined;
}
