import { type Fact, mapFact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { QueryCluster } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { busiestDay, exceeds, highest } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A cluster for queries that runs, is asked nothing and is given nothing. */
export const idleQueryCluster = defineCheck({
  name: 'query-cluster-idle',
  ids: { azure: 'azure-dataexplorer-hdinsight-idle' },
  kind: 'query-cluster',
  title: 'Data Explorer cluster that is asked and given nothing',
  description:
    'The machines of a Data Explorer cluster are paid by the hour, with the service’s own fee for each core, until it is stopped. ' +
    'Not a query came and no data went in for two weeks, although it ran and reported its CPU. A stopped cluster keeps its data and ' +
    'starts in minutes. HDInsight clusters are not looked at: their metrics count what comes through the gateway, not the jobs ' +
    'that are started on them; clusters of Databricks are told by no call of Resource Manager.',
  savings:
    'what it costs by the bill, machines and fee, at most: its storage goes on. Without a bill its machines at list price, without ' +
    'the service’s fee',
  ignores: [
    'one that a single query came to, or that any data went into',
    'one that is stopped: its machines cost nothing, and no call tells since when it is stopped',
    'one that was made within the window',
    'one whose CPU was not reported: then its silence says nothing',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    maxQueriesPerDay: 'queries on the busiest day; null where they were not counted',
    maxIngestedPerDay:
      'data that went in on the busiest day, in the unit of the metric; null where it was not measured',
    maxCpuPercent: 'its highest CPU use; null where it was not measured',
    sizeName: 'its size',
    nodes: 'its machines',
    stopsItself: 'whether Azure should stop it by itself; something keeps it from that',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with queries' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['requests', 'incoming-bytes', 'cpu-percent-maximum'] },
  risk: 'high',
  action: 'query-cluster.stop',
  evaluate(cluster, params, { now, firstSeen, digest, costs }) {
    const { powerState, sizeName, nodes, stopsItself, tags } = cluster;
    if (powerState !== 'running') return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const queries = busiestDay(digest('requests'), params, now);
    const ingested = busiestDay(digest('incoming-bytes'), params, now);
    if (exceeds(queries, 0) || exceeds(ingested, 0)) return fine();
    const cpu = highest(digest('cpu-percent-maximum'), params, now);
    const evidence = {
      lookbackDays: params.lookbackDays,
      maxQueriesPerDay: queries.known ? queries.value.peak : null,
      maxIngestedPerDay: ingested.known ? ingested.value.peak : null,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      sizeName,
      nodes,
      stopsItself,
    };
    const gap = [queries, ingested, cpu]
      .map((each) => gapIn(each, params.minCoverage))
      .find((each) => each !== undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const cost = costs.monthlyOf(cluster, machines(cluster));
    return waste({
      confidence: 0.7, // others may follow its databases
      evidence,
      // How much of it is storage the bill does not tell; the list price is of the machines alone.
      monthlySavings: mapFact(cost, (quote) =>
        quote.basis === 'billing' ? { ...certain(quote), low: { ...quote.total, nanos: 0n } } : certain(quote),
      ),
    });
  },
});

/** `Standard_E8s_v5+2TB_PS` and `Dev(No SLA)_Standard_E2a_v4` are machines with disks, and one without a promise. */
const machines = ({ sizeName, nodes }: QueryCluster): Fact<readonly CostComponent[]> => {
  const size = sizeName.replace(/^Dev\(No SLA\)_/, '').replace(/\+.*$/, '');
  return all([
    component(`${nodes} x ${size}`, `instance/${size}/linux`.toLowerCase(), nodes * HOURS_PER_MONTH, 'hour'),
  ]);
};
