import { mapFact } from '../../domain/fact.ts';
import type { ContainerCluster } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { clusterMachineComponents, controlPlaneComponents } from '../pricing/container-clusters.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, type Verdict, waste } from '../verdict.ts';

interface Params {
  readonly minDays: number;
  readonly minCoverage: number;
  readonly maxMetricAgeDays: number;
}

/** A cluster that stands empty: a control plane without anywhere to run pods, or machines without tasks. */
export const idleContainerCluster = defineCheck({
  name: 'container-cluster-idle',
  ids: { aws: 'aws-eks-cluster-idle' },
  kind: 'container-cluster',
  title: 'Container cluster that runs nothing',
  description:
    'A Kubernetes cluster without node groups, serverless profiles or machines cannot run a single pod, and its control plane is ' +
    'paid by the hour all the same. A cluster of ECS costs nothing by itself, but the machines that registered with it do: none of ' +
    'them ran a task in the whole window.',
  savings:
    'of Kubernetes the control plane for 730 hours, with extended support where it is paid; of ECS its machines for 730 hours at ' +
    'on-demand list price',
  ignores: [
    'a cluster in Auto Mode, or with networks for nodes elsewhere: machines come when pods do',
    'a node group that is scaled to zero: something may scale it up',
    'machines that joined by themselves, such as those of Karpenter',
    'a cluster of ECS on whose machines a task ran within the window, or that has no machines',
    'one that is younger than the days given',
  ],
  evidence: {
    orchestrator: 'kubernetes or ecs',
    version: 'its version of Kubernetes',
    idleDays: 'whole days since the first sync of those in a row that saw it empty',
    machines: 'machines that registered with it',
    maxReservedPercent: 'the most memory that tasks reserved of its machines in the window',
  },
  params: {
    minDays: { default: 14, min: 1, max: 14, why: 'outlives a rebuild; two weeks hold two of every weekday' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with tasks' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still empty' },
  },
  needs: { metrics: ['used-percent-maximum'] },
  savesBeyond: true,
  risk: 'high',
  action: 'container-cluster.delete',
  evaluate(cluster, params, context) {
    const { attachedTo } = cluster;
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
