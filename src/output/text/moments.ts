import { addDays, type DayRange, type Instant } from '../../domain/instant.ts';

/** `2026-11-24 05:10 UTC`. */
export const moment = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** Both ends included, as people read it: `2026-10-01 to 2026-10-31`. */
export function days(range: DayRange): string {
  const last = addDays(range.to, -1);
  return last <= range.from ? range.from : `${range.from} to ${last}`;
}
