import { addDays, type DayRange, type Instant } from '../../domain/instant.ts';

/** `2026-11-24 05:10 UTC`. */
export const moment = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** Both ends included, as people read it: `2026-10-01 to 2026-10-31`. */
export function days(range: DayRange): string {
  const last = addDays(range.to, -1);
  return last <= range.from ? range.from : `${range.from} to ${last}`;
}

/** From the first to the last time that something was seen. */
export const span = (first: Instant, last: Instant): string =>
  moment(first) === moment(last) ? moment(first) : `${moment(first)} to ${moment(last)}`;

/** Text that may be a moment, as one where it is. */
export const isoMoment = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) ? moment(text as Instant) : text;
