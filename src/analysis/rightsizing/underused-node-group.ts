import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { NodeGroup } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { machineHours } from '../pricing/container-clusters.ts';
import type { Costs } from '../pricing/costs.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** Nodes of a Kubernetes cluster whose CPU and memory are low, so that fewer would do. */
export const underusedNodeGroup = defineCheck({
  name: 'node-group-underused',
  ids: {
    aws: 'aws-eks-nodegroup-underused',
    gcp: 'gcp-gke-nodepool-underused',
    azure: 'azure-aks-nodepool-underused',
  },
  kind: 'node-group',
  title: 'Node group with more nodes than its load needs',
  description:
    'CPU over all nodes of the group is low in nearly all hours, and no node of the cluster ever used half of its memory. Fewer ' +
    'nodes would carry the load. What pods ask for decides where they fit, and it may be more than what they use: where Container ' +
    'Insights reports it, it limits what is proposed; where it does not, the finding is less sure and says so.',
  savings: 'nodes that are not needed x 730 hours x on-demand price; of several sizes the cheapest',
  ignores: [
    'a group with no more nodes than networks (one in each zone), or than two',
    'nodes with GPUs or other accelerators: their CPU says little',
    'a group that is younger than the window',
    'a group that the cluster’s autoscaler keeps above its least size, where the cloud tells: requests of pods decide',
    'nodes outside of managed groups, such as those of Karpenter, which consolidates them itself',
  ],
  evidence: {
    nodes: 'nodes that are wanted',
    minSize: 'the least number of nodes that is set',
    p95CpuPercent: 'p95 of the hours’ mean CPU use over all nodes of the group',
    maxMemoryPercent:
      'the highest memory use of a node, of the group where its agent adds up by group, else of the cluster',
    reservedCpuPercent: 'CPU that pods ask for, of the fullest node of the cluster; null where it is not reported',
    reservedMemoryPercent: 'the same of memory',
    neededNodes: 'nodes that would do',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 40, min: 0, max: 100, why: 'below it even half as many nodes would have room' },
    maxMemoryPercent: {
      default: 50,
      min: 0,
      max: 100,
      why: 'memory does not give way: half of it must never be touched',
    },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'how full a node may be at the p95 of the hours' },
    targetMemoryPercent: { default: 80, min: 1, max: 100, why: 'how full a node may be at the highest use' },
    targetReservedPercent: {
      default: 90,
      min: 1,
      max: 100,
      why: 'pods are placed by what they ask for; some room stays',
    },
    minNodes: { default: 2, min: 1, max: 1000, why: 'fewer than two, and the failure of one stops everything' },
  },
  needs: {
    metrics: [
      'cpu-percent-average',
      'memory-percent-maximum',
      'node-memory-percent-maximum',
      'node-cpu-reserved-percent-maximum',
      'node-memory-reserved-percent-maximum',
    ],
  },
  risk: 'medium',
  action: 'node-group.scale-in',
  evaluate(group, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { desiredSize } = group;
    const least = Math.max(params.minNodes, group.subnets);
    if (desiredSize <= least || group.accelerated) return fine();
    // Above its least size, the cluster’s own autoscaler keeps what the requests of pods take.
    if (group.scalesItself === true && desiredSize > group.minSize) return fine();
    const age = ageDays(group.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-average'), ({ p95 }) => p95, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    const ofGroup = highest('memory-percent-maximum', params, context);
    const memory = ofGroup.known ? ofGroup : highest('node-memory-percent-maximum', params, context);
    // The group's own memory says whether it is in use; that of the cluster may be another group's.
    if (ofGroup.known && ofGroup.value.peak >= params.maxMemoryPercent) return fine();
    const reserved = {
      cpu: highest('node-cpu-reserved-percent-maximum', params, context),
      memory: highest('node-memory-reserved-percent-maximum', params, context),
    };

    const shown = (fact: Fact<Peak>): number | null => (fact.known ? rounded(fact.value.peak) : null);
    const evidence = {
      nodes: desiredSize,
      minSize: group.minSize,
      p95CpuPercent: shown(cpu),
      maxMemoryPercent: shown(memory),
      reservedCpuPercent: shown(reserved.cpu),
      reservedMemoryPercent: shown(reserved.memory),
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const memoryGap = gapIn(memory, params.minCoverage);
    if (memoryGap !== undefined || !memory.known || !cpu.known) {
      return cannotTell(`memory of the nodes: ${memoryGap ?? 'not read'}`, evidence);
    }
    if (memory.value.peak >= params.maxMemoryPercent) {
      return cannotTell('some node of the cluster uses more memory, and it is not told of which group', evidence);
    }
    const carrying = (percent: number, target: number): number => Math.ceil((desiredSize * percent) / target);
    const needed = Math.max(
      least,
      carrying(cpu.value.peak, params.targetCpuPercent),
      carrying(memory.value.peak, params.targetMemoryPercent),
      ...[reserved.cpu, reserved.memory].map((fact) =>
        fact.known ? carrying(fact.value.peak, params.targetReservedPercent) : 0,
      ),
    );
    if (needed >= desiredSize) return fine();
    const requestsKnown = reserved.cpu.known && reserved.memory.known;
    return waste({
      confidence: requestsKnown ? 0.75 : 0.45,
      evidence: { ...evidence, neededNodes: needed },
      monthlySavings: nodesSaving(group, desiredSize - needed, costs),
      actionParams: { minSize: Math.min(group.minSize, needed), desiredSize: needed },
    });
  },
});

function highest(
  metric: Parameters<CheckContext['digest']>[0],
  window: { readonly lookbackDays: number; readonly maxMetricAgeDays: number },
  { digest, now }: CheckContext,
): Fact<Peak> {
  return peakOf(digest(metric), ({ max }) => max, window, now);
}

/** Which nodes would go is the group's choice: of several sizes the cheapest is the least that it saves. */
function nodesSaving(
  { sizeNames, operatingSystem, pricingModel, scope }: NodeGroup,
  count: number,
  costs: Costs,
): Fact<CostEstimate> {
  if (pricingModel === 'spot') return unread('spot prices are not collected');
  if (pricingModel === 'prepaid') return unread('its capacity is paid ahead');
  if (!sizeNames.known) return sizeNames;
  const estimates: CostEstimate[] = [];
  for (const sizeName of sizeNames.value) {
    const quote = costs.atListPrice(machineHours([{ sizeName, count, operatingSystem }], scope.provider));
    if (!quote.known) return quote;
    estimates.push(certain(quote.value));
  }
  const sorted = estimates.sort((a, b) => (a.amount.nanos < b.amount.nanos ? -1 : 1));
  const [cheapest] = sorted;
  const dearest = sorted.at(-1);
  if (cheapest === undefined || dearest === undefined) return unread('its sizes were not told');
  return mapFact(known(cheapest), (estimate) => ({ ...estimate, high: dearest.amount }));
}
