import { type Fact, known, unread } from '../domain/fact.ts';
import { digestSum, type MetricDigest } from '../domain/metrics.ts';
import { epochMs, MS_PER_DAY } from '../domain/instant.ts';
import type { Bucket, LifecycleRule } from '../domain/resources.ts';
import { BYTES_PER_GIB } from './pricing/object-stores.ts';

/** Rules in force for every object. */
export const rulesForAll = (rules: readonly LifecycleRule[]): readonly LifecycleRule[] =>
  rules.filter(({ enabled, holdsForAll }) => enabled && holdsForAll);

/** What is stored at the end of the window. No sample at all tells nothing: also an empty bucket sends none. */
export function storedGiB(digest: Fact<MetricDigest>): Fact<number> {
  if (!digest.known) return digest;
  const { sampleCount, max, metric } = digest.value;
  return sampleCount > 0 ? known(max / BYTES_PER_GIB) : unread(`${metric} has no samples`);
}

/** Bytes that were read, brought to 30 days, in percent of what is stored; null where nobody counts them. */
export function monthlyReadPercent(read: Fact<MetricDigest>, stored: Fact<number>): number | null {
  if (!read.known || !stored.known || read.value.sampleCount === 0 || stored.value <= 0) return null;
  const { window } = read.value;
  const days = (epochMs(window.end) - epochMs(window.start)) / MS_PER_DAY;
  return days > 0 ? (100 * digestSum(read.value) * 30) / days / BYTES_PER_GIB / stored.value : null;
}

/** Buckets that services write their records to: what is in them is kept on purpose, by rules of its own. */
const RECORD_NAMES =
  /(^|[-.])(terraform|tfstate|tf-state|cloudtrail|config-bucket|aws-logs|elasticbeanstalk|cdk-[a-z0-9]+-assets)([-.]|$)/;

/** State of infrastructure code and records of audits, as their names tell: a rule that removes objects would break them. */
export const keepsRecords = ({ name = '' }: Pick<Bucket, 'name'>): boolean => RECORD_NAMES.test(name.toLowerCase());
