import { type Fact, known, mapFact } from '../../domain/fact.ts';
import { digestSum } from '../../domain/metrics.ts';
import type { ContainerService } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded, type WindowWanted } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { taskComponents } from '../pricing/tasks.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A service that runs tasks which do nothing, and to which nobody sends a request. */
export const idleContainerService = defineCheck({
  name: 'container-service-idle',
  ids: { aws: 'aws-ecs-service-idle' },
  kind: 'container-service',
  title: 'Service whose tasks do nothing',
  description:
    'No task of this service ever used as much as one percent of its CPU, and no request came through its load balancers in the ' +
    'whole window. Tasks on Fargate are paid by the second all the same; tasks on machines hold room that others could have.',
  savings:
    'all tasks that are wanted, for 730 hours, where they run on Fargate; on machines the saving is that of the machines',
  ignores: [
    'services that run one task on each machine, such as agents',
    'one that a load balancer sent a single request or byte to',
    'one of which a task used more than the bar for a minute',
    'one that is younger than the window, or wants no tasks',
    'services on hardware of one’s own',
  ],
  evidence: {
    tasks: 'tasks that are wanted',
    lookbackDays: 'length of the window',
    maxCpuPercent: 'the highest CPU use of a task in any minute',
    cpuCoverage: 'share of the hours that have samples',
    requests: 'requests per target over the window; null without a load balancer that counts them',
    bytes: 'bytes through its network load balancers; null without one',
    discoverable: 'whether others may call it directly, past any load balancer, which nothing counts',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxCpuPercent: {
      default: 1,
      min: 0,
      max: 100,
      why: 'a process that waits stays below it; Compute Optimizer draws it there',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'requests', 'processed-bytes'] },
  risk: 'medium',
  action: 'container-service.scale-to-zero',
  evaluate(service, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { desiredCount, trafficFrom, task } = service;
    if (desiredCount === 0 || service.onEveryMachine || service.runsOn === 'own-hardware') return fine();
    const age = ageDays(service.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    const requests = trafficOf(service, 'requests', params, context);
    const bytes = trafficOf(service, 'bytes', params, context);
    const sum = (of: Fact<Peak> | null): number | null => (of?.known === true ? Math.round(of.value.peak) : null);
    if ((sum(requests) ?? 0) > 0 || (sum(bytes) ?? 0) > 0) return fine();

    const evidence = {
      tasks: desiredCount,
      lookbackDays: params.lookbackDays,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
      requests: sum(requests),
      bytes: sum(bytes),
      discoverable: service.discoverable,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!trafficFrom.known) return cannotTell(`load balancers: ${trafficFrom.reason}`, evidence);
    for (const counted of [requests, bytes]) {
      const missing = counted === null ? undefined : gapIn(counted, params.minCoverage);
      if (missing !== undefined) return cannotTell(missing, evidence);
    }
    const components = task.known ? taskComponents(service, task.value) : task;
    return waste({
      confidence: confidenceIn(service, trafficFrom.value.length > 0),
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(service, components), certain),
    });
  },
});

/** Null where nothing counts that sort of traffic. A service whose balancers send nowhere gets nothing. */
function trafficOf(
  { trafficFrom }: ContainerService,
  counts: 'requests' | 'bytes',
  window: WindowWanted,
  { digest, now }: CheckContext,
): Fact<Peak> | null {
  if (!trafficFrom.known) return null;
  const sources = trafficFrom.value.filter((source) => source.counts === counts);
  const metric = counts === 'requests' ? 'requests' : 'processed-bytes';
  if (sources.length === 0) return null;
  if (sources.every(({ balancerIds }) => balancerIds.length === 0)) return known({ metric, peak: 0, coverage: 1 });
  return peakOf(digest(metric), digestSum, window, now);
}

/** No requests where all come through a balancer says much; a worker that waits for a queue shows nothing. */
function confidenceIn({ discoverable }: ContainerService, balanced: boolean): number {
  if (discoverable) return 0.4;
  return balanced ? 0.85 : 0.5;
}
