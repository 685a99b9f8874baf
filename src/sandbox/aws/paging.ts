import { createHash } from 'node:crypto';

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
