import { idleByRequests } from '../idle-load-balancers.ts';

/** An application load balancer that hardly gets a request. */
export const idleApplicationLoadBalancer = idleByRequests('application', {
  ids: { aws: 'aws-alb-idle', azure: 'azure-appgw-unused' },
  title: 'Application load balancer that hardly gets a request',
  lookbackDays: 14,
  lookbackWhy: 'two weeks hold two of every weekday, and a fortnightly job',
});
