import { epochMs, type Instant, MS_PER_HOUR } from '../domain/instant.ts';
import type { BlockVolume } from '../domain/resources.ts';

/** EC2 refuses a second change of a volume before. Source: EBS User Guide, "Requirements for Amazon EBS volume modifications". */
const HOURS_BETWEEN_CHANGES = 6;

/**
 * Whether the volume was changed so lately that it cannot be changed again. Where that was not told it is taken as not
 * changed: the saving is the same, and a plan asks again before it changes anything.
 */
export const changedJustNow = ({ changedAt }: BlockVolume, now: Instant): boolean =>
  changedAt?.known === true && epochMs(now) - epochMs(changedAt.value) < HOURS_BETWEEN_CHANGES * MS_PER_HOUR;
