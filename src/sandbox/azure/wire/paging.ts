import { badRequest } from './arm-error.ts';
import type { AzureCall } from './call.ts';

/** Items that a list of Resource Manager puts on a page. */
export const PAGE_SIZE = 200;

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; undefined after the last item. */
  readonly next: number | undefined;
}

/** `size` items from `offset` on, or half of them when the page is to break. */
export function pageOf<T>(items: readonly T[], offset: number, size: number, halve: boolean): Page<T> {
  const wanted = halve ? Math.max(1, Math.floor(Math.min(size, items.length - offset) / 2)) : size;
  const end = offset + wanted;
  return { items: items.slice(offset, end), next: end < items.length ? end : undefined };
}

/** Opaque to the caller, and bound to what was asked. */
export function skipToken(offset: number, asked: string): string {
  return Buffer.from(JSON.stringify({ offset, asked })).toString('base64url');
}

/** Throws `InvalidSkipToken` for a token that was made for something else, or by somebody else. */
export function offsetOf(token: string | undefined, asked: string): number {
  if (token === undefined || token === '') return 0;
  try {
    const read = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { offset?: unknown; asked?: unknown };
    if (Number.isInteger(read.offset) && read.asked === asked) return read.offset as number;
  } catch {
    // Falls through: what is no token at all gets the same answer.
  }
  throw badRequest('InvalidSkipToken', 'The provided $skipToken is invalid or has expired.');
}

/** A list as ARM has it: `value`, and `nextLink` while there is more. */
export function listDocument<T>(call: AzureCall, items: readonly T[], toDocument: (item: T) => unknown): object {
  const asked = call.path.toLowerCase();
  const offset = offsetOf(call.query('$skiptoken'), asked);
  const page = pageOf(items, offset, PAGE_SIZE, call.halvePage);
  return {
    value: page.items.map(toDocument),
    ...(page.next !== undefined && { nextLink: nextLink(call, '$skiptoken', skipToken(page.next, asked)) }),
  };
}

/** The request's own address, with one parameter changed. */
export function nextLink(call: AzureCall, name: string, value: string): string {
  const search = new URLSearchParams([...call.search].filter(([key]) => key.toLowerCase() !== name.toLowerCase()));
  search.set(name, value);
  // As the services write it: a dollar sign is not escaped.
  return `https://${call.host}${call.path}?${search.toString().replaceAll('%24', '$')}`;
}
