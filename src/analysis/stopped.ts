import { type Fact, known } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Instance } from '../domain/resources.ts';
import { daysSince } from './days.ts';

/** Whole days that an instance has been stopped; null while it is not. Unread where the cloud did not say. */
export function stoppedDays(instance: Instance, now: Instant): Fact<number | null> {
  // One that is stopped from inside only bills as if it ran.
  if (instance.powerState !== 'stopped' || instance.billsWhileStopped === true) return known(null);
  return instance.stoppedSince.known ? daysSince(instance.stoppedSince.value, now) : instance.stoppedSince;
}
