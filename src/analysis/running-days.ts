import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Instance } from '../domain/resources.ts';
import { daysSince } from './days.ts';

/**
 * Whole days since the last start of a running machine. Azure tells no start: there it is the age, and the samples of the
 * window tell that it ran, since a machine that is off has none.
 */
export function runningDays({ startedAt, createdAt, scope }: Instance, now: Instant): Fact<number> {
  const since = !startedAt.known && scope.provider === 'azure' ? createdAt : startedAt;
  return since.known ? daysSince(since.value, now) : since;
}
