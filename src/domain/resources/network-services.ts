import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** A way to a network's machines that spares them public addresses (Azure Bastion). */
export interface Bastion extends ResourceBase {
  readonly kind: 'bastion';
  /** In the vendor's word: `Basic`, `Standard`, `Premium`, `Developer` (shared with others, and free). */
  readonly sku: string;
  /** Machines behind it: two are part of every price. */
  readonly scaleUnits: number;
  /** What is switched on of that which smaller kinds do not have, in the vendor's words. */
  readonly features: readonly string[];
}

/** A firewall that the cloud runs, paid by the hour (Azure Firewall). */
export interface Firewall extends ResourceBase {
  readonly kind: 'firewall';
  /** In the vendor's word: `Basic`, `Standard`, `Premium`. */
  readonly tier: string;
  /** It belongs to a hub that ties networks together, not to one network. */
  readonly inHub: boolean;
  /** A deallocated one keeps its rules, passes nothing and costs nothing. */
  readonly allocated: boolean;
  /** What its policy switches on of that which only the largest tier has, in the vendor's words. */
  readonly premiumFeatures: Fact<readonly string[]>;
}
