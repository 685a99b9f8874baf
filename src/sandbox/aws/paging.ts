import { createHash } from 'node:crypto';
import type { Call } from './call.ts';

/**
 * A page token: where the listing goes on, and a mark of the request that it belongs to, so that a token of another
 * listing is refused as the real services do.
 */
export function writeToken(belongsTo: string, position: string): string {
  return Buffer.from(`${markOf(belongsTo)}|${position}`).toString('base64url');
}

/** The position in a token; undefined for a token that this listing did not give. */
export function readToken(belongsTo: string, token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const mark = markOf(belongsTo);
  return text.startsWith(`${mark}|`) ? text.slice(mark.length + 1) : undefined;
}

function markOf(belongsTo: string): string {
  return createHash('sha256').update(belongsTo).digest('base64url').slice(0, 16);
}

export interface Page<R> {
  readonly items: readonly R[];
  /** Position of the last item when more follow. */
  readonly endsAt: string | undefined;
}

/** The first `limit` items of a listing. Reads one more than it returns, to know whether a token is due. */
export function takePage<R>(listing: Iterable<R>, limit: number, positionOf: (item: R) => string): Page<R> {
  const items: R[] = [];
  for (const item of listing) {
    const last = items.at(-1);
    if (items.length === limit && last !== undefined) return { items, endsAt: positionOf(last) };
    items.push(item);
  }
  return { items, endsAt: undefined };
}

/** The page cut in half by an injected fault: at least one item stays, and a token is given even if all fit. */
export function halved<R>(page: Page<R>, positionOf: (item: R) => string): Page<R> {
  const items = page.items.slice(0, Math.max(1, Math.floor(page.items.length / 2)));
  const last = items.at(-1);
  return last === undefined ? page : { items, endsAt: positionOf(last) };
}

/** One page of a listing that goes on behind the last item whatever is created or deleted in between. */
export interface Listing<R> {
  /** What was asked, without the token and the page size: a token of another listing is refused. */
  readonly listing: string;
  readonly token: string | undefined;
  readonly limit: number;
  /** All items in order of their position, from behind a position on (the empty text: from the start). */
  readonly items: (after: string) => Iterable<R>;
  readonly keep?: (item: R) => boolean;
  readonly positionOf: (item: R) => string;
  /** The service's error for a token that this listing did not give. */
  readonly badToken: () => Error;
}

/** The items of a page and the token for the next; knows the fault that cuts a page in half. */
export function pageOf<R>(
  call: Call,
  { listing, token, limit, items, keep = () => true, positionOf, badToken }: Listing<R>,
): { readonly items: readonly R[]; readonly nextToken: string | undefined } {
  const scope = [call.operation, call.accountId, call.region, listing].join(' ');
  const after = token === undefined ? '' : readToken(scope, token);
  if (after === undefined) throw badToken();
  const full = takePage(kept(items(after), keep), limit, positionOf);
  const page = call.halvePage ? halved(full, positionOf) : full;
  return { items: page.items, nextToken: page.endsAt === undefined ? undefined : writeToken(scope, page.endsAt) };
}

function* kept<R>(items: Iterable<R>, keep: (item: R) => boolean): Generator<R, void, undefined> {
  for (const item of items) if (keep(item)) yield item;
}

/** The items of a list behind a position, for listings of what is held in an array in that order. */
export function itemsAfter<R>(all: readonly R[], after: string, positionOf: (item: R) => string): readonly R[] {
  return after === '' ? all : all.slice(all.findIndex((item) => positionOf(item) === after) + 1);
}
