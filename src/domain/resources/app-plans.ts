import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** Machines that run web applications or functions and are paid whether these run or not (App Service plan). */
export interface AppPlan extends ResourceBase {
  readonly kind: 'app-plan';
  /** In the vendor's word: `P1v3`, `EP1`, `B2`. */
  readonly sizeName: string;
  /** `Free`, `Basic`, `PremiumV3`, `ElasticPremium`, `Dynamic` (paid by use). */
  readonly tier: string;
  readonly operatingSystem: 'linux' | 'windows';
  /** Machines at the time of the listing. */
  readonly workers: number;
  /** Whether something changes their number by the load or the hour. */
  readonly autoscaled: Fact<boolean>;
  /** Most machines that it may grow to by itself; left out where nothing changes their number. */
  readonly maxWorkers?: number;
  /** Copies in several zones: it cannot go below their number. */
  readonly zoneRedundant: boolean;
  /** How many applications it runs; deployment slots count with theirs. */
  readonly apps: Fact<number>;
  /** What is on it, of a plan for functions that keeps machines ready (Elastic Premium); left out for the others. */
  readonly functionApps?: Fact<PlanApps>;
}

export interface PlanApps {
  /** Ids of applications made of functions. */
  readonly functionAppIds: readonly string[];
  /** Others, workflows and web applications, which need machines of their own. */
  readonly others: number;
}
