import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { rdsErrors } from './errors.ts';

/** What filters of a listing compare, by the filter's name. */
export type FilterFields<R> = Readonly<Record<string, (item: R) => readonly string[]>>;

interface RdsListing<R> {
  readonly name: string;
  readonly items: (after: string) => Iterable<R>;
  readonly keep?: (item: R) => boolean;
  readonly positionOf: (item: R) => string;
  readonly filters?: FilterFields<R>;
  /** The most of a page: 100 where the API says nothing else. */
  readonly most?: number;
}

/** A page of a listing: `Marker` goes on where the last one ended, `MaxRecords` is 20 to 100 (or more) and 100 when left out. */
export function listed<R>(call: Call, fields: Readonly<Record<string, unknown>>, listing: RdsListing<R>) {
  const input = rdsInput(fields);
  const matches = readFilters(input, listing.filters ?? {});
  const { Marker: _marker, MaxRecords: _size, ...asked } = fields;
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([listing.name, asked]),
    token: input.optionalText('Marker'),
    limit: input.optionalInteger('MaxRecords', { min: 20, max: listing.most ?? 100 }) ?? 100,
    items: listing.items,
    keep: (item) => (listing.keep?.(item) ?? true) && matches(item),
    positionOf: listing.positionOf,
    badToken: () => rdsErrors.invalidMarker(),
  });
  return { items, Marker: nextToken };
}

export const rdsInput = (fields: Readonly<Record<string, unknown>>): DocumentInput =>
  new DocumentInput(fields, rdsErrors.invalidParameter);

/** Every filter has to fit, by one of its values. */
function readFilters<R>(input: DocumentInput, known: FilterFields<R>): (item: R) => boolean {
  const tests = input.children('Filters').map((filter) => {
    const name = filter.text('Name');
    const fieldsOf = Object.hasOwn(known, name) ? known[name] : undefined;
    if (fieldsOf === undefined) throw rdsErrors.invalidParameter(`Unrecognized filter name: ${name}`);
    const values = new Set(filter.texts('Values'));
    return (item: R) => fieldsOf(item).some((field) => values.has(field));
  });
  return (item) => tests.every((test) => test(item));
}

/** `arn:…:db:name` or `name`: what follows the last colon, in lower case as RDS keeps it. */
export const bareName = (idOrArn: string): string =>
  (idOrArn.startsWith('arn:') ? idOrArn.split(':').slice(6).join(':') : idOrArn).toLowerCase();
