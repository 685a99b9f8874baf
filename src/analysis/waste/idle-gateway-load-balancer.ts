import { idleByFlows } from '../idle-load-balancers.ts';

/** A gateway load balancer whose appliances get nothing. */
export const idleGatewayLoadBalancer = idleByFlows('gateway', {
  id: 'aws-gwlb-idle',
  title: 'Gateway load balancer without a flow',
});
