import type { GcpCall } from '../service.ts';
import { GoogleError } from '../wire/errors.ts';
import { pageOf, type Page } from '../wire/paging.ts';

/** A page as the newer APIs have it: `pageSize`, `pageToken`; more than the most is the most. */
export function resourcePage<T>(
  { query, halvePage }: Pick<GcpCall, 'query' | 'halvePage'>,
  items: readonly T[],
  {
    most,
    usual,
    sizeField = 'pageSize',
  }: { readonly most: number; readonly usual: number; readonly sizeField?: string },
): Page<T> {
  const asked = Number(query.get(sizeField) ?? 0);
  if (!Number.isInteger(asked) || asked < 0) {
    throw new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', `${sizeField} must not be negative.`);
  }
  const size = asked === 0 ? usual : Math.min(asked, most);
  const token = query.get('pageToken') ?? '';
  return pageOf(items, { size, token: token === '' ? undefined : token, halve: halvePage });
}

export const withToken = ({ nextPageToken }: Pick<Page<unknown>, 'nextPageToken'>): object =>
  nextPageToken === undefined ? {} : { nextPageToken };
