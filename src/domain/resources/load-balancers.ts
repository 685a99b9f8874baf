import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

export type BalancerFlavor = 'application' | 'network' | 'gateway' | 'classic';

/** A load balancer of any kind. `aliases` has its DNS name. */
export interface LoadBalancer extends ResourceBase {
  readonly kind: 'load-balancer';
  /** `application` speaks HTTP, `network` TCP and UDP; `gateway` feeds appliances; `classic` is the first generation. */
  readonly flavor: BalancerFlavor;
  readonly internetFacing: boolean;
  readonly targets: Fact<BalancerTargets>;
  /**
   * Whether a rule answers by itself, by a redirect or a fixed response: such a rule needs no target. Left out where
   * something is registered: it is not asked then.
   */
  readonly answersItself?: Fact<boolean>;
  /** Services that it is the entrance of for private endpoints, of this account and others, by id. */
  readonly endpointServiceIds: Fact<readonly string[]>;
  /** What its price depends on, in the vendor's word: `Standard`, `Basic`, `WAF_v2`. */
  readonly sku?: string;
  /**
   * Units that are paid for whatever passes it: a number set for good, or the least of those that it scales between. Of an
   * application gateway of the second generation capacity units (ten an instance), of the first its instances.
   */
  readonly capacity?: { readonly min: number; readonly max: number };
  /** It gives the machines behind it their way out as well, or passes on to them by number: traffic that no target shows. */
  readonly carriesOutbound?: boolean;
  /** Rules that are billed together with it: its own, or all forwarding rules of its project and region. */
  readonly ruleCount?: Fact<number>;
  /** It was stopped, and bills nothing. */
  readonly stopped?: boolean;
}

/** What is registered behind a load balancer, over all its target groups. */
export interface BalancerTargets {
  readonly groups: number;
  readonly registered: number;
  readonly healthy: number;
  /** Registered and not checked: functions, mostly. They may be as good as healthy ones. */
  readonly unchecked: number;
  readonly kinds: readonly TargetKind[];
}

export type TargetKind = 'instance' | 'address' | 'function' | 'load-balancer' | 'bucket';
