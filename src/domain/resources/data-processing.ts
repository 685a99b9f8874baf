import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** Machines that process data together, job by job (EMR, Dataproc, HDInsight cluster). */
export interface ProcessingCluster extends ResourceBase {
  readonly kind: 'processing-cluster';
  /** Nothing runs on it now, and it waits for work. */
  readonly waiting: boolean;
  /** Jobs that have not ended; absent where `waiting` tells. */
  readonly activeJobs?: Fact<number>;
  /** The cloud takes machines away, and adds some, by what is asked of it. */
  readonly scalesItself?: boolean;
  /** Software on it, in lower case: `spark`, `hive`, `trino`. Unread where it was not asked. */
  readonly applications: Fact<readonly string[]>;
  /** It ends itself after so long without work; null where it does not. Unread while it works: it decides nothing then. */
  readonly endsItselfAfterSeconds: Fact<number | null>;
  readonly machines: Fact<readonly ProcessingMachine[]>;
}

export interface ProcessingMachine {
  readonly instanceId: string;
  readonly sizeName: string;
  readonly pricingModel: 'on-demand' | 'spot';
}
