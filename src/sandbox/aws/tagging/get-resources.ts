import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import { type Tagged, taggedSources } from './tagged-sources.ts';

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/**
 * GetResources: what has tags, by type and by tag; a hundred a page at most, and an empty token behind the last page.
 * `lambda` asks for all types of a service.
 */
export function getResources(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const types = input.texts('ResourceTypeFilters');
  const filters = input
    .children('TagFilters')
    .map((filter) => ({ key: filter.text('Key'), values: filter.texts('Values') }));
  const token = input.optionalText('PaginationToken');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([types, filters]),
    token: token === '' ? undefined : token,
    limit: input.optionalInteger('ResourcesPerPage', { min: 1, max: 100 }) ?? 50,
    items: (after) => itemsAfter(taggedIn(call, types), after, ({ arn }) => arn),
    keep: ({ tags }) =>
      filters.every(
        ({ key, values }) => Object.hasOwn(tags, key) && (values.length === 0 || values.includes(tags[key] ?? '')),
      ),
    positionOf: ({ arn }) => arn,
    badToken: () =>
      new AwsError('PaginationTokenExpiredException', 'A PaginationToken is valid for a maximum of 15 minutes.'),
  });
  return {
    PaginationToken: nextToken ?? '',
    ResourceTagMappingList: items.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** All that have a tag, in order of their ARNs. */
function taggedIn({ world, accountId, region }: Call, types: readonly string[]): readonly Tagged[] {
  const wanted = taggedSources.filter(
    ({ type }) => types.length === 0 || types.some((one) => type === one || type.startsWith(`${one}:`)),
  );
  return wanted
    .flatMap(({ resources }) => [...resources(world.estate)])
    .filter((one) => one.accountId === accountId && one.region === region && Object.keys(one.tags).length > 0)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
