import type { Instant } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Resource } from '../../src/domain/resources.ts';
import { stored } from '../support/resource-builders.ts';
import { digest, serverlessPrices } from '../support/serverless-builders.ts';
import { batchOf, digestsOf } from './batch-builders.ts';

/** What a rule is told of a metric: a value, a digest of zeros that differs in some way, or null where none was read. */
export type Told = number | Partial<MetricDigest> | null;

/** A batch of one resource with what was measured of it. */
export function measured(
  resource: Resource,
  told: Readonly<Partial<Record<MetricName, Told>>> = {},
  {
    firstSeen,
    idleDays,
    ...more
  }: NonNullable<Parameters<typeof batchOf>[1]> & { readonly firstSeen?: Instant; readonly idleDays?: number } = {},
) {
  const digests = (Object.entries(told) as [MetricName, Told][]).flatMap(([metric, of]) => {
    if (of === null) return [];
    return [typeof of === 'number' ? digest(resource, metric, of) : digest(resource, metric, 0, of)];
  });
  const one = stored(resource, {
    ...(firstSeen !== undefined && { firstSeen }),
    ...(idleDays !== undefined && { idleDays }),
  });
  return batchOf([one], { digests: digestsOf(...digests), prices: serverlessPrices(), ...more });
}
