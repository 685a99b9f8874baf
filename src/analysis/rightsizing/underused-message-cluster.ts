import type { Fact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { brokerComponents } from '../pricing/data-stores.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Partitions that a broker of a size should hold at most. Source: MSK Developer Guide, "Best practices for Standard brokers". */
const PARTITIONS: Readonly<Record<string, number>> = { large: 1000, xlarge: 1000, '2xlarge': 2000, '4xlarge': 4000 };

/** Each size has half of what the next one has. */
const SMALLER: Readonly<Record<string, string>> = {
  xlarge: 'large',
  '2xlarge': 'xlarge',
  '4xlarge': '2xlarge',
  '8xlarge': '4xlarge',
};

/** A cluster of brokers that nothing is sent to, or whose brokers are hardly busy. */
export const underusedMessageCluster = defineCheck({
  name: 'message-cluster-underused',
  ids: { aws: 'aws-msk-underused' },
  kind: 'message-cluster',
  title: 'Kafka cluster that is idle, or larger than its load needs',
  description:
    'Brokers bill by the hour. A cluster to which nothing was sent over the window is reported for removal. One whose brokers, even the ' +
    'busiest, used less than a fifth of their CPU in nearly all hours is reported with brokers of the next smaller size, where ' +
    'that is allowed to hold as many partitions.',
  savings:
    'idle: brokers and storage; else (price of the present brokers minus price of the next smaller size), storage stays',
  ignores: [
    'a cluster with busy brokers',
    'one whose brokers hold more partitions than the smaller size should',
    'brokers of the smallest size of their family',
    'Express brokers and clusters without brokers',
    'one that is younger than the window',
  ],
  evidence: {
    sizeName: 'size of the brokers',
    brokers: 'brokers',
    p99CpuPercent: 'CPU (user and system) that 99 % of the hours’ highest moments stayed below, of the busiest broker',
    maxBytesPerSecond: 'bytes that came in, all brokers together, at the highest moment',
    maxPartitions: 'most partitions on a broker',
    maxDiskPercent: 'fullest disk of a broker',
    proposedSize: 'proposed size; null where the cluster is idle',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy hours' },
    maxCpuPercent: {
      default: 20,
      min: 1,
      max: 100,
      why: 'on half of the CPU a broker could still fail and be made up for',
    },
    maxIdleBytesPerSecond: {
      default: 100,
      min: 0,
      max: 1_000_000,
      why: 'the service writes a little to a topic of its own, to see whether brokers are well',
    },
  },
  needs: {
    metrics: [
      'cpu-percent-maximum',
      'system-cpu-percent-maximum',
      'incoming-bytes-per-second-maximum',
      'partitions-maximum',
      'disk-used-percent-maximum',
    ],
  },
  risk: 'high',
  action: 'message-cluster.change-size',
  evaluate(cluster, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { sizeName, deployment } = cluster;
    if (deployment !== 'standard' || sizeName === undefined) return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const of = (metric: Parameters<CheckContext['digest']>[0], read: 'max' | 'p99'): Fact<Peak> =>
      peakOf(digest(metric), (each) => each[read], params, now);
    const [user, system] = [of('cpu-percent-maximum', 'p99'), of('system-cpu-percent-maximum', 'p99')];
    const bytes = of('incoming-bytes-per-second-maximum', 'max');
    const partitions = of('partitions-maximum', 'max');
    const disk = of('disk-used-percent-maximum', 'max');
    const shown = (fact: Fact<Peak>): number | null => (fact.known ? rounded(fact.value.peak) : null);
    const evidence = {
      sizeName,
      brokers: cluster.brokerCount,
      p99CpuPercent: user.known && system.known ? rounded(user.value.peak + system.value.peak) : null,
      maxBytesPerSecond: shown(bytes),
      maxPartitions: shown(partitions),
      maxDiskPercent: shown(disk),
    };
    // Without samples of its CPU nothing tells that it reports at all: no bytes are then no answer.
    const silent = gapIn(user, params.minCoverage) ?? gapIn(system, params.minCoverage);
    if (exceeds(user, params.maxCpuPercent) || exceeds(system, params.maxCpuPercent)) return fine();
    if (silent !== undefined || !user.known || !system.known) return cannotTell(silent ?? 'not read', evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!exceeds(bytes, params.maxIdleBytesPerSecond)) {
      const gap = gapIn(bytes, params.minCoverage);
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({
        confidence: 0.8,
        evidence: { ...evidence, proposedSize: null },
        action: 'message-cluster.delete',
        monthlySavings: wholeSaving(cluster, costs, brokerComponents(cluster)),
      });
    }
    if (user.value.peak + system.value.peak >= params.maxCpuPercent) return fine();
    const [, family, size = ''] = /^(.*)\.(\w+)$/.exec(sizeName) ?? [];
    const smaller = SMALLER[size];
    if (family === undefined || smaller === undefined) return fine();
    if (exceeds(partitions, PARTITIONS[smaller] ?? 0)) return fine();
    const gap = gapIn(partitions, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const proposedSize = `${family}.${smaller}`;
    return waste({
      confidence: 0.65,
      evidence: { ...evidence, proposedSize },
      monthlySavings: replacementSaving(
        cluster,
        costs,
        brokerComponents(cluster),
        brokerComponents(cluster, proposedSize),
      ),
      actionParams: { sizeName: proposedSize },
    });
  },
});
