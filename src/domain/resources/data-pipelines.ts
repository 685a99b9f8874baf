import type { ResourceBase } from './resource-base.ts';

/** Machines that start workflows at their times, and wait in between (Cloud Composer, MWAA). */
export interface WorkflowEnvironment extends ResourceBase {
  readonly kind: 'workflow-environment';
  /** The vendor's word for how large it is: `ENVIRONMENT_SIZE_SMALL`. */
  readonly size?: string;
  /** `composer-2.9.7-airflow-2.9.3`. */
  readonly version?: string;
}

/** A job that works on what comes in, and never ends by itself (Dataflow, streaming). */
export interface StreamingJob extends ResourceBase {
  readonly kind: 'streaming-job';
}
