import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { describeListeners, describeRules } from './listeners.ts';
import { describeLoadBalancers, describeTags } from './load-balancers.ts';
import { describeTargetGroups, describeTargetHealth } from './target-groups.ts';

/** Elastic Load Balancing, version 2015-12-01: application, network and gateway load balancers. */
export const elbv2Module: ServiceModule = {
  id: 'elbv2',
  actionPrefix: 'elasticloadbalancing',
  profile: queryProfile({
    signingName: 'elasticloadbalancing',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  }),
  operations: queryDocumentOperations(
    {
      DescribeListeners: describeListeners,
      DescribeLoadBalancers: describeLoadBalancers,
      DescribeRules: describeRules,
      DescribeTags: describeTags,
      DescribeTargetGroups: describeTargetGroups,
      DescribeTargetHealth: describeTargetHealth,
    },
    { numbers: new Set(['PageSize']) },
  ),
};
