import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { TrafficSource } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { readAside, rowsOf } from '../read-aside.ts';

export const trafficPermissions = ['elasticloadbalancing:DescribeTargetGroups'] as const;

const TargetGroup = z.object({
  TargetGroupArn: z.string().min(1),
  // A function's group has none.
  Protocol: z.string().optional(),
  LoadBalancerArns: z.array(z.string()).default([]),
});

export interface Balanced {
  readonly targetGroupArn?: string | undefined;
  readonly loadBalancerName?: string | undefined;
}

export type TrafficOf = (balancers: readonly Balanced[]) => Fact<readonly TrafficSource[]>;

/** The target groups of an account and region, listed once: they tell what counts the traffic of a service. */
export async function readTraffic(aws: AwsClient, scope: Scope): Promise<TrafficOf> {
  const groups = await readAside(async () => {
    const tokens = ['Marker', 'NextMarker'] as const;
    const rows = await rowsOf(aws.pagesBy(tokens, 'elbv2', 'DescribeTargetGroups', scope, { PageSize: 400 }), {
      operation: 'elasticloadbalancing:DescribeTargetGroups',
      page: z.object({ TargetGroups: z.array(TargetGroup) }),
      list: 'TargetGroups',
      rowId: 'TargetGroupArn',
    });
    return new Map(rows.map((row) => [row.TargetGroupArn, row]));
  });
  return (balancers) => {
    const sources: TrafficSource[] = [];
    for (const { targetGroupArn, loadBalancerName } of balancers) {
      if (targetGroupArn === undefined)
        return unread(`classic load balancer ${loadBalancerName ?? ''} is not looked at`);
      if (!groups.known) return groups;
      const group = groups.value.get(targetGroupArn);
      if (group === undefined) return unread(`target group ${targetGroupArn} is not in the listing`);
      // HTTP and HTTPS are those of application load balancers; all others count connections and bytes.
      const counts = /^HTTPS?$/.test(group.Protocol ?? '') ? 'requests' : 'bytes';
      sources.push({ counts, targetGroupId: targetGroupArn, balancerIds: group.LoadBalancerArns });
    }
    return known(sources);
  };
}
