import { z } from 'zod';
import type { RowsAside } from './read-aside.ts';

/** What is read of the answers beside DescribeLoadBalancers. Source: Elastic Load Balancing API version 2015-12-01. */

const Group = z.object({
  TargetGroupArn: z.string().min(1),
  TargetType: z.string().min(1),
  // Always sent, and empty for a group that no load balancer uses.
  LoadBalancerArns: z.array(z.string()),
});

export const TargetGroups: RowsAside<z.infer<typeof Group>> = {
  operation: 'elasticloadbalancing:DescribeTargetGroups',
  page: z.object({ TargetGroups: z.array(Group) }),
  list: 'TargetGroups',
  rowId: 'TargetGroupArn',
};

export const TargetHealth = z.object({
  TargetHealthDescriptions: z.array(
    z.object({ Target: z.object({ Id: z.string() }), TargetHealth: z.object({ State: z.string().min(1) }) }),
  ),
});

export const TagDescriptions = z.object({
  TagDescriptions: z.array(
    z.object({
      ResourceArn: z.string(),
      // An untagged one has an empty list.
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
    }),
  ),
});

const Listener = z.object({ ListenerArn: z.string().min(1) });

export const Listeners: RowsAside<z.infer<typeof Listener>> = {
  operation: 'elasticloadbalancing:DescribeListeners',
  page: z.object({ Listeners: z.array(Listener) }),
  list: 'Listeners',
  rowId: 'ListenerArn',
};

const Rule = z.object({ RuleArn: z.string().optional(), Actions: z.array(z.object({ Type: z.string() })) });

/** The default action of a listener is the last of its rules. */
export const Rules: RowsAside<z.infer<typeof Rule>> = {
  operation: 'elasticloadbalancing:DescribeRules',
  page: z.object({ Rules: z.array(Rule) }),
  list: 'Rules',
  rowId: 'RuleArn',
};

const Service = z.object({
  ServiceId: z.string().min(1),
  ServiceState: z.string().optional(),
  // A service has load balancers of one of the two kinds.
  NetworkLoadBalancerArns: z.array(z.string()).default([]),
  GatewayLoadBalancerArns: z.array(z.string()).default([]),
});

export const EndpointServices: RowsAside<z.infer<typeof Service>> = {
  operation: 'ec2:DescribeVpcEndpointServiceConfigurations',
  page: z.object({ ServiceConfigurations: z.array(Service) }),
  list: 'ServiceConfigurations',
  rowId: 'ServiceId',
};
