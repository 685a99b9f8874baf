import type { PowerState } from './compute.ts';
import type { ResourceBase } from './resource-base.ts';

/** Machines that take in data and answer queries over it, on until somebody stops them (Data Explorer cluster). */
export interface QueryCluster extends ResourceBase {
  readonly kind: 'query-cluster';
  readonly sizeName: string;
  /** Machines at the time of the listing. */
  readonly nodes: number;
  /** While it is stopped its machines cost nothing, its storage does. */
  readonly powerState: PowerState;
  /** It is stopped by the cloud after some days without queries and data. */
  readonly stopsItself: boolean;
}
