import type { DocumentInput } from '../document-input.ts';

const day = 86_400_000;

/** How long CloudWatch keeps datapoints of a period. Source: CloudWatch user guide, "Metrics retention". */
const retention = [
  { periodSeconds: 3600, keptMs: 455 * day },
  { periodSeconds: 300, keptMs: 63 * day },
  { periodSeconds: 60, keptMs: 15 * day },
] as const;

/** The oldest time for which a period has datapoints at `now`: a finer grain is dropped earlier. */
export function oldestKept(periodSeconds: number, now: number): number {
  const grain = retention.find((kept) => periodSeconds % kept.periodSeconds === 0);
  return now - (grain?.keptMs ?? 0);
}

export interface MetricSelector {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Namespace, name and dimensions of one metric. */
export function readMetric(input: DocumentInput): MetricSelector {
  const dimensions = input
    .children('Dimensions')
    .map((dimension) => [dimension.text('Name'), dimension.text('Value')] as const);
  return {
    namespace: input.text('Namespace'),
    metricName: input.text('MetricName'),
    dimensions: Object.fromEntries(dimensions),
  };
}
