import { type Fact, known } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Instance } from '../domain/resources.ts';
import { daysSince } from './days.ts';

/** Whole days that an instance has been stopped; null while it is not. Unread where the cloud did not say. */
export function stoppedDays(instance: Instance, now: Instant): Fact<number | null> {
  if (instance.powerState !== 'stopped') return known(null);
  return instance.stoppedSince.known ? daysSince(instance.stoppedSince.value, now) : instance.stoppedSince;
}
