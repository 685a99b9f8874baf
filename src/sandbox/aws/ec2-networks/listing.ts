import type { Call } from '../call.ts';
import { type FilterTable, readFilters, type Tagged } from '../ec2/filters.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';

/** How one kind of things is listed. */
export interface Listed<R extends Tagged> {
  /** The answer's list: `vpcSet`. */
  readonly set: string;
  /** The parameter with ids: `VpcId`. */
  readonly idParam: string;
  readonly idOf: (resource: R) => string;
  /** The error for ids that are not there. Source: EC2 API, "Error codes for the Amazon EC2 API". */
  readonly notFound: { readonly code: string; readonly thing: string };
  readonly limits: PageLimits;
  readonly filters: FilterTable<R>;
  /** All of the caller's account and region in order of id, from behind an id on. */
  readonly all: (call: Call, after: string) => Iterable<R>;
  readonly document: (resource: R, call: Call) => object;
}

/** One of EC2's `Describe…` operations: by ids, by filters, page by page. */
export function describe<R extends Tagged>(listed: Listed<R>) {
  return (call: Call, params: QueryParams): string => {
    const { set, idParam, idOf, notFound, limits, all, document } = listed;
    const matches = readFilters(params, listed.filters);
    const ids = params.list(idParam);
    if (ids.length > 0) {
      const there = new Set([...all(call, '')].map(idOf));
      const missing = ids.filter((id) => !there.has(id));
      if (missing.length > 0) throw absent(notFound, missing);
    }
    const wanted = new Set(ids);
    function* listing(after: string): Generator<R> {
      for (const resource of all(call, after)) {
        if ((wanted.size === 0 || wanted.has(idOf(resource))) && matches(resource)) yield resource;
      }
    }
    const { items, nextToken } = listPage(call, params, limits, listing, idOf);
    return documentXml({ [set]: items.map((item) => document(item, call)) }, ec2Form) + nextToken;
  };
}

function absent({ code, thing }: Listed<Tagged>['notFound'], ids: readonly string[]): AwsError {
  const message =
    ids.length === 1
      ? `The ${thing} ID '${ids[0] ?? ''}' does not exist`
      : `The ${thing} IDs '${ids.join(', ')}' do not exist`;
  return new AwsError(code, message);
}

/** The usual limits: 5 to 1,000 a page, everything when no number is asked for. */
export const upTo = (max: number): PageLimits => ({ min: 5, max, above: 'refused', unasked: Number.POSITIVE_INFINITY });

/** A tag set; EC2 leaves it out for what has no tags. */
export function tagDocuments(tags: Readonly<Record<string, string>>): readonly object[] | undefined {
  const entries = Object.entries(tags);
  return entries.length === 0 ? undefined : entries.map(([key, value]) => ({ key, value }));
}

/** The resources of an account and region among all of one kind, in order of id, from behind an id on. */
export function* within<R extends { readonly accountId: string; readonly region: string }>(
  call: Call,
  all: ReadonlyMap<string, R>,
  after: string,
): Generator<R> {
  yield* call.world.index.of(all).resources(call.accountId, call.region, after);
}
