import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { capacityComponents, tableBackup, tableStorage, together, wholeCapacity } from '../pricing/data-stores.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { unread } from '../../domain/fact.ts';

/** A table that nobody read from or wrote to, itself or through an index. */
export const idleNosqlTable = defineCheck({
  name: 'nosql-table-idle',
  ids: { aws: 'aws-dynamodb-idle' },
  kind: 'nosql-table',
  title: 'Table that nobody reads or writes',
  description:
    'Not a single read or write reached this table or one of its indexes over the window. It goes on billing for what it stores, ' +
    'and for its capacity where that is provisioned. A backup keeps its data at less than half the price.',
  savings: 'the whole cost of the table (capacity and storage) minus a full backup, which is kept',
  ignores: [
    'a table that was read or written once, even through an index alone',
    'one with copies in other regions: it may be in use there',
    'one that is younger than the window',
    'one on demand that holds nothing, which costs nothing',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    maxReadUnitsPerHour: 'read units of the busiest hour, with indexes',
    maxWriteUnitsPerHour: 'write units of the busiest hour, with indexes',
    storedGiB: 'what the table and its indexes hold',
    deletionProtected: 'whether it is protected from deletion, which lowers the confidence',
  },
  params: windowParams(30, 'a month, so that a monthly job is seen'),
  needs: { metrics: ['read-units-thirty-days', 'write-units-thirty-days'] },
  risk: 'high',
  action: 'nosql-table.backup-and-delete',
  evaluate(table, params, { now, firstSeen, digest, costs }) {
    if (table.replicaRegions.length > 0) return fine();
    const { readUnits, writeUnits } = wholeCapacity(table);
    if (table.storedBytes === 0 && readUnits + writeUnits === 0) return fine();
    const age = ageDays(table.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const reads = peakOf(digest('read-units-thirty-days'), ({ max }) => max, params, now);
    const writes = peakOf(digest('write-units-thirty-days'), ({ max }) => max, params, now);
    if ((reads.known && reads.value.peak > 0) || (writes.known && writes.value.peak > 0)) return fine();

    const evidence = {
      lookbackDays: params.lookbackDays,
      maxReadUnitsPerHour: reads.known ? rounded(reads.value.peak) : null,
      maxWriteUnitsPerHour: writes.known ? rounded(writes.value.peak) : null,
      storedGiB: rounded(table.storedBytes / 2 ** 30),
      deletionProtected: table.deletionProtected,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(reads, params.minCoverage) ?? gapIn(writes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const { storageClass } = table;
    const components =
      storageClass === 'other'
        ? unread('prices of its table class are not known')
        : together(capacityComponents(wholeCapacity(table), storageClass), tableStorage(table, storageClass));
    return waste({
      confidence: table.deletionProtected ? 0.6 : 0.9,
      evidence,
      monthlySavings: replacementSaving(table, costs, components, tableBackup(table)),
    });
  },
});
