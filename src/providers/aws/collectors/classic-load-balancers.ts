import { z } from 'zod';
import { fact, known, mapFact, type Fact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { BalancerTargets, LoadBalancer, Tags } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { partitionOf } from '../partitions.ts';
import { documentsIn, parseAnswer, readAside, readBatches } from '../read-aside.ts';

const Balancer = z.object({
  LoadBalancerName: z.string().min(1),
  DNSName: z.string().optional(),
  Scheme: z.string().optional(),
  CreatedTime: z.date().optional(),
  // Always sent, and empty for one that nothing is registered with.
  Instances: z.array(z.object({ InstanceId: z.string() })).optional(),
  tags: z.custom<Fact<Tags>>(),
  healthy: z.custom<Fact<number>>(),
});

const Health = z.object({ InstanceStates: z.array(z.object({ State: z.string() })) });
const TagDescriptions = z.object({
  TagDescriptions: z.array(
    z.object({
      LoadBalancerName: z.string(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
    }),
  ),
});

/** `DescribeTags` takes so many names. */
const namesPerCall = 20;

/**
 * Classic load balancers of one account and region. Their names are unique in it, and shared with the newer kinds, so
 * the ARN stands for one. Source: Elastic Load Balancing API version 2012-06-01.
 */
export const classicLoadBalancers = defineCollector({
  type: 'aws:elasticloadbalancing:classic-loadbalancer',
  kind: 'load-balancer',
  reach: 'regional',
  permissions: [
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeInstanceHealth',
  ],
  operation: 'elasticloadbalancing:DescribeLoadBalancers',
  page: z.object({ LoadBalancerDescriptions: z.array(Balancer) }),
  rows: ['LoadBalancerDescriptions'],
  rowId: 'LoadBalancerName',
  async *fetch(aws: AwsClient, scope) {
    const pages = aws.pagesBy(['Marker', 'NextMarker'], 'elb', 'DescribeLoadBalancers', scope, { PageSize: 400 });
    for await (const answer of pages) {
      const rows = documentsIn(answer, 'LoadBalancerDescriptions');
      const names = rows.map((row) => String(row['LoadBalancerName']));
      const tags = await readBatches(names, namesPerCall, (some) => readTags(aws, scope, some));
      const described = await Promise.all(
        rows.map(async (row) => {
          const name = String(row['LoadBalancerName']);
          const empty = documentsIn(row, 'Instances').length === 0;
          const healthy = empty ? known(0) : await readAside(() => healthyInstances(aws, scope, name));
          return { ...row, tags: tags.get(name), healthy };
        }),
      );
      yield {
        ...(answer as object),
        ...('LoadBalancerDescriptions' in (answer as object) && { LoadBalancerDescriptions: described }),
      };
    }
  },
  toResources: ({ LoadBalancerDescriptions }, scope) =>
    LoadBalancerDescriptions.map((b): LoadBalancer => {
      const { accountId, regionId } = scope;
      return {
        kind: 'load-balancer',
        type: 'aws:elasticloadbalancing:classic-loadbalancer',
        resourceId: `arn:${partitionOf(regionId).id}:elasticloadbalancing:${regionId}:${accountId}:loadbalancer/${b.LoadBalancerName}`,
        ...(b.DNSName !== undefined && { aliases: [b.DNSName.toLowerCase()] }),
        scope,
        name: b.LoadBalancerName,
        // The API knows no states of them.
        state: 'active',
        createdAt: mapFact(fact(b.CreatedTime, 'CreatedTime'), instant),
        tags: b.tags,
        flavor: 'classic',
        internetFacing: b.Scheme === 'internet-facing',
        targets: targetsOf(b),
        answersItself: known(false),
        // Only the newer kinds can be the entrance of an endpoint service.
        endpointServiceIds: known([]),
      };
    }),
});

function targetsOf({ Instances, healthy }: z.infer<typeof Balancer>): Fact<BalancerTargets> {
  if (Instances === undefined) return unread('field Instances missing in the answer');
  return mapFact(healthy, (count) => ({
    groups: 0,
    registered: Instances.length,
    healthy: count,
    unchecked: 0,
    kinds: Instances.length === 0 ? [] : ['instance'],
  }));
}

async function healthyInstances(aws: AwsClient, scope: Scope, name: string): Promise<number> {
  const answer = await aws.call('elb', 'DescribeInstanceHealth', scope, { LoadBalancerName: name });
  const { InstanceStates } = parseAnswer(Health, answer, 'elasticloadbalancing:DescribeInstanceHealth');
  return InstanceStates.filter(({ State }) => State === 'InService').length;
}

async function readTags(aws: AwsClient, scope: Scope, names: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  const answer = await aws.call('elb', 'DescribeTags', scope, { LoadBalancerNames: [...names] });
  const { TagDescriptions: read } = parseAnswer(TagDescriptions, answer, 'elasticloadbalancing:DescribeTags');
  return new Map(
    read.map(({ LoadBalancerName, Tags: tags }) => [
      LoadBalancerName,
      Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    ]),
  );
}
