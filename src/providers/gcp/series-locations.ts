import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, startOfDay } from '../../domain/instant.ts';
import { type GcpClient, malformed } from './client.ts';

const OPERATION = 'monitoring.projects.timeSeries.list';

const Page = z.object({
  timeSeries: z
    .array(z.object({ resource: z.object({ labels: z.object({ location: z.string().min(1) }) }) }))
    .default([]),
  executionErrors: z.array(z.object({ message: z.string().default('') })).default([]),
});

export const seriesLocationPermissions = ['monitoring.timeSeries.list'] as const;

/**
 * Regions in which something reported a metric on the last whole day: for APIs whose listings are of one region each,
 * while almost all of some forty regions hold nothing. Throws a CloudError, also where Monitoring answered in part.
 * Source: Cloud Monitoring API, projects.timeSeries.list.
 */
export async function seriesLocations(
  gcp: GcpClient,
  scope: Scope,
  now: Instant,
  { metric, monitored }: { readonly metric: string; readonly monitored: string },
): Promise<readonly string[]> {
  const query = {
    filter: `metric.type="${metric}" AND resource.type="${monitored}"`,
    'interval.startTime': startOfDay(addDays(dayOf(now), -1)),
    'interval.endTime': startOfDay(dayOf(now)),
    'aggregation.alignmentPeriod': '86400s',
    // Of numbers and of truths alike.
    'aggregation.perSeriesAligner': 'ALIGN_COUNT',
    'aggregation.crossSeriesReducer': 'REDUCE_SUM',
    'aggregation.groupByFields': ['resource.labels.location'],
    view: 'FULL',
  };
  const request = { path: `v3/projects/${scope.accountId}/timeSeries`, query };
  const found = new Set<string>();
  try {
    for await (const answer of gcp.pages(OPERATION, scope, request)) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(OPERATION, z.prettifyError(page.error));
      const [error] = page.data.executionErrors;
      if (error) throw new CloudError({ category: 'unavailable', operation: OPERATION, message: error.message });
      for (const { resource } of page.data.timeSeries) found.add(resource.labels.location);
    }
  } catch (error) {
    // A metric that nothing in the project ever wrote has no descriptor.
    if (error instanceof CloudError && /cannot find metric/i.test(error.message)) return [];
    throw error;
  }
  return [...found].sort();
}
