import { type Fact, known, unread } from '../domain/fact.ts';
import { type Instant, wholeDaysBetween } from '../domain/instant.ts';

/** Whole days from `at` to `now`; unread when `at` is no moment, so that a NaN never passes a threshold. */
export function daysSince(at: Instant, now: Instant): Fact<number> {
  const days = wholeDaysBetween(at, now);
  return Number.isFinite(days) ? known(days) : unread(`${JSON.stringify(at)} is no moment`);
}

/**
 * Age in whole days. Where the creation time was not read, the time that we have watched the resource is a lower
 * bound: enough when it reaches `minDays`, and nothing otherwise.
 */
export function ageDays(createdAt: Fact<Instant>, firstSeen: Instant, now: Instant, minDays: number): Fact<number> {
  if (createdAt.known) return daysSince(createdAt.value, now);
  const watched = daysSince(firstSeen, now);
  return watched.known && watched.value >= minDays ? watched : createdAt;
}
