import { EstateError } from '../estate-error.ts';
import type { Estate } from '../model.ts';
import { Random } from '../random.ts';

/** What the write side remembers of one estate. */
interface Session {
  made: number;
  readonly tokens: Map<string, { readonly request: string; readonly id: string }>;
}

const sessions = new WeakMap<Estate, Session>();

function sessionOf(estate: Estate): Session {
  let session = sessions.get(estate);
  if (session === undefined) {
    session = { made: 0, tokens: new Map() };
    sessions.set(estate, session);
  }
  return session;
}

/** A number that this estate has not given out: 0, 1, … in order of the changes made to it. */
export function nextNumber(estate: Estate): number {
  return sessionOf(estate).made++;
}

/** A new id such as `vol-0…`: the same sequence of changes gives the same ids. */
export function nextId(estate: Estate, prefix: string): string {
  return `${prefix}-0${new Random(estate.seed, `made ${prefix}`, nextNumber(estate)).hex(16)}`;
}

/**
 * The id that an earlier request with this token made; undefined for a new token or none. Throws
 * `IdempotentParameterMismatch` when the token came with other parameters.
 */
export function madeWithToken(
  estate: Estate,
  scope: string,
  token: string | undefined,
  request: unknown,
): string | undefined {
  if (token === undefined) return undefined;
  const known = sessionOf(estate).tokens.get(`${scope} ${token}`);
  if (known === undefined) return undefined;
  if (known.request !== JSON.stringify(request)) {
    throw new EstateError(
      'IdempotentParameterMismatch',
      `The request uses the same client token '${token}' as a previous, but non-identical request.`,
    );
  }
  return known.id;
}

export function rememberToken(
  estate: Estate,
  scope: string,
  token: string | undefined,
  request: unknown,
  id: string,
): void {
  if (token === undefined) return;
  sessionOf(estate).tokens.set(`${scope} ${token}`, { request: JSON.stringify(request), id });
}
