import { type Fact, known, unread } from '../../domain/fact.ts';
import type { NosqlTable } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import {
  capacityComponents,
  type Components,
  monthlyUnits,
  requestComponents,
  tableStorage,
  together,
  wholeCapacity,
} from '../pricing/data-stores.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { tableUse } from '../rightsizing/table-use.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A table that costs more for what it stores than for what is done with it: the other table class stores for less. */
export const rarelyUsedTable = defineCheck({
  name: 'nosql-table-class',
  ids: { aws: 'aws-dynamodb-standard-ia' },
  kind: 'nosql-table',
  title: 'Table that costs more for storage than for its use',
  description:
    'The table class for infrequent access stores data for much less, and asks more for reads and writes. For this table storage is ' +
    'most of the cost, so that the other class would be cheaper in all. Both are computed from the same use. Reserved ' +
    'capacity does not apply to the other class.',
  savings:
    'storage and throughput in the present class, minus the same in the other one, at list price or by its share of the bill',
  ignores: [
    'a table whose storage costs less than half of what its throughput does',
    'one whose class was changed within the last 30 days, in which it may be changed twice only',
    'one with copies in other regions: they have to be changed together',
    'a small one',
  ],
  evidence: {
    storedGiB: 'what the table and its indexes hold',
    monthlyReads: 'read units of a month, with indexes; null where capacity is provisioned',
    monthlyWrites: 'write units of a month, with indexes; null where capacity is provisioned',
    storageToThroughput: 'cost of storage divided by cost of throughput, at list price; null without throughput',
  },
  params: {
    ...windowParams(30, 'a month, so that a monthly job is seen'),
    minStorageRatio: {
      default: 0.5,
      min: 0,
      max: 100,
      why: 'AWS advises the other class where storage is more than half of the throughput’s cost',
    },
    minStoredGiB: { default: 10, min: 0, max: 1_000_000, why: 'less saves pennies' },
  },
  needs: { metrics: ['read-units-thirty-days', 'write-units-thirty-days'] },
  risk: 'low',
  action: 'nosql-table.change-class',
  evaluate(table, params, context) {
    const { now, costs } = context;
    const storedGiB = table.storedBytes / 2 ** 30;
    if (table.storageClass !== 'standard' || table.replicaRegions.length > 0 || storedGiB < params.minStoredGiB)
      return fine();
    const changed = table.storageClassChangedAt === undefined ? undefined : daysSince(table.storageClassChangedAt, now);
    if (changed?.known === true && changed.value < 30) return fine();
    const throughput = throughputOf(table, params, context);
    const evidence = {
      storedGiB: rounded(storedGiB),
      monthlyReads: throughput.known ? throughput.value.reads : null,
      monthlyWrites: throughput.known ? throughput.value.writes : null,
    };
    if (!throughput.known) return cannotTell(throughput.reason, evidence);
    const { inClass } = throughput.value;
    const storageCost = costs.atListPrice(tableStorage(table, 'standard'));
    const useCost = listed(inClass('standard'), context);
    const present = together(inClass('standard'), tableStorage(table, 'standard'));
    const other = together(inClass('infrequent-access'), tableStorage(table, 'infrequent-access'));
    if (!storageCost.known || !useCost.known) {
      const reason = storageCost.known ? (useCost.known ? '' : useCost.reason) : storageCost.reason;
      return cannotTell(`what the classes cost: ${reason}`, evidence);
    }
    const ratio = useCost.value === 0n ? null : Number(storageCost.value.total.nanos) / Number(useCost.value);
    if (ratio !== null && ratio <= params.minStorageRatio) return fine();
    const saving = replacementSaving(table, costs, present, other);
    if (saving.known && saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: 0.85,
      evidence: { ...evidence, storageToThroughput: ratio === null ? null : rounded(ratio) },
      monthlySavings: saving,
      actionParams: { storageClass: 'infrequent-access' },
    });
  },
});

interface Throughput {
  readonly reads: number | null;
  readonly writes: number | null;
  readonly inClass: (of: 'standard' | 'infrequent-access') => Components;
}

/** What its reads and writes are in either class: capacity as it is set, or the requests of a month. */
function throughputOf(
  table: NosqlTable,
  window: Parameters<typeof tableUse>[1],
  context: CheckContext,
): Fact<Throughput> {
  if (table.capacityMode === 'provisioned') {
    const capacity = wholeCapacity(table);
    return known({ reads: null, writes: null, inClass: (of) => capacityComponents(capacity, of) });
  }
  const use = tableUse(['read-units-thirty-days', 'write-units-thirty-days'], window, context);
  if (!use.known) return unread(use.reason);
  const units = monthlyUnits(use.value.reads, use.value.writes);
  return known({
    reads: Math.round(units.reads),
    writes: Math.round(units.writes),
    inClass: (of) => requestComponents(units, of),
  });
}

/** In nano-units; nothing bills nothing. */
function listed(components: Components, { costs }: CheckContext): Fact<bigint> {
  if (components.known && components.value.length === 0) return known(0n);
  const quote = costs.atListPrice(components);
  return quote.known ? known(quote.value.total.nanos) : quote;
}
