import { computeFamily } from '../../estate/compute/family.ts';
import type { ScalingGroup } from '../../estate/compute/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
export const badToken = (): AwsError => new AwsError('InvalidNextToken', 'The NextToken value is not valid.');

/** The groups of the account and region, in order of their ARNs. */
export function groupsOf({ world, accountId, region }: Call, after = ''): Iterable<ScalingGroup> {
  return world.index.of(familyState(world.estate, computeFamily).groups).resources(accountId, region, after);
}

/** DescribeAutoScalingGroups: 50 a page unless more are asked for; names that are not there are left out. */
export function describeAutoScalingGroups(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const names = input.texts('AutoScalingGroupNames');
  const filters = input
    .children('Filters')
    .map((filter) => ({ name: filter.text('Name'), values: filter.texts('Values') }));
  const strange = filters.find(({ name }) => !/^tag(-key|-value|:.+)$/.test(name));
  if (strange) throw invalid(`Filter type ${strange.name} is not correct.`);
  const withInstances = input.optionalBoolean('IncludeInstances') ?? true;
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([names, filters]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxRecords', { min: 1, max: 100 }) ?? 50,
    items: (after) => groupsOf(call, after),
    keep: (group) =>
      (names.length === 0 || names.includes(group.name)) &&
      filters.every(({ name, values }) => matches(group, name, values)),
    positionOf: ({ arn }) => arn,
    badToken,
  });
  return { AutoScalingGroups: items.map((group) => entryOf(call, group, withInstances)), NextToken: nextToken };
}

/** Source: EC2 Auto Scaling API, Filter. */
function matches({ tags }: ScalingGroup, name: string, values: readonly string[]): boolean {
  if (name === 'tag-key') return Object.keys(tags).some((key) => values.includes(key));
  if (name === 'tag-value') return Object.values(tags).some((value) => values.includes(value));
  return values.includes(tags[name.slice('tag:'.length)] ?? '');
}

function entryOf(call: Call, group: ScalingGroup, withInstances: boolean): object {
  const { accountId, region, name, launchTemplateId, launchTemplateVersion, onDemandPercent } = group;
  const template = {
    LaunchTemplateId: launchTemplateId,
    LaunchTemplateName: `${name}-template`,
    Version: launchTemplateVersion,
  };
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: group.arn,
    ...(onDemandPercent === undefined
      ? { LaunchTemplate: template }
      : { MixedInstancesPolicy: mixOf(template, group) }),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: 300,
    AvailabilityZones: group.zones,
    LoadBalancerNames: [],
    TargetGroupARNs: group.targetGroupArns,
    HealthCheckType: group.targetGroupArns.length > 0 ? 'ELB' : 'EC2',
    HealthCheckGracePeriod: 300,
    Instances: withInstances ? group.instanceIds.flatMap((id) => instanceOf(call, group, id, template)) : [],
    CreatedTime: new Timestamp(group.createdAt),
    SuspendedProcesses: [],
    VPCZoneIdentifier: group.subnetIds.join(','),
    EnabledMetrics: [],
    Tags: Object.entries(group.tags).map(([Key, Value]) => ({
      ResourceId: name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: group.isProtected,
    ServiceLinkedRoleARN: `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    TrafficSources: group.targetGroupArns.map((Identifier) => ({ Identifier, Type: 'elbv2' })),
    CapacityRebalance: onDemandPercent !== undefined,
    AvailabilityZoneIds: group.zones.map((zone) => `${region}-az${'abcdef'.indexOf(zone.slice(-1)) + 1}`),
  };
}

function mixOf(template: object, { onDemandPercent, instanceType }: ScalingGroup): object {
  return {
    LaunchTemplate: { LaunchTemplateSpecification: template, Overrides: [{ InstanceType: instanceType }] },
    InstancesDistribution: {
      OnDemandAllocationStrategy: 'prioritized',
      OnDemandBaseCapacity: 0,
      OnDemandPercentageAboveBaseCapacity: onDemandPercent,
      SpotAllocationStrategy: 'price-capacity-optimized',
    },
  };
}

/** Members that the estate still has: a terminated one has left its group. */
function instanceOf(call: Call, group: ScalingGroup, id: string, template: object): readonly object[] {
  const instance = call.world.index.instances.find(group.accountId, group.region, id);
  if (instance === undefined || instance.state === 'terminated') return [];
  return [
    {
      InstanceId: id,
      InstanceType: instance.type,
      AvailabilityZone: instance.zone,
      LifecycleState: 'InService',
      HealthStatus: 'Healthy',
      LaunchTemplate: template,
      ProtectedFromScaleIn: group.isProtected,
    },
  ];
}
