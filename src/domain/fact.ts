/**
 * A value that a cloud told us, or the reason why it did not. The compiler refuses `.value` until `known`
 * has been asked, so that a failed read can never pass for "none", "zero" or "untagged".
 */
export type Fact<T> = Known<T> | Unread;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export interface Unread {
  readonly known: false;
  /** Why it is not known, in words that can be shown: `denied: ec2:DescribeTags`, `field Attachments missing`. */
  readonly reason: string;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });

export const unread = (reason: string): Unread => ({ known: false, reason });

/** A field that the API always sends: missing means that it was not read, never that it is empty. */
export const fact = <T>(value: T | null | undefined, field: string): Fact<T> =>
  value === undefined || value === null ? unread(`field ${field} missing in the answer`) : known(value);

/** Applies `change` to a known value; an unread one keeps its reason. */
export const mapFact = <T, U>(of: Fact<T>, change: (value: T) => U): Fact<U> =>
  of.known ? known(change(of.value)) : of;
