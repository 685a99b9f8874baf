import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { ContainerCluster } from '../../domain/resources.ts';
import { poolComponents, poolsOf } from '../cluster-pools.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { podComponents, type PodRequests } from '../pricing/container-clusters.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/**
 * What pods of Autopilot may ask for: a GiB to 6.5 GiB for each vCPU; what is asked for outside of it is raised. Source:
 * GKE documentation, "Resource requests in Autopilot", general-purpose.
 */
const GIB_PER_VCPU = { least: 1, most: 6.5 };

/** Pods that ask for far more than they use keep room that nobody fills. */
export const overrequestedCluster = defineCheck({
  name: 'container-cluster-overrequested',
  ids: { gcp: 'gcp-gke-overrequested' },
  kind: 'container-cluster',
  title: 'Kubernetes cluster whose pods ask for far more than they use',
  description:
    'Pods are placed, and on Autopilot billed, by what they ask for. All containers of users together asked for more than twice ' +
    'what they used in all but the busiest hours of two weeks, in CPU or memory or both. A vertical autoscaler in recommendation ' +
    'mode tells the requests for each workload; the sums here are over the whole cluster, system namespaces left out.',
  savings:
    'on Autopilot what is asked for beyond the target, for 730 hours at list price, no lower than the ratio of memory to CPU that ' +
    'it enforces; else the nodes that groups with an autoscaler would let go, at on-demand list price; unknown where no group has one',
  ignores: [
    'a cluster whose containers use more than the given share of both',
    'one on which no container of a user runs, or that is younger than the window',
    'one that asks for hardly anything',
    'containers without requests count as use alone',
  ],
  evidence: {
    requestedCores: 'vCPUs that containers of users asked for, mean of the hours',
    usedCores: 'vCPUs that they used, p95 of the hours',
    cpuUsePercent: 'the second of the first',
    requestedMemoryGiB: 'GiB that they asked for, mean of the hours',
    usedMemoryGiB: 'GiB that they used and could not give back, p95 of the hours',
    memoryUsePercent: 'the second of the first',
    targetCores: 'vCPUs that would do',
    targetMemoryGiB: 'GiB that would do',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday' },
    maxUsePercent: { default: 40, min: 1, max: 100, why: 'below it even half of the requests would have room' },
    targetPercent: { default: 70, min: 1, max: 100, why: 'how much of its requests the busiest hours may take' },
    minCores: { default: 2, min: 0, max: 10_000, why: 'with fewer, the least that a pod may ask for is most of it' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy hours' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what is asked for now' },
  },
  needs: {
    metrics: ['user-containers', 'requested-cores', 'used-cores', 'requested-memory-gib', 'used-memory-gib'],
    related: true,
    kinds: ['node-group'],
  },
  savesBeyond: true,
  risk: 'medium',
  action: 'container-cluster.lower-requests',
  evaluate(cluster, params, context) {
    const { now, firstSeen, digest } = context;
    if (cluster.containersCounted === undefined) return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const ofUsers = peakOf(digest('user-containers'), ({ max }) => max, params, now);
    if (ofUsers.known && ofUsers.value.peak === 0) return fine();
    const asked = (name: 'requested-cores' | 'requested-memory-gib'): Fact<Peak> =>
      peakOf(digest(name), ({ mean }) => mean, params, now);
    const used = (name: 'used-cores' | 'used-memory-gib'): Fact<Peak> =>
      peakOf(digest(name), ({ p95 }) => p95, params, now);
    const cores = { asked: asked('requested-cores'), used: used('used-cores') };
    const memory = { asked: asked('requested-memory-gib'), used: used('used-memory-gib') };
    const evidence = {
      requestedCores: shown(cores.asked),
      usedCores: shown(cores.used),
      cpuUsePercent: useOf(cores),
      requestedMemoryGiB: shown(memory.asked),
      usedMemoryGiB: shown(memory.used),
      memoryUsePercent: useOf(memory),
    };
    if (cores.asked.known && cores.asked.value.peak < params.minCores) return fine();
    const isFull = (percent: number | null): boolean => percent !== null && percent >= params.maxUsePercent;
    if (isFull(evidence.cpuUsePercent) && isFull(evidence.memoryUsePercent)) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!cluster.containersCounted.known) {
      return cannotTell(`containers on it: ${cluster.containersCounted.reason}`, evidence);
    }
    const facts = [cores.asked, cores.used, memory.asked, memory.used];
    const gap = facts.map((fact) => gapIn(fact, params.minCoverage)).find((reason) => reason !== undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);

    const targetOf = ({ asked: a, used: u }: Use): number => {
      if (!a.known || !u.known) return 0;
      const enough = (u.value.peak / params.targetPercent) * 100;
      return u.value.peak * 100 < a.value.peak * params.maxUsePercent ? enough : Math.max(enough, a.value.peak);
    };
    const present = { cores: amountOf(cores.asked), memoryGiB: amountOf(memory.asked) };
    const target = withinRatio(cluster, present, { cores: targetOf(cores), memoryGiB: targetOf(memory) });
    if (target.cores >= present.cores && target.memoryGiB >= present.memoryGiB) return fine();
    return waste({
      confidence: 0.7,
      evidence: { ...evidence, targetCores: rounded(target.cores), targetMemoryGiB: rounded(target.memoryGiB) },
      monthlySavings:
        cluster.tier === 'autopilot' ? ofPods(present, target, context) : ofNodes(cluster, present, target, context),
    });
  },
});

interface Use {
  readonly asked: Fact<Peak>;
  readonly used: Fact<Peak>;
}

const amountOf = (fact: Fact<Peak>): number => (fact.known ? fact.value.peak : 0);
const shown = (fact: Fact<Peak>): number | null => (fact.known ? rounded(fact.value.peak) : null);

function useOf({ asked, used }: Use): number | null {
  if (!asked.known || !used.known) return null;
  // Of what nobody asked for all is used.
  return asked.value.peak > 0 ? rounded((used.value.peak / asked.value.peak) * 100) : 100;
}

/** No less of the one than Autopilot adds by itself for the other, and of neither more than now. */
function withinRatio({ tier }: ContainerCluster, present: PodRequests, wanted: PodRequests): PodRequests {
  const { least, most } = tier === 'autopilot' ? GIB_PER_VCPU : { least: 0, most: Number.POSITIVE_INFINITY };
  const cores = Math.max(wanted.cores, wanted.memoryGiB / most);
  return {
    cores: Math.min(present.cores, cores),
    memoryGiB: Math.min(present.memoryGiB, Math.max(wanted.memoryGiB, cores * least)),
  };
}

function ofPods(present: PodRequests, target: PodRequests, { costs }: CheckContext): Fact<CostEstimate> {
  const cut = { cores: present.cores - target.cores, memoryGiB: present.memoryGiB - target.memoryGiB };
  const quote = costs.atListPrice(podComponents(cut));
  return quote.known ? known(certain(quote.value)) : quote;
}

/** Nodes go as far as both CPU and memory allow, and by an autoscaler alone: a fixed group keeps them whatever is asked. */
function ofNodes(
  cluster: ContainerCluster,
  present: PodRequests,
  target: PodRequests,
  context: CheckContext,
): Fact<CostEstimate> {
  const pools = poolsOf(cluster, context);
  if (!pools.known) return pools;
  const scaling = pools.value.filter(({ scalesItself }) => scalesItself === true);
  if (scaling.length === 0) return unread('none of its node groups has an autoscaler that would take nodes away');
  const share = Math.min(1 - target.cores / present.cores, 1 - target.memoryGiB / present.memoryGiB);
  const components = poolComponents(scaling, ({ desiredSize, minSize }) =>
    Math.max(0, Math.min(desiredSize - minSize, Math.floor(desiredSize * share))),
  );
  if (components.known && components.value.length === 0) {
    return unread('what would be asked for still takes the nodes that its groups keep');
  }
  const quote = context.costs.atListPrice(components);
  return quote.known ? known(certain(quote.value)) : quote;
}
