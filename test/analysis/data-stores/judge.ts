import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import type { MetricDigest, MetricName } from '../../../src/domain/metrics.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { flat, nodeSizes } from '../../support/data-store-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf } from '../batch-builders.ts';
import { dataStorePrices } from './prices.ts';

/** A value for the whole window, a digest's own numbers, or null for a metric that was not read. */
export type Measured = Partial<Record<MetricName, number | null | Partial<MetricDigest>>>;

/** Length and period of the digests of each metric, as they are asked for. */
export type Windows = Partial<Record<MetricName, { readonly days: number; readonly periodSeconds: number }>>;

/** One resource with its digests, at the frozen prices. */
export function batchFor(
  resource: Resource,
  measured: Measured,
  windows: Windows = {},
  change: Partial<AnalysisBatch> = {},
): AnalysisBatch {
  const digests = (Object.entries(measured) as [MetricName, Measured[MetricName]][]).flatMap(([metric, value]) => {
    if (value === null || value === undefined) return [];
    const window = windows[metric] ?? {};
    return typeof value === 'number'
      ? [flat(resource.resourceId, metric, value, window)]
      : [flat(resource.resourceId, metric, value.max ?? 0, { ...window, ...value })];
  });
  // Whose age is not told has been watched for a day: that does not show that it is old.
  const watched = resource.createdAt.known ? {} : { firstSeen: daysAgo(1) };
  return batchOf([stored(resource, watched)], {
    digests: digestsOf(...digests),
    prices: dataStorePrices(),
    sizes: nodeSizes(),
    ...change,
  });
}
