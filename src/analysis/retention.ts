import { dayOf, type Day, type Instant, parseDay } from '../domain/instant.ts';
import type { Tags } from '../domain/resources.ts';
import { plainKey } from './tag-keys.ts';

/** Keys by which people say how long a copy is to be kept, in plain spelling. */
const RETENTION_KEYS = new Set([
  'retention',
  'retention-days',
  'retention-period',
  'retention-policy',
  'backup-retention',
  'snapshot-retention',
  'retain',
  'retain-until',
  'keep',
  'keep-until',
  'keep-forever',
  'do-not-delete',
  'donotdelete',
  'delete-after',
  'delete-on',
  'deleteon',
  'deleteafter',
  'expires',
  'expires-on',
  'expire-on',
  'expiry',
  'expiry-date',
  'expiration',
  'expiration-date',
  'legal-hold',
]);

/** How long tags say that a copy is to be kept: until a day, or as long as its tag stands. */
export interface Retention {
  readonly key: string;
  readonly until?: Day;
}

/**
 * What a retention tag says; undefined where there is none, where it was switched off (`keep: false`) or where its day
 * has passed. A value that is no day (`7y`, `monthly`) keeps as long as it stands.
 */
export function retentionOf(tags: Tags, now: Instant): Retention | undefined {
  for (const [key, value] of Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!RETENTION_KEYS.has(plainKey(key))) continue;
    const text = value.trim();
    if (/^(false|no|none|0|off)$/i.test(text)) continue;
    const until = parseDay(text.slice(0, 10));
    if (until === undefined) return { key };
    if (dayOf(now) < until) return { key, until };
  }
  return undefined;
}
