import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';

/** What a filter is compared with; a list matches when one of its entries does. */
export type FilterValue = string | number | boolean | undefined | readonly (string | undefined)[];

/** The filters of one operation: the name on the wire, and how to read that value from a resource. */
export type FilterTable<R> = Readonly<Record<string, (resource: R) => FilterValue>>;

export type Predicate<R> = (resource: R) => boolean;

/** Filters that every taggable resource has: `tag:<key>`, `tag-key`. */
export interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The request's filters as one predicate: all filters must match, one of each filter's values is enough, values
 * are case-sensitive and may hold the wildcards `*` and `?` (a backslash takes their meaning away).
 * Source: EC2 API, "List and filter using the CLI and API". Throws InvalidParameterValue for an unknown filter.
 */
export function readFilters<R extends Tagged>(params: QueryParams, table: FilterTable<R>): Predicate<R> {
  const predicates = params.structures('Filter').map((filter) => onePredicate(filter, table));
  return (resource) => predicates.every((matches) => matches(resource));
}

function onePredicate<R extends Tagged>(filter: QueryParams, table: FilterTable<R>): Predicate<R> {
  const name = filter.get('Name');
  if (name === undefined) throw new AwsError('MissingParameter', 'The request must contain the parameter Filter.Name');
  const values = filter.list('Value');
  if (values.length === 0) throw new AwsError('InvalidParameterValue', `The filter '${name}' is null`);
  const read = readerOf(name, table);
  if (!read) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  const patterns = values.map(toPattern);
  return (resource) => {
    const value = read(resource);
    if (Array.isArray(value))
      return value.some(
        (entry: string | undefined) => entry !== undefined && patterns.some((pattern) => pattern(entry)),
      );
    return value !== undefined && patterns.some((pattern) => pattern(String(value)));
  };
}

function readerOf<R extends Tagged>(name: string, table: FilterTable<R>): ((resource: R) => FilterValue) | undefined {
  if (name.startsWith('tag:')) {
    const key = name.slice(4);
    return ({ tags }) => (Object.hasOwn(tags, key) ? tags[key] : undefined);
  }
  if (name === 'tag-key') return ({ tags }) => Object.keys(tags);
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function toPattern(value: string): (candidate: string) => boolean {
  if (!/[*?\\]/.test(value)) return (candidate) => candidate === value;
  const source = value.replace(/\\([*?\\])|([*?])|[.+^${}()|[\]\\]/g, (found, escaped?: string, wildcard?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (wildcard === undefined) return `\\${found}`;
    return wildcard === '*' ? '[^]*' : '[^]';
  });
  const pattern = new RegExp(`^${source}$`);
  return (candidate) => pattern.test(candidate);
}
