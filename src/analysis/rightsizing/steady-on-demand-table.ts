import { type Fact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { NosqlTable, TableCapacity } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { capacityComponents, monthlyUnits, requestComponents, tableStorage, together } from '../pricing/data-stores.ts';
import { difference, smaller } from '../pricing/estimates.ts';
import { zero } from '../../domain/money.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { capacityFor, perSecond, type TableUse, tableUse } from './table-use.ts';

/** A table whose requests come so evenly that provisioned capacity would cost less than paying for each. */
export const steadyOnDemandTable = defineCheck({
  name: 'nosql-table-on-demand-steady',
  ids: { aws: 'aws-dynamodb-ondemand-steady' },
  kind: 'nosql-table',
  title: 'Table on demand with steady use',
  description:
    'On demand each request is paid, which suits a load that comes and goes. This table was used about evenly for a month: its ' +
    'busiest hour is less than three times the mean. Provisioned capacity with auto scaling would cost less. What scaling ' +
    'reaches lies between following each hour and staying at the busiest one.',
  savings:
    'requests of a month at list price, minus provisioned capacity that follows the hours at targetPercent; at the least, ' +
    'capacity for the busiest hour all the time',
  ignores: [
    'a table with peaks, or hours without any use',
    'one with copies in other regions, or with indexes whose use cannot be told apart from its own',
    'one that changed to on demand within the window: somebody has just decided',
    'one for which provisioned capacity would cost more',
  ],
  evidence: {
    meanReadUnits: 'reads a second, on average',
    meanWriteUnits: 'writes a second, on average',
    readPeakToMean: 'busiest hour divided by the mean, of reads',
    writePeakToMean: 'the same of writes',
    monthlyReads: 'read units of a month',
    monthlyWrites: 'write units of a month',
  },
  params: {
    ...windowParams(30, 'a month: a load that is even for so long stays so'),
    maxPeakToMean: { default: 3, min: 1, max: 100, why: 'above it capacity for the peak is idle most of the time' },
    targetPercent: { default: 70, min: 10, max: 100, why: 'what auto scaling aims at when nothing else is set' },
  },
  needs: { metrics: ['read-units-thirty-days', 'write-units-thirty-days'] },
  risk: 'medium',
  action: 'nosql-table.change-capacity-mode',
  evaluate(table, params, context) {
    const { now, firstSeen } = context;
    if (table.capacityMode !== 'on-demand' || table.replicaRegions.length > 0 || table.indexes.length > 0)
      return fine();
    const age = ageDays(table.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const since = table.onDemandSince === undefined ? undefined : daysSince(table.onDemandSince, now);
    if (since?.known === true && since.value < params.lookbackDays) return fine();
    const use = tableUse(['read-units-thirty-days', 'write-units-thirty-days'], params, context);
    if (!use.known) return cannotTell(use.reason);
    const { reads, writes } = use.value;
    if (reads.max === 0 && writes.max === 0) return fine();
    const ratio = ({ max, mean }: TableUse['reads']): number => (mean === 0 ? 0 : max / mean);
    if (ratio(reads) >= params.maxPeakToMean || ratio(writes) >= params.maxPeakToMean) return fine();

    const units = monthlyUnits(reads, writes);
    const evidence = {
      meanReadUnits: rounded(perSecond(reads.mean, reads)),
      meanWriteUnits: rounded(perSecond(writes.mean, writes)),
      readPeakToMean: rounded(ratio(reads)),
      writePeakToMean: rounded(ratio(writes)),
      monthlyReads: Math.round(units.reads),
      monthlyWrites: Math.round(units.writes),
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const saving = savingOf(table, use.value, params.targetPercent, context);
    if (saving.known && saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: saving,
      actionParams: { capacityMode: 'provisioned', ...peakCapacity(use.value, params.targetPercent) },
    });
  },
});

const peakCapacity = ({ reads, writes }: TableUse, target: number): TableCapacity => ({
  readUnits: capacityFor(perSecond(reads.max, reads), target),
  writeUnits: capacityFor(perSecond(writes.max, writes), target),
});

const meanCapacity = ({ reads, writes }: TableUse, target: number): TableCapacity => ({
  readUnits: Math.max(1, (perSecond(reads.mean, reads) * 100) / target),
  writeUnits: Math.max(1, (perSecond(writes.mean, writes) * 100) / target),
});

function savingOf(table: NosqlTable, use: TableUse, target: number, { costs }: CheckContext): Fact<CostEstimate> {
  const { storageClass } = table;
  if (storageClass === 'other') return unread('prices of its table class are not known');
  const storage = tableStorage(table, storageClass);
  const present = together(requestComponents(monthlyUnits(use.reads, use.writes), storageClass), storage);
  const provisioned = (capacity: TableCapacity) =>
    costs.insteadOf(table, present, together(capacityComponents(capacity, storageClass), storage));
  const now = costs.monthlyOf(table, present);
  const followed = provisioned(meanCapacity(use, target));
  const fixed = provisioned(peakCapacity(use, target));
  if (!now.known) return now;
  if (!followed.known) return followed;
  if (!fixed.known) return fixed;
  const saving = difference(now.value, followed.value, { least: followed.value, most: fixed.value });
  if (!saving.known) return saving;
  const none = zero(saving.value.amount.currency);
  // Whoever finds that scaling does not pay changes back: it cannot cost more than now.
  const low = saving.value.low.nanos < 0n ? none : saving.value.low;
  return { known: true, value: { ...saving.value, low: smaller(low, saving.value.amount) } };
}
