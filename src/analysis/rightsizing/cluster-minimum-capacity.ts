import { type Fact, known, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { DatabaseCluster } from '../../domain/resources.ts';
import { isAurora, isServerless } from '../database-role.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** The least that capacity can be set to beside zero, and its step. Source: RDS API, ServerlessV2ScalingConfiguration. */
const SMALLEST_UNITS = 0.5;

/** Capacity is billed by the second and sampled by the minute: a mean this close to the minimum lies at it. */
const AT_MINIMUM = 1.02;

/** A serverless cluster that sits at a minimum capacity which is more than it needs while it rests. */
export const clusterMinimumCapacity = defineCheck({
  name: 'database-cluster-minimum-capacity',
  ids: { aws: 'aws-aurora-serverless-floor' },
  kind: 'database-cluster',
  title: 'Serverless cluster with a minimum capacity above its need at rest',
  description:
    'A serverless cluster bills for its minimum capacity even when nothing happens. This one sat at the minimum for more than half of ' +
    'the time, with its CPU hardly used. Scaling up from less takes seconds; what is cached in memory shrinks with the minimum.',
  savings:
    '(minimum - proposed minimum) x 730 hours x price of a capacity unit x members x share of the time at the minimum, of which ' +
    'the percentiles tell the least (`amount`) and the most (`high`)',
  ignores: [
    'a cluster at the smallest minimum, or one that may pause already',
    'a cluster whose CPU is in use at the minimum: it would be slower below',
    'clusters younger than the window, and those that are stopped',
  ],
  evidence: {
    minUnits: 'present minimum, in capacity units',
    maxUnits: 'present maximum',
    proposedMinUnits: 'minimum that is proposed',
    p50Units: 'capacity that half of the hours did not exceed',
    p95CpuPercent: 'CPU that 95 % of the hours did not exceed',
    members: 'members without a fixed size',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday' },
    maxCpuPercent: {
      default: 25,
      min: 1,
      max: 100,
      why: 'the engine alone takes about ten at rest; twice that is next to nothing',
    },
    targetCpuPercent: {
      default: 50,
      min: 5,
      max: 100,
      why: 'at half use it still answers at once, and grows within seconds',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the load that the minimum is for' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
  },
  needs: { metrics: ['capacity-units-average', 'cpu-percent-average'], related: true, kinds: ['database'] },
  risk: 'medium',
  action: 'database-cluster.lower-minimum-capacity',
  evaluate(cluster, params, context) {
    const { now, firstSeen, digest, related } = context;
    const { capacity } = cluster;
    if (cluster.powerState !== 'running' || !isAurora(cluster.engine)) return fine();
    if (capacity === undefined || capacity.min <= SMALLEST_UNITS) return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();

    const units = peakOf(digest('capacity-units-average'), ({ p50 }) => p50, params, now);
    const cpu = peakOf(digest('cpu-percent-average'), ({ p95 }) => p95, params, now);
    if (units.known && units.value.peak > capacity.min * AT_MINIMUM) return fine();
    if (cpu.known && cpu.value.peak > params.maxCpuPercent) return fine();
    const evidence = {
      minUnits: capacity.min,
      maxUnits: capacity.max,
      p50Units: units.known ? rounded(units.value.peak) : null,
      p95CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
    };
    const gap = gapIn(units, params.minCoverage) ?? gapIn(cpu, params.minCoverage);
    if (gap !== undefined || !cpu.known) return cannotTell(gap ?? 'no CPU', evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    let members = 0;
    for (const { resourceId } of cluster.members) {
      const stored = related(resourceId);
      if (stored?.resource.kind !== 'database' || stored.goneSince !== undefined) {
        return cannotTell(`database: ${context.unread('database') ?? `${resourceId} was not read`}`, evidence);
      }
      if (isServerless(stored.resource)) members++;
    }
    const proposed = proposedMinimum(capacity.min, cpu.value.peak, params.targetCpuPercent);
    if (members === 0 || proposed >= capacity.min) return fine();
    return waste({
      confidence: 0.7, // what the minimum keeps in memory is not measured
      evidence: { ...evidence, proposedMinUnits: proposed, members },
      monthlySavings: savingOf(cluster, (capacity.min - proposed) * members, context),
      actionParams: { minUnits: proposed },
    });
  },
});

/** In steps of half a unit: the same work at the CPU that is wanted. */
const proposedMinimum = (units: number, cpuPercent: number, targetCpuPercent: number): number =>
  Math.max(SMALLEST_UNITS, Math.ceil(((units * cpuPercent) / targetCpuPercent) * 2) / 2);

function savingOf(cluster: DatabaseCluster, units: number, { costs, digest }: CheckContext): Fact<CostEstimate> {
  const { engine, ioBilling, capacity } = cluster;
  const item = `capacity-unit/${ioBilling}/${engine}`;
  const capacityDigest = digest('capacity-units-average');
  if (!capacityDigest.known) return capacityDigest;
  const { p50, p95, p99, max } = capacityDigest.value;
  const atMinimum = (value: number): boolean => value <= (capacity?.min ?? 0) * AT_MINIMUM;
  // Half of the time at least, as the median lies there; as much as the highest percentile that lies there too.
  const least = atMinimum(max) ? 1 : atMinimum(p99) ? 0.99 : atMinimum(p95) ? 0.95 : atMinimum(p50) ? 0.5 : 0;
  const most = atMinimum(max) ? 1 : atMinimum(p99) ? 1 : atMinimum(p95) ? 0.99 : 0.95;
  const quoted = (share: number) =>
    costs.atListPrice(
      all([
        component('capacity units above the need, at the minimum', item, units * share * HOURS_PER_MONTH, 'unit-hour'),
      ]),
    );
  const low = quoted(least);
  const high = quoted(most);
  if (!low.known || !high.known) return low.known ? mapFact(high, certain) : low;
  return known({ ...certain(low.value), high: high.value.total });
}
