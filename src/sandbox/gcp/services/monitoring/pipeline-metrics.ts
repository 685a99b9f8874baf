import { constantSignal, counterSignal, lifetime } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import type { GcpWorkflowEnvironment } from '../../../provider-estate/gcp/platform-model.ts';
import { metric } from './other-metrics.ts';
import type { MetricSource } from './series.ts';

const GAUGE = { kind: 'GAUGE', valueType: 'INT64', unit: '1' } as const;

const lived = ({ createdAt, silentSince }: GcpWorkflowEnvironment) => lifetime(createdAt, silentSince);

/** Composer runs it in every environment, each five minutes. */
const OWN = { name: 'airflow_monitoring', runsPerDay: 288 };

const runs = metric(
  'composer.googleapis.com/workflow/run_count',
  'cloud_composer_workflow',
  { kind: 'DELTA', valueType: 'INT64', unit: '1' },
  (e) => e.workflowEnvironments,
  (environment) =>
    [...environment.workflows, OWN].map((workflow) => ({
      resourceLabels: {
        project_id: environment.projectId,
        location: environment.region,
        workflow_name: `${environment.name}.${workflow.name}`,
      },
      metricLabels: { state: 'success' },
      signal: () =>
        counterSignal({
          key: environment.uuid,
          metric: workflow.name,
          unit: 'Count',
          runs: lived(environment),
          shape: 'steady',
          perHour: workflow.runsPerDay / 24,
          sparse: true,
        }),
    })),
);

/** A truth, as 0 and 1. */
const healthy = metric(
  'composer.googleapis.com/environment/healthy',
  'cloud_composer_environment',
  GAUGE,
  (e) => e.workflowEnvironments,
  (environment) => [
    {
      resourceLabels: {
        project_id: environment.projectId,
        location: environment.region,
        environment_name: environment.name,
      },
      metricLabels: { image_version: 'composer-3-airflow-2.10.5-build.7' },
      signal: () => constantSignal({ unit: 'Count', runs: lived(environment) }, environment.healthy ? 1 : 0),
    },
  ],
);

const SLOT_SECONDS = 300;
const TWO_WEEKS_SLOTS = (14 * 86_400) / SLOT_SECONDS;

/** Grows by what comes in, from what it was two weeks before the estate was made. */
const elements: MetricSource = {
  type: 'dataflow.googleapis.com/job/element_count',
  resource: 'dataflow_job',
  ...GAUGE,
  *entries(estate, projectId) {
    const first = Math.floor(estate.generatedAt / 1000 / SLOT_SECONDS) - TWO_WEEKS_SLOTS - 288;
    for (const job of estate.dataflowJobs) {
      if (job.projectId !== projectId) continue;
      for (const [part, share] of [
        ['Read.out', 1],
        ['Parse.out', 1],
        ['Filter.out', 0.5],
      ] as const) {
        const perSlot = (job.elementsPerHour * SLOT_SECONDS) / 3600;
        const signal: Signal = {
          unit: 'Count',
          everySeconds: SLOT_SECONDS,
          runs: lifetime(job.createdAt),
          sample: (slot) => Math.floor((job.elementsBefore + Math.max(0, slot - first) * perSlot) * share),
        };
        yield {
          resourceLabels: { project_id: projectId, job_name: job.name, region: job.region },
          metricLabels: { job_id: job.id, pcollection: part },
          signal: () => signal,
        };
      }
    }
  },
};

/** Source: Cloud Monitoring, "Google Cloud metrics", composer and dataflow. */
export const pipelineMetrics: readonly MetricSource[] = [runs, healthy, elements];
