import { invalid } from './errors.ts';

export interface PageSpec {
  readonly size: number;
  readonly token: string | undefined;
  /** A fault: half of what the page would hold, and a token for the rest. */
  readonly halve: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

/** A page of a list. A token is an offset that nobody should read anything into. */
export function pageOf<T>(items: readonly T[], { size, token, halve }: PageSpec): Page<T> {
  const start = token === undefined ? 0 : offsetOf(token);
  const whole = items.slice(start, start + size);
  const page = halve && whole.length > 1 ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
  const next = start + page.length;
  return { items: page, ...(next < items.length && { nextPageToken: tokenOf(next) }) };
}

export const tokenOf = (offset: number): string => Buffer.from(`page:${offset}`).toString('base64url');

export function offsetOf(token: string): number {
  const [, digits] = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (digits === undefined) throw invalid(`Invalid value for field 'pageToken': '${token}'. Invalid page token.`);
  return Number(digits);
}
