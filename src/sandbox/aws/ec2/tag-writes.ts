import { createTags, deleteTags } from '../../estate/mutations.ts';
import type { Call } from '../call.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { done, readTags, requiredList, requiredParam } from './write-params.ts';

export function createTagsOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const resourceIds = requiredList(params, 'ResourceId');
  requiredParam(params, 'Tag.1.Key');
  createTags(world.estate, accountId, region, { resourceIds, tags: readTags(params) }, now);
  return done;
}

/** A tag without a value is deleted whatever its value; without any tag named, all of the user's are. */
export function deleteTagsOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const resourceIds = requiredList(params, 'ResourceId');
  const tags = params.structures('Tag').map((tag) => {
    const value = tag.get('Value');
    return { key: requiredParam(tag, 'Key'), ...(value === undefined ? {} : { value }) };
  });
  deleteTags(world.estate, accountId, region, { resourceIds, ...(tags.length === 0 ? {} : { tags }) }, now);
  return done;
}
