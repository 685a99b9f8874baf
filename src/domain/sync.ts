import type { ProviderId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * `pending` and `running` are what a killed run leaves; `partial` brought something but not all; `skipped` was left
 * alone on purpose (a suspended or excluded account, a region that is not enabled), and its error says why.
 */
export type SyncTaskStatus = 'pending' | 'running' | 'complete' | 'partial' | 'failed' | 'skipped';

export interface SyncError {
  /** A `CloudErrorCategory` or an `ErrorCode`. */
  readonly code: string;
  readonly message: string;
}

/**
 * The unit that a sync resumes by: one subject (a collector's id such as `aws:ec2:volume`, `metrics`, `cost`,
 * `prices`, `sizes`, `accounts`) of one account and region.
 */
export interface SyncTask {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly regionId: string;
  readonly subject: string;
  readonly status: SyncTaskStatus;
  /** How many records it brought. */
  readonly records: number;
  /** Where an interrupted task goes on, in the subject's own form; null starts it anew. */
  readonly cursor: string | null;
  readonly error?: SyncError;
}

/** Something that should have been read and was not, or not in full. */
/** Code of a skipped account in which nothing can be (it is being deleted); of one that was left out it is `skipped`. */
export const HOLDS_NOTHING = 'holds-nothing';

export const isHole = ({ status }: Pick<SyncTask, 'status'>): boolean => status !== 'complete' && status !== 'skipped';

export type SyncStatus = 'running' | 'complete' | 'partial' | 'interrupted';

export interface SyncRun {
  readonly id: number;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly status: SyncStatus;
  /** What was asked for: a run is resumed only by one that asks for the same. */
  readonly request: string;
}
