import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { RequestService } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Instances that are kept ready for requests that hardly ever come. */
export const waitingMinimumInstances = defineCheck({
  name: 'service-minimum-instances',
  ids: { gcp: 'gcp-run-functions-min-instances' },
  kind: 'request-service',
  title: 'Minimum instances that wait for hardly any requests',
  description:
    'A service with minimum instances bills for them while they wait. On this one no day of the window had more than a few requests, ' +
    'and next to none of its instances was ever busy. Without a minimum it starts when it is asked: the first request of a while ' +
    'then takes longer.',
  savings:
    'vCPUs and memory of the minimum instances at the price of waiting, for the share of 730 hours that they wait',
  ignores: [
    'a service that scales to zero',
    'one with more requests on any day, or whose few requests keep instances busy (streams, sockets)',
    'one whose CPU is always allocated: it may work between requests',
    'one with accelerators',
    'one that is younger than the window',
    'functions of the first generation and versions of App Engine, which are not listed',
  ],
  evidence: {
    minInstances: 'instances that are kept',
    vcpus: 'vCPUs of one instance',
    memoryMiB: 'MiB of one instance',
    maxRequestsPerDay: 'requests of the busiest day',
    maxActiveInstances: 'instances that served requests, mean of the busiest day',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
    maxRequestsPerDay: { default: 100, min: 0, max: 1_000_000, why: 'four an hour: a start for each is bearable' },
    maxActiveInstances: { default: 0.1, min: 0, max: 100, why: 'busy for less than two and a half hours of a day' },
  },
  needs: { metrics: ['requests', 'active-instances-average'] },
  risk: 'medium',
  action: 'request-service.lower-minimum',
  evaluate(service, params, { now, firstSeen, digest, costs }) {
    const { minInstances, vcpus, memoryMiB } = service;
    if (minInstances === 0 || service.cpuAllocation === 'always' || service.accelerated) return fine();
    const age = ageDays(service.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const requests = busiestDay(digest('requests'), params, now);
    const active = highest(digest('active-instances-average'), params, now);
    if (exceeds(requests, params.maxRequestsPerDay) || exceeds(active, params.maxActiveInstances)) return fine();
    const evidence = {
      minInstances,
      vcpus: rounded(vcpus),
      memoryMiB: rounded(memoryMiB),
      maxRequestsPerDay: requests.known ? requests.value.peak : null,
      maxActiveInstances: active.known ? rounded(active.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(requests, params.minCoverage) ?? gapIn(active, params.minCoverage);
    if (gap !== undefined || !active.known) return cannotTell(gap ?? 'its instances were not counted', evidence);
    const waiting = Math.max(0, minInstances - active.value.peak);
    return waste({
      confidence: 0.8,
      evidence,
      monthlySavings: mapFact(costs.atListPrice(waitingComponents(service, waiting)), certain),
      actionParams: { minInstances: 0 },
    });
  },
});

/** Source: Cloud Run pricing, "Idle min instance" under request-based billing. */
function waitingComponents({ vcpus, memoryMiB }: RequestService, instances: number): Fact<readonly CostComponent[]> {
  if (!(instances > 0)) return unread('none of its instances waits');
  const hours = rounded(instances * HOURS_PER_MONTH);
  return all([
    component(`${vcpus} vCPU that wait`, 'container-service/vcpu-idle', vcpus * hours, 'vCPU-hour'),
    component(`${memoryMiB} MiB that wait`, 'container-service/memory-idle', (memoryMiB / 1024) * hours, 'GiB-hour'),
  ]);
}
