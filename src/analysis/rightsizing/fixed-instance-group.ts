import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { Instance, ScalingRules } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { membersOf } from '../group-members.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, certain, labelled } from '../pricing/estimates.ts';
import { machineCost } from '../pricing/machines.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** A group that nothing scales, with far more members than its load needs. */
export const fixedInstanceGroup = defineCheck({
  name: 'instance-group-fixed-underused',
  ids: { aws: 'aws-ec2-asg-fixed-underused', gcp: 'gcp-mig-underused' },
  kind: 'instance-group',
  title: 'Scaling group that never scales and is underused',
  description:
    'The group is kept at its size: its least, wanted and largest sizes are equal, or its least size holds it where it is, ' +
    'and no policy or schedule changes that. Its CPU is low in nearly all hours, so that fewer members would carry the load. ' +
    'On Google Cloud a group that its autoscaler keeps at its minimum is judged too: the minimum is then what is too high.',
  savings:
    'cost of the members that are not needed (the cheapest ones), where a member may be as full as targetCpuPercent',
  ignores: [
    'a group with a scaling policy or a scheduled action; on Google Cloud one with a scaling schedule, or above its minimum',
    'node groups of Kubernetes clusters: the cluster’s own autoscaler and the requests of its pods decide',
    'a group whose members are kept when it shrinks',
    'a group with no more members than it needs in every zone, or than two',
  ],
  evidence: {
    minSize: 'its least size',
    desiredSize: 'its wanted size',
    maxSize: 'its largest size',
    p95CpuPercent: 'p95 of the hours’ mean CPU use over all members',
    neededSize: 'members that would carry that load',
    scalingPolicies: 'policies that would change its size',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 40, min: 0, max: 100, why: 'below it even half as many members would have room' },
    targetCpuPercent: {
      default: 60,
      min: 1,
      max: 100,
      why: 'how full a member may be: what target tracking is usually set to',
    },
    judgesScaled: {
      default: 0,
      byProvider: { gcp: 1 },
      min: 0,
      max: 1,
      why: '1: a group that is scaled by a metric and stands at its least size is judged too; an autoscaler cannot go below it',
    },
    minMembers: { default: 2, min: 1, max: 1000, why: 'fewer than two, and the failure of one stops the service' },
  },
  needs: { metrics: ['cpu-percent-average'], related: true, kinds: ['instance'] },
  risk: 'medium',
  action: 'instance-group.lower-minimum',
  evaluate(group, params, context) {
    const { now, firstSeen, digest } = context;
    const { minSize, desiredSize, maxSize, scalingRules, tags } = group;
    // Between its bounds somebody, or something, sets the size.
    if (desiredSize === 0 || minSize < desiredSize) return fine();
    if (group.keepsMembers || (tags.known && isKubernetesNode(tags.value))) return fine();
    const least = Math.max(params.minMembers, group.zoneIds.length);
    if (desiredSize <= least) return fine();
    const age = ageDays(group.createdAt, firstSeen, now, params.lookbackDays);
    if (!age.known) return cannotTell(`time of its creation: ${age.reason}`);
    if (age.value < params.lookbackDays) return fine();
    if (scalingRules.known && changesItself(scalingRules.value, params.judgesScaled === 1)) return fine();

    const cpu = peakOf(digest('cpu-percent-average'), ({ p95 }) => p95, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    const needed = Math.max(
      least,
      Math.ceil((desiredSize * (cpu.known ? cpu.value.peak : 0)) / params.targetCpuPercent),
    );
    if (needed >= desiredSize) return fine();
    const evidence = {
      minSize,
      desiredSize,
      maxSize,
      p95CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      neededSize: cpu.known ? needed : null,
      scalingPolicies: scalingRules.known ? scalingRules.value.policies : null,
    };
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!scalingRules.known) return cannotTell(`scaling rules: ${scalingRules.reason}`, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const members = membersOf(group, context);
    return waste({
      confidence: 0.6,
      evidence,
      monthlySavings: members.known ? cheapest(members.value, desiredSize - needed, context.costs) : members,
      actionParams: { minSize: needed, desiredSize: needed },
    });
  },
});

/** Something else than its least size may hold it where it is. */
const changesItself = ({ policies, schedules }: ScalingRules, judgesScaled: boolean): boolean =>
  schedules > 0 || (policies > 0 && !judgesScaled);

/** Which members would go is the group's choice: the cheapest are the least that it saves. */
function cheapest(members: readonly Instance[], count: number, costs: Costs): Fact<CostEstimate> {
  const estimates = members.map((member) =>
    mapFact(machineCost(member, costs), (cost) => labelled(certain(cost), member.resourceId)),
  );
  const unknown = estimates.find((each) => !each.known);
  if (unknown !== undefined) return unknown;
  const amount = (each: Fact<CostEstimate>): bigint => (each.known ? each.value.amount.nanos : 0n);
  const sorted = [...estimates].sort((a, b) => (amount(a) < amount(b) ? -1 : amount(a) > amount(b) ? 1 : 0));
  return addEstimates(sorted.slice(0, count));
}
