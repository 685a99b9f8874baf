import { idleByRequests } from '../idle-load-balancers.ts';

/** A load balancer of the first generation that hardly gets a request. */
export const idleClassicLoadBalancer = idleByRequests('classic', {
  ids: { aws: 'aws-clb-idle' },
  title: 'Classic load balancer that hardly gets a request',
  lookbackDays: 7,
  lookbackWhy: 'Trusted Advisor looks as far back',
});
