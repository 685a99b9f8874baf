import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { epochMs, type Instant } from '../../../domain/instant.ts';
import type { ProcessingCluster, ProcessingMachine } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { clusterMachines } from '../cluster-machines.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { readAside } from '../read-aside.ts';

const Status = z.object({ state: z.string().default('UNKNOWN'), stateStartTime: Time.optional() });
/** `7200s` */
const Seconds = z
  .string()
  .regex(/^\d+(?:\.\d+)?s$/)
  .transform((text) => Number.parseFloat(text))
  .optional();

const Row = z.object({
  place: z.string(),
  clusterName: z.string().min(1),
  clusterUuid: z.string().optional(),
  labels: Labels,
  status: Status,
  statusHistory: z.array(Status).default([]),
  // Left out by clusters on Kubernetes, which have no machines of their own.
  config: z
    .object({
      softwareConfig: z.object({ optionalComponents: z.array(z.string()).default([]) }).optional(),
      autoscalingConfig: z.object({ policyUri: z.string().optional() }).optional(),
      lifecycleConfig: z
        .object({
          idleDeleteTtl: Seconds,
          idleStopTtl: Seconds,
          autoDeleteTtl: Seconds,
          autoStopTtl: Seconds,
          autoDeleteTime: Time.optional(),
          autoStopTime: Time.optional(),
        })
        .optional(),
    })
    .optional(),
  machines: z.custom<readonly ProcessingMachine[]>(),
  activeJobs: z.custom<Fact<ReadonlyMap<string, number>>>(),
});
type Row = z.infer<typeof Row>;

const LIST = 'dataproc.projects.regions.clusters.list';
const JOBS = 'dataproc.projects.regions.jobs.list';

/**
 * Dataproc clusters of a project, in the regions in which machines of clusters are. Sources: Dataproc API,
 * projects.regions.clusters.list and projects.regions.jobs.list; Compute Engine API, instances.aggregatedList.
 */
export const processingClusters = defineCollector({
  type: 'gcp:dataproc:cluster',
  kind: 'processing-cluster',
  permissions: ['compute.instances.list', 'dataproc.clusters.list', 'dataproc.jobs.list'],
  metrics: metricsOfType('gcp:dataproc:cluster'),
  operation: LIST,
  row: Row,
  rowId: 'clusterName',
  async *fetch(gcp, scope) {
    for (const [regionId, machines] of await clusterMachines(gcp, scope)) {
      const path = `v1/projects/${scope.accountId}/regions/${regionId}/clusters`;
      const activeJobs = await readAside(() => activeJobsIn(gcp, scope, regionId));
      const query = { pageSize: 100 };
      for await (const page of listed(gcp, scope, LIST, { path, list: 'clusters', query, place: regionId })) {
        const rows = (page.rows as readonly { readonly clusterName?: string }[]).map((row) => ({
          ...row,
          machines: machines.get(row.clusterName ?? '') ?? [],
          activeJobs,
        }));
        yield { ...page, rows };
      }
    }
  },
  toResource(row, { accountId: projectId }): ProcessingCluster | undefined {
    if (row.config === undefined) return undefined;
    const { clusterName: name, place, labels, status, machines, config } = row;
    const createdAt = createdAtOf(row);
    return {
      kind: 'processing-cluster',
      type: 'gcp:dataproc:cluster',
      resourceId: `//dataproc.googleapis.com/projects/${projectId}/regions/${place}/clusters/${name}`,
      ...(row.clusterUuid !== undefined && { aliases: [row.clusterUuid] }),
      ...placeOf(projectId, place),
      name,
      state: status.state,
      createdAt,
      tags: known(labels),
      // After an error its machines stay, and bill on ("Dataproc pricing", clusters in an error state).
      waiting: status.state === 'RUNNING' || status.state === 'ERROR',
      activeJobs: mapFact(row.activeJobs, (jobs) => jobs.get(name) ?? 0),
      scalesItself: (config.autoscalingConfig?.policyUri ?? '') !== '',
      applications: known((config.softwareConfig?.optionalComponents ?? []).map((each) => each.toLowerCase())),
      endsItselfAfterSeconds: known(endsAfter(config.lifecycleConfig, createdAt)),
      machines: known(machines),
      uses: known(machines.map(({ instanceId: targetId }) => ({ relation: 'has-member', targetId }))),
    };
  },
});

/** A cluster tells no time of its own: its first status is that of being made. */
function createdAtOf({ status, statusHistory }: Row): Fact<Instant> {
  const times = [...statusHistory, status].flatMap(({ stateStartTime }) => stateStartTime ?? []);
  return fact(times.toSorted()[0], 'statusHistory');
}

type Lifecycle = NonNullable<NonNullable<Row['config']>['lifecycleConfig']>;

/** The soonest of what ends or stops it: after a time without work, after its life, or at a time that was set. */
function endsAfter(lifecycle: Lifecycle | undefined, createdAt: Fact<Instant>): number | null {
  if (lifecycle === undefined) return null;
  const { idleDeleteTtl, idleStopTtl, autoDeleteTtl, autoStopTtl, autoDeleteTime, autoStopTime } = lifecycle;
  const fixed = [autoDeleteTime, autoStopTime].flatMap((time) =>
    time === undefined ? [] : createdAt.known ? (epochMs(time) - epochMs(createdAt.value)) / 1000 : 0,
  );
  const ends = [idleDeleteTtl, idleStopTtl, autoDeleteTtl, autoStopTtl, ...fixed].filter((each) => each !== undefined);
  return ends.length === 0 ? null : Math.max(0, Math.min(...ends));
}

const Job = z.object({ placement: z.object({ clusterName: z.string() }) });

/** Jobs that have not ended, by cluster. Throws a CloudError. */
async function activeJobsIn(gcp: GcpClient, scope: Scope, regionId: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const path = `v1/projects/${scope.accountId}/regions/${regionId}/jobs`;
  const query = { jobStateMatcher: 'ACTIVE', pageSize: 100 };
  for await (const { rows } of listed(gcp, scope, JOBS, { path, list: 'jobs', query })) {
    for (const row of rows) {
      const job = Job.safeParse(row);
      // One that names no cluster is serverless.
      if (!job.success) continue;
      const { clusterName } = job.data.placement;
      counts.set(clusterName, (counts.get(clusterName) ?? 0) + 1);
    }
  }
  return counts;
}
