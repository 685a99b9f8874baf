import type { StreamingJob, WorkflowEnvironment } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec } from '../define-metrics.ts';
import { lastPart } from '../names.ts';

const daily = { periodSeconds: 86_400, lookbackDays: 14 } as const;

/**
 * Workflows are named after their environment: `nightly.load_orders`. Composer itself runs `airflow_monitoring` every few
 * minutes. Source: "Google Cloud metrics" (composer, workflow and environment).
 */
export const workflowEnvironmentMetrics = defineMetrics<'workflow-environment'>(
  'gcp:composer:environment',
  'workflow-environment',
  [
    {
      metric: 'submitted-jobs',
      ...daily,
      absentMeansZero: true,
      series: [
        {
          metric: 'composer.googleapis.com/workflow/run_count',
          monitored: 'cloud_composer_workflow',
          aligner: 'ALIGN_DELTA',
          reducer: 'REDUCE_SUM',
          label: 'resource.labels.workflow_name',
          alsoBy: ['resource.labels.location'],
          partsBy: '.',
          where: 'NOT resource.labels.workflow_name=ends_with(".airflow_monitoring")',
          key: ({ name, scope }) => name && `${name} ${scope.regionId}`,
        },
      ],
    },
    {
      metric: 'healthy-moments',
      ...daily,
      series: [
        {
          metric: 'composer.googleapis.com/environment/healthy',
          monitored: 'cloud_composer_environment',
          aligner: 'ALIGN_COUNT_TRUE',
          reducer: 'REDUCE_SUM',
          label: 'resource.labels.environment_name',
          alsoBy: ['resource.labels.location'],
          key: ({ name, scope }) => name && `${name} ${scope.regionId}`,
        },
      ],
    },
  ] satisfies readonly MetricSpec<WorkflowEnvironment>[],
);

/** How many elements its collections got since it began, which is told each minute. Source: "Google Cloud metrics" (dataflow). */
export const streamingJobMetrics = defineMetrics<'streaming-job'>('gcp:dataflow:job', 'streaming-job', [
  {
    metric: 'elements-so-far',
    ...daily,
    series: [
      {
        metric: 'dataflow.googleapis.com/job/element_count',
        monitored: 'dataflow_job',
        aligner: 'ALIGN_MAX',
        reducer: 'REDUCE_SUM',
        label: 'metric.labels.job_id',
        key: ({ resourceId }) => lastPart(resourceId),
      },
    ],
    wants: ({ state }) => state === 'JOB_STATE_RUNNING',
  },
] satisfies readonly MetricSpec<StreamingJob>[]);
