import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type { NetworkState } from '../../estate/network/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { elbv2Errors } from './errors.ts';

export const networkState = (call: Call): NetworkState => familyState(call.world.estate, networkFamily);

export const inputOf = (fields: Readonly<Record<string, unknown>>): DocumentInput =>
  new DocumentInput(fields, elbv2Errors.validation);

type Located = { readonly accountId: string; readonly region: string };

/** The things of the caller's account and region with these ARNs; the error when one is not there. */
export function lookUp<R extends Located>(
  call: Call,
  all: ReadonlyMap<string, R>,
  arns: readonly string[],
  notFound: () => Error,
): readonly R[] {
  return arns.map((arn) => {
    const found = call.world.index.of(all).find(call.accountId, call.region, arn);
    if (found === undefined) throw notFound();
    return found;
  });
}

/** One page by `Marker` and `PageSize`, 400 at most. `items` are in order of their ARN. */
export function markedPage<R>(
  call: Call,
  input: DocumentInput,
  listing: string,
  items: readonly R[],
  arnOf: (item: R) => string,
): { readonly items: readonly R[]; readonly NextMarker: string | undefined } {
  const { items: page, nextToken } = pageOf(call, {
    listing,
    token: input.optionalText('Marker'),
    limit: input.optionalInteger('PageSize', { min: 1, max: 400 }) ?? 400,
    items: (after) => items.filter((item) => arnOf(item) > after),
    positionOf: arnOf,
    badToken: elbv2Errors.badMarker,
  });
  return { items: page, NextMarker: nextToken };
}
