import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { CHECK } from '../generate/checks.ts';
import type { BuiltGroup, GroupKind } from '../generate/groups.ts';
import { imagesFamily } from '../images/family.ts';
import { hourlyPico } from '../licences.ts';
import type { Random } from '../random.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import { SPOT_PERCENT } from '../usage.ts';
import type { ScalingGroup } from './model.ts';

/** Groups that hardly work: a quarter of their CPU at most. */
const LOW: readonly GroupKind[] = ['fixed', 'pair', 'kept', 'timed'];
/** Those whose size is one number: it can't change. */
const FIXED: readonly GroupKind[] = ['fixed', 'pair', 'busy', 'kept', 'timed', 'spot-template', 'mixed', 'new'];
const SERVING: readonly GroupKind[] = ['fixed', 'scaled', 'busy'];

export function scalingGroups(context: FamilyContext): readonly ScalingGroup[] {
  const groups = context.groups.map((built) => {
    const group = groupOf(context, built);
    plantFixed(context, built.kind, group);
    plantSpot(context, built, group);
    return group;
  });
  return [...groups, ...emptyGroups(context)];
}

/** Groups without members that are set to a version of a launch template by its number. */
function emptyGroups(context: FamilyContext): readonly ScalingGroup[] {
  const templates = [...context.state(imagesFamily).launchTemplates.values()];
  return templates.flatMap(({ id, accountId, region, createdAt, forGroupAtVersion }) => {
    if (forGroupAtVersion === undefined) return [];
    const random = context.random('empty group', id);
    const name = `batch-${id.slice(-6)}`;
    return [
      {
        arn: groupArn('autoScalingGroup', { accountId, region, name, uuid: uuidOf(random) }),
        name,
        accountId,
        region,
        minSize: 0,
        maxSize: 4,
        desiredCapacity: 0,
        zones: [`${region}a`],
        subnetIds: [`subnet-0${random.hex(16)}`],
        createdAt,
        instanceType: 'm5.large',
        instanceIds: [],
        launchTemplateId: id,
        launchTemplateVersion: String(forGroupAtVersion),
        isProtected: false,
        targetGroupArns: [],
        policies: [],
        schedules: [],
        tags: {},
        cpu: { mean: 0, peak: 0 },
      },
    ];
  });
}

function uuidOf(random: Random): string {
  return [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
}

function groupArn(
  what: string,
  { accountId, region, name, uuid }: { accountId: string; region: string; name: string; uuid: string },
  path = '',
): string {
  return `arn:aws:autoscaling:${region}:${accountId}:${what}:${uuid}:autoScalingGroupName/${name}${path}`;
}

function groupOf(context: FamilyContext, built: BuiltGroup): ScalingGroup {
  const { kind, name, place, type, createdAt, tags, instanceIds } = built;
  const random = context.random('group', name, place.accountId, place.region);
  const { accountId, region } = place;
  const named = { accountId, region, name, uuid: uuidOf(random) };
  const arn = (what: string, path: string): string => groupArn(what, named, path);
  const size = instanceIds.length;
  const subnets = place.subnets.slice(0, 2);
  const low = LOW.includes(kind);
  const isNodes = kind === 'nodes' || kind === 'spot-nodes';
  return {
    arn: arn('autoScalingGroup', ''),
    name,
    accountId,
    region,
    minSize: FIXED.includes(kind) ? size : isNodes ? size : 1,
    maxSize: FIXED.includes(kind) ? size : size * 2,
    desiredCapacity: size,
    zones: subnets.map(({ zone }) => zone),
    subnetIds: subnets.map(({ id }) => id),
    createdAt,
    instanceType: type.type,
    instanceIds,
    launchTemplateId: built.launchTemplateId,
    launchTemplateVersion: '$Latest',
    ...(kind === 'mixed' && { onDemandPercent: 50 }),
    isProtected: kind === 'kept',
    targetGroupArns: SERVING.includes(kind)
      ? [`arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/${name.slice(0, 20)}/${random.hex(16)}`]
      : [],
    policies:
      kind === 'scaled'
        ? [{ name: 'cpu-60', arn: arn('scalingPolicy', ':policyName/cpu-60'), targetCpuPercent: 60, enabled: true }]
        : kind === 'busy'
          ? [{ name: 'old', arn: arn('scalingPolicy', ':policyName/old'), targetCpuPercent: 50, enabled: false }]
          : [],
    schedules:
      kind === 'timed'
        ? [
            {
              name: 'morning',
              arn: arn('scheduledUpdateGroupAction', ':scheduledActionName/morning'),
              recurrence: '0 7 * * 1-5',
              desiredCapacity: size,
            },
          ]
        : [],
    tags,
    cpu: low
      ? { mean: random.between(10, 13), peak: random.between(18, 24) }
      : { mean: 45, peak: random.between(64, 74) },
  };
}

function plantFixed(context: FamilyContext, kind: GroupKind, group: ScalingGroup): void {
  const fine = (because: string): void => context.plantFine(CHECK.fixedGroup, group, group.arn, because);
  switch (kind) {
    case 'fixed': {
      // A small estate may have had two machines for it.
      if (group.desiredCapacity <= 2) return fine('hardly works, but has one member in each zone');
      // A quarter of four members' CPU is a member and a half at 60 %: two will do, one in each zone.
      const spare = decimalOf(memberMonthly(group) * BigInt(group.desiredCapacity - 2));
      const because = 'kept at its size by nothing but its bounds, with a CPU under 25 %';
      return context.plantWaste(CHECK.fixedGroup, group, group.arn, because, spare);
    }
    case 'scaled':
      return fine('a policy follows its load');
    case 'busy':
      return fine('of one size, and with as much work as it can do (its policy is switched off)');
    case 'timed':
      return fine('hardly works, but a scheduled action changes its size');
    case 'pair':
      return fine('hardly works, but has one member in each zone');
    case 'kept':
      return fine('hardly works, but its members are protected');
    case 'nodes':
      return fine('nodes of a Kubernetes cluster: its own autoscaler sets the size');
    default:
      return undefined;
  }
}

function plantSpot(context: FamilyContext, { kind, instanceIds }: BuiltGroup, group: ScalingGroup): void {
  const fine = (because: string): void => context.plantFine(CHECK.spotCandidate, group, group.arn, because);
  switch (kind) {
    case 'mixed':
      return fine('half of it is spot already');
    case 'spot-template':
    case 'spot-nodes':
      return fine('its template asks for spot');
    case 'pair':
      return fine('two members only');
    case 'kept':
      return fine('its members are protected: somebody counts on each of them');
    case 'new':
      return fine('made less than two weeks ago');
    default: {
      // The last group of an estate may not have got all its members.
      if (instanceIds.length < 3) return fine('fewer than three members');
      const share = (memberMonthly(group) * BigInt(instanceIds.length) * (100n - SPOT_PERCENT)) / 200n;
      const because = 'three members or more, all of them bought on demand';
      return context.plantWaste(CHECK.spotCandidate, group, group.arn, because, decimalOf(share));
    }
  }
}

/** Pico-USD per month of one member at list price. */
function memberMonthly({ instanceType, region }: ScalingGroup): bigint {
  return hourlyPico(instanceType, region)! * BigInt(HOURS_PER_MONTH);
}
