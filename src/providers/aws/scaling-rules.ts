import { z } from 'zod';
import { type Fact, mapFact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { ScalingRules } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { readAside, rowsOf } from './read-aside.ts';

export const scalingRulePermissions = ['autoscaling:DescribePolicies', 'autoscaling:DescribeScheduledActions'] as const;

const Policy = z.object({ AutoScalingGroupName: z.string(), Enabled: z.boolean().default(true) });
const Schedule = z.object({ AutoScalingGroupName: z.string() });

export type ScalingRulesOf = (groupName: string) => Fact<ScalingRules>;

/**
 * The scaling policies and scheduled actions of all groups of an account and region: two listings, whatever the number
 * of groups. A policy that is switched off changes nothing and does not count. Both list everything there is, so a
 * group that is in neither has no rules.
 */
export async function readScalingRules(aws: AwsClient, scope: Scope): Promise<ScalingRulesOf> {
  const rules = await readAside(async () => {
    const policies = await rowsOf(aws.pages('autoscaling', 'DescribePolicies', scope, { MaxRecords: 100 }), {
      operation: 'autoscaling:DescribePolicies',
      page: z.object({ ScalingPolicies: z.array(Policy) }),
      list: 'ScalingPolicies',
      rowId: 'PolicyName',
    });
    const schedules = await rowsOf(aws.pages('autoscaling', 'DescribeScheduledActions', scope, { MaxRecords: 100 }), {
      operation: 'autoscaling:DescribeScheduledActions',
      page: z.object({ ScheduledUpdateGroupActions: z.array(Schedule) }),
      list: 'ScheduledUpdateGroupActions',
      rowId: 'ScheduledActionName',
    });
    return { policies: counted(policies.filter(({ Enabled }) => Enabled)), schedules: counted(schedules) };
  });
  return (group) =>
    mapFact(rules, ({ policies, schedules }) => ({
      policies: policies.get(group) ?? 0,
      schedules: schedules.get(group) ?? 0,
    }));
}

function counted(rows: readonly { readonly AutoScalingGroupName: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { AutoScalingGroupName: group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}
