import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { InstanceGroup, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { documentsIn } from '../read-aside.ts';
import { readScalingRules, scalingRulePermissions, type ScalingRulesOf } from '../scaling-rules.ts';
import { readSpotPrices, spotPricePermissions, type SpotPrices } from '../spot-prices.ts';
import type { Fact } from '../../../domain/fact.ts';

const Template = z.object({ LaunchTemplateId: z.string().optional() });

const Group = z.object({
  AutoScalingGroupName: z.string().min(1),
  AutoScalingGroupARN: z.string().min(1),
  MinSize: z.int().nonnegative(),
  MaxSize: z.int().nonnegative(),
  DesiredCapacity: z.int().nonnegative(),
  AvailabilityZones: z.array(z.string()),
  CreatedTime: z.date(),
  // Only while it is being deleted.
  Status: z.string().optional(),
  // One of the two, or a mix of purchase options with a template of its own.
  LaunchTemplate: Template.optional(),
  MixedInstancesPolicy: z
    .object({
      LaunchTemplate: z.object({ LaunchTemplateSpecification: Template.optional() }).optional(),
      InstancesDistribution: z.object({ OnDemandPercentageAboveBaseCapacity: z.int().optional() }).optional(),
    })
    .optional(),
  // Left out where there is none.
  Instances: z
    .array(
      z.object({
        InstanceId: z.string(),
        InstanceType: z.string().optional(),
        ProtectedFromScaleIn: z.boolean().default(false),
      }),
    )
    .default([]),
  LoadBalancerNames: z.array(z.string()).default([]),
  TargetGroupARNs: z.array(z.string()).default([]),
  TrafficSources: z.array(z.unknown()).default([]),
  NewInstancesProtectedFromScaleIn: z.boolean().default(false),
  // A group without tags has an empty list.
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
});

type Group = z.infer<typeof Group>;

/** Auto Scaling groups of one account and region. Source: EC2 Auto Scaling API, DescribeAutoScalingGroups. */
export const instanceGroups = defineCollector({
  type: 'aws:autoscaling:group',
  kind: 'instance-group',
  reach: 'regional',
  permissions: ['autoscaling:DescribeAutoScalingGroups', ...scalingRulePermissions, ...spotPricePermissions],
  operation: 'autoscaling:DescribeAutoScalingGroups',
  page: z.object({
    AutoScalingGroups: z.array(Group),
    rulesOf: z.custom<ScalingRulesOf>(),
    spotPrices: z.custom<() => Fact<SpotPrices>>(),
  }),
  rows: ['AutoScalingGroups'],
  rowId: 'AutoScalingGroupName',
  fetch: withRulesAndPrices,
  toResources: ({ AutoScalingGroups, rulesOf, spotPrices }, scope) =>
    AutoScalingGroups.map((g): InstanceGroup => ({
      kind: 'instance-group',
      type: 'aws:autoscaling:group',
      resourceId: g.AutoScalingGroupARN,
      scope,
      name: g.AutoScalingGroupName,
      state: g.Status ?? 'active',
      createdAt: known(instant(g.CreatedTime)),
      tags: known(Object.fromEntries(g.Tags.map(({ Key, Value }) => [Key, Value]))),
      minSize: g.MinSize,
      desiredSize: g.DesiredCapacity,
      maxSize: g.MaxSize,
      members: g.Instances.map(({ InstanceId, InstanceType = '' }) => ({
        instanceId: InstanceId,
        sizeName: InstanceType,
      })),
      zoneIds: g.AvailabilityZones,
      mixesSpot: mixesSpot(g),
      scalingRules: rulesOf(g.AutoScalingGroupName),
      keepsMembers:
        g.NewInstancesProtectedFromScaleIn || g.Instances.some(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn),
      servesTraffic: g.LoadBalancerNames.length + g.TargetGroupARNs.length + g.TrafficSources.length > 0,
      spotHourly: spotPrices(),
      uses: known(usesOf(g)),
    })),
});

/** Groups come a hundred a page; what is asked beside them is asked once, prices for the sizes of a page. */
async function* withRulesAndPrices(aws: AwsClient, scope: Scope): AsyncGenerator {
  let rules: Promise<ScalingRulesOf> | undefined;
  for await (const page of aws.pages('autoscaling', 'DescribeAutoScalingGroups', scope, { MaxRecords: 100 })) {
    const groups = documentsIn(page, 'AutoScalingGroups');
    if (groups.length > 0) rules ??= readScalingRules(aws, scope);
    const members = groups.flatMap((group) => documentsIn(group, 'Instances'));
    const sizes = members.flatMap(({ InstanceType }) => (typeof InstanceType === 'string' ? [InstanceType] : []));
    const prices = await readSpotPrices(aws, scope, [...new Set(sizes)].sort());
    yield withBeside(page, { rulesOf: (await rules) ?? noGroups, spotPrices: () => prices });
  }
}

const noGroups: ScalingRulesOf = () => known({ policies: 0, schedules: 0 });

/** A mix takes on-demand capacity alone unless it says otherwise. Source: the same API, InstancesDistribution. */
const mixesSpot = ({ MixedInstancesPolicy }: Group): boolean =>
  (MixedInstancesPolicy?.InstancesDistribution?.OnDemandPercentageAboveBaseCapacity ?? 100) < 100;

function usesOf({ LaunchTemplate, MixedInstancesPolicy, Instances }: Group): readonly Use[] {
  const template =
    LaunchTemplate?.LaunchTemplateId ??
    MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification?.LaunchTemplateId;
  return [
    ...(template === undefined ? [] : [{ relation: 'launch-template' as const, targetId: template }]),
    ...Instances.map(({ InstanceId }) => ({ relation: 'has-member' as const, targetId: InstanceId })),
  ];
}
