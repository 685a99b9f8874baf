import type { ScalingGroup, ScalingPolicy, ScheduledAction } from '../../estate/compute/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { badToken, groupsOf, invalid } from './describe-groups.ts';

interface Owned<T> {
  readonly group: ScalingGroup;
  readonly rule: T;
}

/** DescribePolicies: of one group, or of all. */
export function describePolicies(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const types = input.texts('PolicyTypes');
  const wanted = types.length === 0 || types.includes('TargetTrackingScaling');
  const { items, nextToken } = page(call, input, 'PolicyNames', ({ policies }) => (wanted ? policies : []));
  return { ScalingPolicies: items.map(policyOf), NextToken: nextToken };
}

/** DescribeScheduledActions: of one group, or of all. */
export function describeScheduledActions(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const { items, nextToken } = page(call, input, 'ScheduledActionNames', ({ schedules }) => schedules);
  return { ScheduledUpdateGroupActions: items.map(scheduleOf), NextToken: nextToken };
}

function page<T extends { readonly name: string; readonly arn: string }>(
  call: Call,
  input: DocumentInput,
  namesField: string,
  rulesOf: (group: ScalingGroup) => readonly T[],
): { readonly items: readonly Owned<T>[]; readonly nextToken: string | undefined } {
  const groupName = input.optionalText('AutoScalingGroupName');
  const names = input.texts(namesField);
  const all: Owned<T>[] = [];
  for (const group of groupsOf(call)) {
    if (groupName !== undefined && group.name !== groupName) continue;
    for (const rule of rulesOf(group)) if (names.length === 0 || names.includes(rule.name)) all.push({ group, rule });
  }
  const positionOf = ({ rule }: Owned<T>): string => rule.arn;
  return pageOf(call, {
    listing: JSON.stringify([groupName, names]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxRecords', { min: 1, max: 100 }) ?? 50,
    items: (after) => itemsAfter(all, after, positionOf),
    positionOf,
    badToken,
  });
}

const policyOf = ({ group, rule }: Owned<ScalingPolicy>): object => ({
  AutoScalingGroupName: group.name,
  PolicyName: rule.name,
  PolicyARN: rule.arn,
  PolicyType: 'TargetTrackingScaling',
  StepAdjustments: [],
  Alarms: [],
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    TargetValue: rule.targetCpuPercent,
    DisableScaleIn: false,
  },
  Enabled: rule.enabled,
});

const scheduleOf = ({ group, rule }: Owned<ScheduledAction>): object => ({
  AutoScalingGroupName: group.name,
  ScheduledActionName: rule.name,
  ScheduledActionARN: rule.arn,
  Recurrence: rule.recurrence,
  MinSize: group.minSize,
  MaxSize: group.maxSize,
  DesiredCapacity: rule.desiredCapacity,
});
