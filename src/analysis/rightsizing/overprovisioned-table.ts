import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { NosqlTable, ScalingRange, TableCapacity } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import {
  capacityComponents,
  monthlyUnits,
  requestComponents,
  tableStorage,
  together,
  wholeCapacity,
} from '../pricing/data-stores.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { capacityFor, perSecond, tableUse } from './table-use.ts';

/** A table whose provisioned capacity is well above what is ever used, and that nothing scales down. */
export const overprovisionedTable = defineCheck({
  name: 'nosql-table-overprovisioned',
  ids: { aws: 'aws-dynamodb-provisioned-overcapacity' },
  kind: 'nosql-table',
  title: 'Table with far more provisioned capacity than it uses',
  description:
    'Provisioned capacity is paid by the hour, used or not. In nearly all five minutes of the window this table used less than half ' +
    'of its own. It is compared with two others: capacity that leaves room above the busiest five minutes, and paying for each ' +
    'request. The cheaper one is proposed. Five minutes are what a table can catch up on with capacity that it did not use.',
  savings:
    'present capacity minus the cheaper of: the busiest five minutes at targetPercent, for the whole month; or the reads and ' +
    'writes of the last 30 days, with those of indexes, at the price of requests',
  ignores: [
    'a table whose auto scaling may go as low as it needs to',
    'one with so little capacity that it costs next to nothing',
    'one with copies in other regions: they have to be changed together',
    'one that is younger than the window',
  ],
  evidence: {
    readUnits: 'provisioned reads a second of the table itself',
    writeUnits: 'provisioned writes a second of the table itself',
    p99ReadUnits: 'reads a second that 99 % of all five minutes stayed below',
    p99WriteUnits: 'the same of writes',
    neededReadUnits: 'capacity for reads that leaves room above the busiest five minutes',
    neededWriteUnits: 'the same of writes',
    monthlyReads: 'read units of a month, with indexes',
    monthlyWrites: 'write units of a month, with indexes',
    proposed: 'the cheaper way: lower-capacity or on-demand',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    maxUsedPercent: { default: 50, min: 0, max: 100, why: 'more than half used leaves too little to gain' },
    targetPercent: { default: 70, min: 10, max: 100, why: 'what auto scaling aims at when nothing else is set' },
    minUnits: { default: 10, min: 1, max: 100_000, why: 'fewer units cost a few dollars a month' },
  },
  needs: { metrics: ['read-units', 'write-units', 'read-units-thirty-days', 'write-units-thirty-days'] },
  risk: 'low',
  action: 'nosql-table.lower-capacity',
  evaluate(table, params, context) {
    const { now, firstSeen, costs } = context;
    const { capacity, capacityMode, scaling, storageClass } = table;
    if (capacityMode !== 'provisioned' || table.replicaRegions.length > 0) return fine();
    if (Math.max(capacity.readUnits, capacity.writeUnits) < params.minUnits) return fine();
    const age = ageDays(table.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const use = tableUse(['read-units', 'write-units'], params, context);
    if (!use.known) return cannotTell(use.reason, { ...capacity });

    const { reads, writes } = use.value;
    const needed: TableCapacity = {
      readUnits: neededOf(capacity.readUnits, reads, params),
      writeUnits: neededOf(capacity.writeUnits, writes, params),
    };
    const evidence = {
      ...capacity,
      p99ReadUnits: rounded(perSecond(reads.p99, reads)),
      p99WriteUnits: rounded(perSecond(writes.p99, writes)),
      neededReadUnits: needed.readUnits,
      neededWriteUnits: needed.writeUnits,
    };
    if (needed.readUnits === capacity.readUnits && needed.writeUnits === capacity.writeUnits) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!scaling.known) return cannotTell(`auto scaling: ${scaling.reason}`, evidence);
    // What scales down by itself is not paid for longer than it takes.
    const goesDown = (range: ScalingRange | null, to: number): boolean => range !== null && range.min <= to;
    const kept: TableCapacity = {
      readUnits: goesDown(scaling.value.read, needed.readUnits) ? capacity.readUnits : needed.readUnits,
      writeUnits: goesDown(scaling.value.write, needed.writeUnits) ? capacity.writeUnits : needed.writeUnits,
    };
    if (kept.readUnits === capacity.readUnits && kept.writeUnits === capacity.writeUnits) return fine();

    const month = tableUse(
      ['read-units-thirty-days', 'write-units-thirty-days'],
      { ...params, lookbackDays: Math.min(params.lookbackDays, 30), minCoverage: 0 },
      context,
    );
    const units = month.known ? monthlyUnits(month.value.reads, month.value.writes) : undefined;
    const ways =
      storageClass === 'other' ? unread('prices of its table class are not known') : waysOf(table, kept, units);
    const priced = ways.known
      ? ways.value.map(({ name, after, present }) => ({
          name,
          saving: replacementSaving(table, costs, present, after),
        }))
      : [];
    const best = bestOf(priced);
    const saving: Fact<CostEstimate> = best?.saving ?? (ways.known ? (priced[0]?.saving ?? unread('nothing')) : ways);
    if (saving.known && saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: 0.8,
      evidence: {
        ...evidence,
        monthlyReads: units === undefined ? null : Math.round(units.reads),
        monthlyWrites: units === undefined ? null : Math.round(units.writes),
        proposed: best?.name ?? 'lower-capacity',
      },
      ...(best?.name === 'on-demand' && { action: 'nosql-table.change-capacity-mode' as const }),
      monthlySavings: saving,
      actionParams: best?.name === 'on-demand' ? { capacityMode: 'on-demand' } : { ...kept },
    });
  },
});

function neededOf(
  provisioned: number,
  digest: MetricDigest,
  { maxUsedPercent, targetPercent }: { readonly maxUsedPercent: number; readonly targetPercent: number },
): number {
  if (perSecond(digest.p99, digest) * 100 >= maxUsedPercent * provisioned) return provisioned;
  return Math.min(provisioned, capacityFor(perSecond(digest.max, digest), targetPercent));
}

type Components = ReturnType<typeof together>;
interface Way {
  readonly name: 'lower-capacity' | 'on-demand';
  readonly present: Components;
  readonly after: Components;
}

/** Indexes keep their capacity in the one, and go along in the other. */
function waysOf(
  table: NosqlTable,
  kept: TableCapacity,
  units: ReturnType<typeof monthlyUnits> | undefined,
): Fact<readonly Way[]> {
  const { storageClass } = table;
  if (storageClass === 'other') return unread('prices of its table class are not known');
  const storage = tableStorage(table, storageClass);
  const present = together(capacityComponents(wholeCapacity(table), storageClass), storage);
  const lower = capacityComponents(wholeCapacity({ ...table, capacity: kept }), storageClass);
  return known([
    { name: 'lower-capacity', present, after: together(lower, storage) },
    ...(units === undefined
      ? []
      : [{ name: 'on-demand' as const, present, after: together(requestComponents(units, storageClass), storage) }]),
  ]);
}

interface PricedWay {
  readonly name: Way['name'];
  readonly saving: Fact<CostEstimate>;
}

function bestOf(ways: readonly PricedWay[]): PricedWay | undefined {
  let best: { readonly way: PricedWay; readonly nanos: bigint } | undefined;
  for (const way of ways) {
    if (!way.saving.known) continue;
    const { nanos } = way.saving.value.amount;
    if (best === undefined || nanos > best.nanos) best = { way, nanos };
  }
  return best?.way;
}
