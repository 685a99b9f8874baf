import { idleByFlows } from '../idle-load-balancers.ts';

/** A network load balancer that no flow passes. */
export const idleNetworkLoadBalancer = idleByFlows('network', {
  id: 'aws-nlb-idle',
  title: 'Network load balancer without a flow',
});
