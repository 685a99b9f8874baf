import type { Call } from '../call.ts';
import { halved, readToken, takePage, writeToken } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element } from '../wire/xml.ts';

export interface PageLimits {
  readonly min: number;
  readonly max: number;
  /** What a number above the largest does: DescribeInstances refuses it, DescribeVolumes gives its largest page. */
  readonly above: 'refused' | 'capped';
  /** The page when no number is asked for; Infinity: everything at once, as EC2's older operations do. */
  readonly unasked: number;
}

export interface ListedPage<R> {
  readonly items: readonly R[];
  /** `<nextToken>…</nextToken>`, or nothing on the last page. */
  readonly nextToken: string;
}

/**
 * One page of a listing. `listingAfter` gives the resources behind a position (the empty one is the beginning), in
 * a stable order; `positionOf` tells the position of one.
 */
export function listPage<R>(
  call: Call,
  params: QueryParams,
  limits: PageLimits,
  listingAfter: (position: string) => Iterable<R>,
  positionOf: (resource: R) => string,
): ListedPage<R> {
  const limit = readLimit(params, limits);
  const listing = listingName(call, params);
  const token = params.get('NextToken') ?? '';
  const after = token === '' ? '' : readToken(listing, token);
  if (after === undefined) throw new AwsError('InvalidParameterValue', `Unable to parse pagination token: ${token}`);
  const full = takePage(listingAfter(after), limit, positionOf);
  const { items, endsAt } = call.halvePage ? halved(full, positionOf) : full;
  return { items, nextToken: element('nextToken', endsAt === undefined ? undefined : writeToken(listing, endsAt)) };
}

function readLimit(params: QueryParams, { min, max, above, unasked }: PageLimits): number {
  const text = params.get('MaxResults');
  if (text === undefined) return params.has('NextToken') ? Math.min(unasked, max) : unasked;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < min || (limit > max && above === 'refused')) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${text} ) for parameter maxResults is invalid. Expecting a value between ${min} and ${max}.`,
    );
  }
  return Math.min(limit, max);
}

/** A token belongs to an operation, an account, a region and a set of filters; the page's size may change. */
function listingName({ operation, accountId, region }: Call, params: QueryParams): string {
  const asked = [...params.entries()].filter(([name]) => name.startsWith('Filter.') || name.startsWith('Owner'));
  return JSON.stringify([operation, accountId, region, asked]);
}
