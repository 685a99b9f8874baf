import { z } from 'zod';
import { fact, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { BalancerFlavor, LoadBalancer } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { type BalancerDetails, BalancerDetailsReader } from '../balancer-details.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn } from '../read-aside.ts';

const flavors = ['application', 'network', 'gateway'] as const satisfies readonly BalancerFlavor[];

const Balancer = z.object({
  LoadBalancerArn: z.string().min(1),
  LoadBalancerName: z.string().min(1),
  Type: z.enum(flavors),
  // A gateway load balancer has neither; a new one has no name yet.
  Scheme: z.string().optional(),
  DNSName: z.string().optional(),
  CreatedTime: z.date().optional(),
  State: z.object({ Code: z.string().min(1) }),
  details: z.custom<BalancerDetails>(),
});

/**
 * Application, network and gateway load balancers of one account and region, with what is registered behind them.
 * Source: Elastic Load Balancing API version 2015-12-01; EC2 API, DescribeVpcEndpointServiceConfigurations.
 */
export const loadBalancers = defineCollector({
  type: 'aws:elasticloadbalancing:loadbalancer',
  kind: 'load-balancer',
  reach: 'regional',
  permissions: [
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeRules',
    'ec2:DescribeVpcEndpointServiceConfigurations',
  ],
  operation: 'elasticloadbalancing:DescribeLoadBalancers',
  page: z.object({ LoadBalancers: z.array(Balancer) }),
  rows: ['LoadBalancers'],
  rowId: 'LoadBalancerArn',
  async *fetch(aws: AwsClient, scope) {
    const details = new BalancerDetailsReader(aws, scope);
    const pages = aws.pagesBy(['Marker', 'NextMarker'], 'elbv2', 'DescribeLoadBalancers', scope, { PageSize: 400 });
    for await (const answer of pages) {
      const rows = documentsIn(answer, 'LoadBalancers');
      const read = await details.of(
        rows.map(({ LoadBalancerArn, Type }) => ({ arn: String(LoadBalancerArn), type: String(Type) })),
      );
      yield {
        ...(answer as object),
        ...('LoadBalancers' in (answer as object) && {
          LoadBalancers: rows.map((row) => ({ ...row, details: read.get(String(row['LoadBalancerArn'])) })),
        }),
      };
    }
  },
  toResources: ({ LoadBalancers }, scope) =>
    LoadBalancers.map((b): LoadBalancer => ({
      kind: 'load-balancer',
      type: 'aws:elasticloadbalancing:loadbalancer',
      resourceId: b.LoadBalancerArn,
      ...(b.DNSName !== undefined && { aliases: [b.DNSName.toLowerCase()] }),
      scope,
      name: b.LoadBalancerName,
      state: b.State.Code,
      createdAt: mapFact(fact(b.CreatedTime, 'CreatedTime'), instant),
      tags: b.details.tags,
      flavor: b.Type,
      internetFacing: b.Scheme === 'internet-facing',
      targets: b.details.targets,
      ...(b.details.answersItself !== undefined && { answersItself: b.details.answersItself }),
      endpointServiceIds: b.details.endpointServiceIds,
      // A load balancer may be the target of another one: that one names it.
      uses: mapFact(b.details.balancerTargets, (arns) =>
        arns.map((targetId) => ({ relation: 'routes-through' as const, targetId })),
      ),
    })),
});
