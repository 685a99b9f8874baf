import type { Fact } from '../../domain/fact.ts';
import { known } from '../../domain/fact.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { CheckContext } from '../define-check.ts';
import { gapIn, peakOf, type WindowWanted } from '../metric-peak.ts';

/** Reads and writes of a table over one window. */
export interface TableUse {
  readonly reads: MetricDigest;
  readonly writes: MetricDigest;
}

/** Both digests, whole and recent enough; the reason where one is not. */
export function tableUse(
  names: readonly [reads: MetricName, writes: MetricName],
  window: WindowWanted & { readonly minCoverage: number },
  { digest, now }: Pick<CheckContext, 'digest' | 'now'>,
): Fact<TableUse> {
  const [reads, writes] = [digest(names[0]), digest(names[1])];
  for (const one of [reads, writes]) {
    const reason = gapIn(
      peakOf(one, ({ max }) => max, window, now),
      window.minCoverage,
    );
    if (reason !== undefined) return { known: false, reason };
  }
  if (!reads.known) return reads;
  return writes.known ? known({ reads: reads.value, writes: writes.value }) : writes;
}

/** Units a second of a sample's sum. */
export const perSecond = (sum: number, { periodSeconds }: MetricDigest): number => sum / periodSeconds;

/** Capacity that runs at `targetPercent` when so many units a second are used; at least one, as DynamoDB wants. */
export const capacityFor = (unitsPerSecond: number, targetPercent: number): number =>
  Math.max(1, Math.ceil((unitsPerSecond * 100) / targetPercent));
