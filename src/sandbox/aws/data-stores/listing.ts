import { dataStoresFamily } from '../../estate/data-stores/family.ts';
import type { DataStore, DataStoresState } from '../../estate/data-stores/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import type { AwsError } from '../wire/errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const storesOf = (call: Call): DataStoresState => familyState(call.world.estate, dataStoresFamily);

export interface Asked<R> {
  readonly of: ReadonlyMap<string, R>;
  readonly keep?: (item: R) => boolean;
  readonly token: string;
  readonly size: string;
  readonly most: number;
  readonly least?: number;
  readonly usual?: number;
  readonly fail: (message: string) => AwsError;
}

/** A page of the caller's, in order of their ARNs. */
export function pageOfStores<R extends DataStore>(call: Call, fields: Fields, asked: Asked<R>) {
  const { of, keep, token, size, most, least = 1, usual = most, fail } = asked;
  const input = new DocumentInput(fields, fail);
  const { [token]: _token, [size]: _size, ...rest } = fields;
  return pageOf(call, {
    listing: JSON.stringify(rest),
    token: input.optionalText(token),
    limit: input.optionalInteger(size, { min: least, max: most }) ?? usual,
    items: (after) => call.world.index.of(of).resources(call.accountId, call.region, after),
    ...(keep !== undefined && { keep }),
    positionOf: ({ arn }) => arn,
    badToken: () => fail('The token is not valid.'),
  });
}

/** All of the caller's, by name. */
export function* ownStores<R extends DataStore>(call: Call, of: ReadonlyMap<string, R>): Generator<R> {
  yield* call.world.index.of(of).resources(call.accountId, call.region);
}

export function findStore<R extends DataStore>(
  call: Call,
  of: ReadonlyMap<string, R>,
  nameOrArn: string,
): R | undefined {
  for (const store of ownStores(call, of)) if (store.name === nameOrArn || store.arn === nameOrArn) return store;
  return undefined;
}
