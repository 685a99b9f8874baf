import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** A container of documents, or a database whose containers share its throughput. */
export interface DocumentContainer extends ResourceBase {
  readonly kind: 'document-container';
  readonly accountName: string;
  readonly databaseName: string;
  /** Left out for a database. */
  readonly containerName?: string;
  /** Null where it has none of its own: it shares that of its database. */
  readonly throughput: Fact<ContainerThroughput | null>;
  /** How many regions hold it: throughput is paid in each. */
  readonly regions: number;
  readonly multipleWriteRegions: boolean;
  /** Some region keeps its copies in several zones, which costs more. */
  readonly zoneRedundant: boolean;
  /** A part of the throughput of its account is free. */
  readonly freeTier: boolean;
}

/** Request units a second: the right to them, or for `autoscale` the most that it scales to. */
export interface ContainerThroughput {
  readonly mode: 'manual' | 'autoscale';
  readonly unitsPerSecond: number;
  /** The least that it may be set to now: what it holds, and what it once had, keep it up. */
  readonly minUnitsPerSecond: number;
}
