import type { MetricName } from '../../../src/domain/metrics.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { flat } from '../../support/data-store-builders.ts';

const HOUR = 3600;

type Window = Parameters<typeof flat>[3];

/** Windows of what was measured; 14 days where no other is given. */
export const hours = { periodSeconds: HOUR };
export const hoursOfThirtyDays = { days: 30, periodSeconds: HOUR };
export const fiveMinutes = { periodSeconds: 300 };

/** One value over the whole window, by metric. */
export const steady = (
  { resourceId }: Resource,
  values: Readonly<Partial<Record<MetricName, number>>>,
  window: Window = {},
) =>
  (Object.entries(values) as [MetricName, number][]).map(([metric, value]) => flat(resourceId, metric, value, window));
