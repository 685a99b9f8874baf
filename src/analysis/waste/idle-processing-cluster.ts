import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { digestSum } from '../../domain/metrics.ts';
import type { ProcessingCluster } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, certain } from '../pricing/estimates.ts';
import { feeComponents, machineComponentsOf } from '../pricing/processing-clusters.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/**
 * Software that answers queries by itself: `IsIdle` counts the jobs and tasks of the resource manager, so that it says
 * nothing of them. Source: EMR Management Guide, "Monitoring Amazon EMR metrics with CloudWatch".
 */
const SERVERS = ['presto', 'trino', 'prestosql', 'hbase', 'impala', 'phoenix', 'druid', 'solr'];

/** A cluster that waits for work and has had none. */
export const idleProcessingCluster = defineCheck({
  name: 'processing-cluster-idle',
  ids: { aws: 'aws-emr-idle', gcp: 'gcp-dataproc-idle' },
  kind: 'processing-cluster',
  title: 'Data processing cluster that waits without work',
  description:
    'A cluster that waits for steps is paid like one that works: its machines, and the service’s fee for each. This one waits now, ' +
    'and not a single job ran on it in the whole of the window. A policy that ends it by itself after an hour without work keeps ' +
    'the next one from staying.',
  savings: 'all machines for 730 hours at on-demand list price, and the service’s fee for each of them',
  ignores: [
    'a cluster on which a job ran in the window, or runs now',
    'one that ends itself after some time without work, or scales itself by a policy',
    'one that is younger than the window',
    'one with software that answers queries by itself (Trino, Presto, HBase): what it does is not counted, so nothing can be told',
  ],
  evidence: {
    idleShare: 'share of the hours of the window in which nothing ran in any moment',
    coverage: 'share of the hours that have samples',
    machines: 'machines that run',
    applications: 'software on it',
  },
  params: {
    lookbackDays: {
      default: 1,
      byProvider: { gcp: 2 },
      min: 1,
      max: 2,
      why: 'the last whole day or two: far longer than any pause between two jobs',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one job' },
    maxMetricAgeDays: { default: 1, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['idle-minimum', 'submitted-jobs'] },
  savesBeyond: true,
  risk: 'high',
  risks: { gcp: 'medium' },
  action: 'processing-cluster.terminate',
  evaluate(cluster, params, { now, firstSeen, digest, costs }) {
    if (!cluster.waiting) return fine();
    const { applications, endsItselfAfterSeconds: endsItself, machines, activeJobs } = cluster;
    if (endsItself.known && endsItself.value !== null) return fine();
    if (cluster.scalesItself === true || (activeJobs?.known === true && activeJobs.value > 0)) return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const idle = peakOf(digest('idle-minimum'), ({ mean }) => mean, params, now);
    if (idle.known && idle.value.peak < 1) return fine();
    const submitted = peakOf(digest('submitted-jobs'), digestSum, params, now);
    if (submitted.known && submitted.value.peak > 0) return fine();
    const evidence = {
      idleShare: idle.known ? rounded(idle.value.peak) : null,
      coverage: idle.known ? rounded(idle.value.coverage) : null,
      machines: machines.known ? machines.value.length : null,
      applications: applications.known ? applications.value.join(', ') : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    // Where jobs are listed they are counted too: some of them the resource manager never sees.
    const gap =
      gapIn(idle, params.minCoverage) ?? (activeJobs === undefined ? undefined : gapIn(submitted, params.minCoverage));
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (activeJobs?.known === false) return cannotTell(`jobs that run now: ${activeJobs.reason}`, evidence);
    if (!applications.known) return cannotTell(`software on it: ${applications.reason}`, evidence);
    const server = applications.value.find((name) => SERVERS.includes(name));
    if (server !== undefined) return cannotTell(`what ${server} does is not counted`, evidence);
    if (!endsItself.known) return cannotTell(`whether it ends itself: ${endsItself.reason}`, evidence);
    return waste({ confidence: 0.9, evidence, monthlySavings: costOf(cluster, costs) });
  },
});

/** The bill has the fee under the cluster's name, and each machine under its own. */
function costOf(cluster: ProcessingCluster, costs: Costs): Fact<CostEstimate> {
  const { machines } = cluster;
  if (!machines.known) return machines;
  const fee = costs.monthlyOf(cluster, feeComponents(machines.value));
  if (!fee.known) return fee;
  const hours = costs.atListPrice(machineComponentsOf(cluster));
  return hours.known ? addEstimates([known(certain(fee.value)), known(certain(hours.value))]) : hours;
}
