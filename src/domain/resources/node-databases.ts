import type { ResourceBase } from './resource-base.ts';

/** A database, or a cluster of one, whose capacity is a number of equal nodes and that spreads itself over them (Spanner, Bigtable). */
export interface NodeDatabase extends ResourceBase {
  readonly kind: 'node-database';
  /** As the cloud names it: `spanner`, `bigtable`. */
  readonly engine: string;
  /** As they are set; parts of one where it is sold in parts. */
  readonly nodes: number;
  /** Least number of nodes and what they are added by, from one node on. */
  readonly nodeStep: number;
  /** What parts of a node below one come in; left out where there are only whole ones. */
  readonly partStep?: number;
  /** Something changes their number by the load. */
  readonly scalesItself: boolean;
  /** `shared`: copies elsewhere serve too, and each has to carry the load of another one that fails. */
  readonly placement: 'alone' | 'shared';
  /** What its price depends on, in the vendor's words: `enterprise`, `ssd`. */
  readonly tier: string;
  /** Copies of each node that the number holds and that are billed; left out where that is not known. */
  readonly replicas?: number;
}
