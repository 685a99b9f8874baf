import { type Fact, known, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { ContainerCluster } from '../../domain/resources.ts';
import { poolComponents, poolsOf } from '../cluster-pools.ts';
import { ageDays, daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { clusterMachineComponents, controlPlaneComponents } from '../pricing/container-clusters.ts';
import { addEstimates, certain } from '../pricing/estimates.ts';
import { cannotTell, fine, type Verdict, waste } from '../verdict.ts';

interface Params {
  readonly minDays: number;
  readonly maxCpuPercent: number;
  readonly minCoverage: number;
  readonly maxMetricAgeDays: number;
}

/** A cluster that stands empty: a control plane without anywhere to run pods, or machines without pods or tasks. */
export const idleContainerCluster = defineCheck({
  name: 'container-cluster-idle',
  ids: { aws: 'aws-eks-cluster-idle', gcp: 'gcp-gke-cluster-idle' },
  kind: 'container-cluster',
  title: 'Container cluster that runs nothing',
  description:
    'A Kubernetes cluster without node groups, serverless profiles or machines cannot run a single pod, and its control plane is ' +
    'paid by the hour all the same. Where the containers of a cluster are counted, it may have nodes too: in the whole window not ' +
    'a single container ran outside of the namespaces that the cloud fills itself. A cluster of ECS costs nothing by itself, but the machines that registered with it do: none of ' +
    'them ran a task in the whole window.',
  savings:
    'of Kubernetes the control plane for 730 hours, with extended support where it is paid, and the nodes that are bought on ' +
    'demand; of ECS its machines for 730 hours at ' +
    'on-demand list price',
  ignores: [
    'a cluster in Auto Mode, or with networks for nodes elsewhere: machines come when pods do',
    'a node group that is scaled to zero: something may scale it up',
    'a cluster on which any container of a user ran within the window, even one of a minute',
    'one whose nodes were busy: something works in the namespaces of the system',
    'machines that joined by themselves, such as those of Karpenter',
    'a cluster of ECS on whose machines a task ran within the window, or that has no machines',
    'one that is younger than the days given',
  ],
  evidence: {
    orchestrator: 'kubernetes or ecs',
    version: 'its version of Kubernetes',
    idleDays: 'whole days since the first sync of those in a row that saw it empty',
    machines: 'machines that registered with it',
    userContainers: 'the most containers outside of the namespaces of the system that ran on a day of the window',
    containers: 'the most containers of all namespaces: that they report at all is what makes none of users credible',
    maxCpuPercent: 'the highest mean CPU use of a day over all of its nodes; null where it has no nodes of its own',
    nodes: 'nodes of its node groups; null where they are not listed',
    maxReservedPercent: 'the most memory that tasks reserved of its machines in the window',
  },
  params: {
    minDays: { default: 14, min: 1, max: 14, why: 'outlives a rebuild; two weeks hold two of every weekday' },
    maxCpuPercent: {
      default: 3,
      min: 0,
      max: 100,
      why: 'what Kubernetes itself runs on a node of a few vCPUs stays below it; of clusters whose containers are counted',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with tasks' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still empty' },
  },
  needs: {
    metrics: ['used-percent-maximum', 'containers', 'user-containers', 'cpu-percent-average'],
    related: true,
    kinds: ['node-group'],
  },
  savesBeyond: true,
  risk: 'high',
  action: 'container-cluster.delete',
  evaluate(cluster, params, context) {
    const { attachedTo, containersCounted } = cluster;
    const hasNodes = !attachedTo.known || attachedTo.value.length > 0;
    if (containersCounted !== undefined && hasNodes) return withoutPods(cluster, containersCounted, params, context);
    if (attachedTo.known && attachedTo.value.length > 0) return fine();
    return cluster.orchestrator === 'ecs'
      ? withoutTasks(cluster, params, context)
      : withoutNodes(cluster, params, context);
  },
});

function withoutNodes(
  cluster: ContainerCluster,
  params: Params,
  { now, firstSeen, idleSince, costs }: CheckContext,
): Verdict {
  const age = ageDays(cluster.createdAt, firstSeen, now, params.minDays);
  if (age.known && age.value < params.minDays) return fine();
  const idle = idleSince === undefined ? undefined : daysSince(idleSince, now);
  const idleDays = idle?.known === true ? idle.value : null;
  const evidence = { orchestrator: cluster.orchestrator, version: cluster.version ?? null, idleDays };
  if (!cluster.attachedTo.known) return cannotTell(`where its pods run: ${cluster.attachedTo.reason}`, evidence);
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  return waste({
    // Empty now says less than empty for as long as we have looked.
    confidence: (idleDays ?? 0) >= params.minDays ? 0.9 : 0.6,
    evidence,
    monthlySavings: mapFact(costs.monthlyOf(cluster, controlPlaneComponents(cluster, now)), certain),
  });
}

function withoutPods(cluster: ContainerCluster, counted: Fact<true>, params: Params, context: CheckContext): Verdict {
  const { now, firstSeen, digest } = context;
  const age = ageDays(cluster.createdAt, firstSeen, now, params.minDays);
  if (age.known && age.value < params.minDays) return fine();
  const window = { ...params, lookbackDays: params.minDays };
  const ofUsers = peakOf(digest('user-containers'), ({ max }) => max, window, now);
  if (ofUsers.known && ofUsers.value.peak > 0) return fine();
  const onAutopilot = cluster.tier === 'autopilot';
  const containers = peakOf(digest('containers'), ({ max }) => max, window, now);
  const cpu = peakOf(digest('cpu-percent-average'), ({ max }) => max, window, now);
  if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
  const pools = onAutopilot ? known([]) : poolsOf(cluster, context);
  const evidence = {
    orchestrator: cluster.orchestrator,
    version: cluster.version ?? null,
    userContainers: ofUsers.known ? ofUsers.value.peak : null,
    containers: containers.known ? containers.value.peak : null,
    maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
    nodes: pools.known && !onAutopilot ? pools.value.reduce((sum, { desiredSize }) => sum + desiredSize, 0) : null,
  };
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  if (!counted.known) return cannotTell(`containers on it: ${counted.reason}`, evidence);
  // Without any pod Autopilot keeps no node, so that nothing at all reports; its metrics cannot be switched off.
  const gap =
    gapIn(ofUsers, params.minCoverage) ??
    (onAutopilot ? undefined : (gapIn(containers, params.minCoverage) ?? gapIn(cpu, params.minCoverage)));
  if (gap !== undefined) return cannotTell(gap, evidence);
  return waste({ confidence: 0.85, evidence, monthlySavings: wholeCost(cluster, pools, context) });
}

/** The bill has the control plane under the cluster's name, and each node under its own. */
function wholeCost(
  cluster: ContainerCluster,
  pools: ReturnType<typeof poolsOf>,
  { costs, now }: CheckContext,
): Fact<CostEstimate> {
  if (!pools.known) return pools;
  const plane = costs.monthlyOf(cluster, controlPlaneComponents(cluster, now));
  const nodes = poolComponents(pools.value, ({ desiredSize }) => desiredSize);
  if (nodes.known && nodes.value.length === 0) return mapFact(plane, certain);
  return addEstimates([mapFact(plane, certain), mapFact(costs.atListPrice(nodes), certain)]);
}

function withoutTasks(cluster: ContainerCluster, params: Params, { now, digest, costs }: CheckContext): Verdict {
  const { machines } = cluster;
  if (machines.known && machines.value.length === 0) return fine();
  const window = { ...params, lookbackDays: params.minDays };
  const reserved = peakOf(digest('used-percent-maximum'), ({ max }) => max, window, now);
  if (reserved.known && reserved.value.peak > 0) return fine();
  const evidence = {
    orchestrator: cluster.orchestrator,
    machines: machines.known ? machines.value.length : null,
    maxReservedPercent: reserved.known ? rounded(reserved.value.peak) : null,
  };
  if (!machines.known) return cannotTell(`its machines: ${machines.reason}`, evidence);
  const gap = gapIn(reserved, params.minCoverage);
  if (gap !== undefined) return cannotTell(gap, evidence);
  return waste({
    confidence: 0.8,
    action: 'container-cluster.scale-in-machines',
    risk: 'medium',
    evidence,
    monthlySavings: mapFact(costs.atListPrice(clusterMachineComponents(machines.value)), certain),
  });
}
