import type { Fact } from '../../domain/fact.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { Stream } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { streamComponents } from '../pricing/data-stores.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Of one shard and second. Source: Kinesis Data Streams Developer Guide, "Quotas and limits". */
const LIMITS = { incomingBytes: 2 ** 20, incomingRecords: 1000, outgoingBytes: 2 * 2 ** 20 } as const;

/** A stream that nothing passes, or that has far more shards than what passes needs. */
export const underusedStream = defineCheck({
  name: 'stream-underused',
  ids: { aws: 'aws-kinesis-stream-underused' },
  kind: 'stream',
  title: 'Stream that is idle, or has more shards than it needs',
  description:
    'Shards bill by the hour. A stream into which nothing came for the window, and from which nothing was read, is reported for removal. ' +
    'One that in nearly all five minutes used less than a third of what its shards take is reported with a number of shards ' +
    'that leaves half of them free in the busiest five minutes.',
  savings:
    'idle: the whole cost of the stream; else shards that are not needed x 730 hours x (price of a shard, and of its longer ' +
    'retention)',
  ignores: [
    'a stream through which more passes',
    'an empty one that keeps records for longer than the window: they may be wanted',
    'on demand, unless it is idle',
    'a stream with consumers whose reads are not counted, for merging shards where reads could decide',
    'one that is younger than the window',
  ],
  evidence: {
    shards: 'open shards; of a stream on demand those that it has now',
    usedPercent: 'use that 99 % of all five minutes stayed below, of the tightest of the three limits',
    maxUsedPercent: 'the same of the busiest five minutes',
    retentionHours: 'how long records are kept',
    neededShards: 'shards that would do; 0 where the stream is idle',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    maxUsedPercent: { default: 30, min: 1, max: 100, why: 'half as many shards would still have room' },
    targetPercent: { default: 50, min: 1, max: 100, why: 'keys do not spread evenly, and five minutes hide seconds' },
  },
  needs: { metrics: ['incoming-bytes', 'incoming-records', 'outgoing-bytes'] },
  risk: 'medium',
  action: 'stream.merge-shards',
  evaluate(stream, params, context) {
    const { now, firstSeen, costs } = context;
    const age = ageDays(stream.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const use = useOf(stream, params, context);
    const evidence = { shards: stream.shards, retentionHours: stream.retentionHours };
    if (!use.known) return cannotTell(use.reason, evidence);
    const { p99, max, incoming, outgoing } = use.value;
    const measured = { ...evidence, usedPercent: rounded(p99 * 100), maxUsedPercent: rounded(max * 100) };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, measured);
    if (incoming === 0 && outgoing === 0) {
      if (stream.retentionHours > params.lookbackDays * 24) return fine();
      return waste({
        confidence: stream.consumers > 0 ? 0.6 : 0.9,
        evidence: { ...measured, neededShards: 0 },
        action: 'stream.delete',
        monthlySavings: wholeSaving(stream, costs, streamComponents(stream, stream.shards)),
      });
    }
    if (stream.capacityMode === 'on-demand' || p99 * 100 >= params.maxUsedPercent) return fine();
    const needed = Math.max(1, Math.ceil((stream.shards * max * 100) / params.targetPercent));
    if (needed >= stream.shards) return fine();
    return waste({
      confidence: stream.consumers > 0 ? 0.5 : 0.7,
      evidence: { ...measured, neededShards: needed },
      monthlySavings: replacementSaving(
        stream,
        costs,
        streamComponents(stream, stream.shards),
        streamComponents(stream, needed),
      ),
      actionParams: { shards: needed },
    });
  },
});

interface Use {
  /** Shares of what the shards take, 0 to 1. */
  readonly p99: number;
  readonly max: number;
  /** Bytes or records of the busiest five minutes. */
  readonly incoming: number;
  readonly outgoing: number;
}

function useOf(
  { shards }: Stream,
  window: { readonly lookbackDays: number; readonly maxMetricAgeDays: number; readonly minCoverage: number },
  { digest, now }: CheckContext,
): Fact<Use> {
  const read: [MetricDigest, number][] = [];
  const wanted = [
    ['incoming-bytes', LIMITS.incomingBytes],
    ['incoming-records', LIMITS.incomingRecords],
    ['outgoing-bytes', LIMITS.outgoingBytes],
  ] as const;
  for (const [metric, limit] of wanted) {
    const told = digest(metric);
    const reason = gapIn(
      peakOf(told, ({ max }) => max, window, now),
      window.minCoverage,
    );
    if (reason !== undefined) return { known: false, reason };
    if (told.known) read.push([told.value, limit]);
  }
  const share = (of: 'p99' | 'max'): number =>
    Math.max(...read.map(([each, limit]) => each[of] / each.periodSeconds / (limit * Math.max(1, shards))));
  const [bytes, records, out] = read.map(([{ max }]) => max);
  return {
    known: true,
    value: { p99: share('p99'), max: share('max'), incoming: Math.max(bytes ?? 0, records ?? 0), outgoing: out ?? 0 },
  };
}
