import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { UnreadRow } from '../../../domain/ports/provider.ts';
import type { StreamingJob } from '../../../domain/resources.ts';
import { malformed } from '../client.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { metricsOfType } from '../metric-specs/index.ts';

const Row = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  type: z.string().default('JOB_TYPE_UNKNOWN'),
  currentState: z.string().default('JOB_STATE_UNKNOWN'),
  createTime: Time.optional(),
  location: z.string().min(1),
  labels: Labels,
});

const Page = z.object({
  // Left out where there are none.
  jobs: z.array(z.unknown()).default([]),
  failedLocation: z.array(z.object({ name: z.string().default('') })).default([]),
});

const LIST = 'dataflow.projects.jobs.aggregated';

/**
 * Streaming jobs of Dataflow that run, over all regions; batch jobs end by themselves. A region that did not answer is
 * unread. Source: Dataflow API v1b3, projects.jobs.aggregated.
 */
export const streamingJobs = defineCollector({
  type: 'gcp:dataflow:job',
  kind: 'streaming-job',
  permissions: ['dataflow.jobs.list'],
  metrics: metricsOfType('gcp:dataflow:job'),
  operation: LIST,
  row: Row,
  rowId: 'id',
  async *fetch(gcp, scope) {
    const path = `v1b3/projects/${scope.accountId}/jobs:aggregated`;
    for await (const answer of gcp.pages(LIST, scope, { path, query: { filter: 'ACTIVE', pageSize: 500 } })) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(LIST, z.prettifyError(page.error));
      const unread = page.data.failedLocation.map(({ name }): UnreadRow => ({
        reason: `unavailable: ${LIST}: ${name} could not be reached`,
      }));
      yield { rows: page.data.jobs, unread };
    }
  },
  toResource(row, { accountId: projectId }): StreamingJob | undefined {
    if (row.type !== 'JOB_TYPE_STREAMING') return undefined;
    const { id, name, currentState, createTime, location, labels } = row;
    return {
      kind: 'streaming-job',
      type: 'gcp:dataflow:job',
      resourceId: `//dataflow.googleapis.com/projects/${projectId}/locations/${location}/jobs/${id}`,
      ...placeOf(projectId, location),
      name,
      state: currentState,
      createdAt: fact(createTime, 'createTime'),
      tags: known(labels),
    };
  },
});
