import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** Tables of a serverless warehouse that are billed alike (BigQuery dataset). */
export interface Dataset extends ResourceBase {
  readonly kind: 'dataset';
  /** `logical`: bytes before compression; `physical`: bytes as stored, with those that can be restored. */
  readonly storageBilling: Fact<'logical' | 'physical'>;
  /** Over all tables of the dataset; unread as soon as those of one are. */
  readonly stored: Fact<DatasetBytes>;
}

/** As both ways of billing count it. */
export interface DatasetBytes {
  readonly activeLogicalBytes: number;
  readonly longTermLogicalBytes: number;
  /** With what time travel and the fail-safe hold, both of which bill as active. */
  readonly activePhysicalBytes: number;
  readonly longTermPhysicalBytes: number;
}

/** Where logs are kept for some days (Cloud Logging bucket, Log Analytics workspace). */
export interface LogStore extends ResourceBase {
  readonly kind: 'log-store';
  readonly retentionDays: Fact<number>;
  /** Days that the price of ingestion includes. */
  readonly includedDays: number;
  /** The cloud's own (`_Required`), or locked: nobody can change it. */
  readonly locked: boolean;
  /** What its price depends on, in the vendor's word: `PerGB2018`, `CapacityReservation`. */
  readonly plan?: string;
}
