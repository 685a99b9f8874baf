import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { zero } from '../../domain/money.ts';
import type { DatabaseSnapshot, StoredResource } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import type { Costs } from '../pricing/costs.ts';
import { snapshotComponents } from '../pricing/databases.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A snapshot that somebody took by hand and nobody removed. */
export const oldDatabaseSnapshot = defineCheck({
  name: 'database-snapshot-old',
  ids: { aws: 'aws-rds-snapshot-old' },
  kind: 'database-snapshot',
  title: 'Manual database snapshot that outlived its purpose',
  description:
    'Manual snapshots stay until somebody removes them, also when the database is gone. One that is older than the age allowed, or ' +
    'whose database has been gone for a month, is mostly forgotten. What has to be kept for long is cheaper as an export in object storage.',
  savings:
    'what the bill shows for the snapshot; without that only a range is known, from nothing (backups up to the size of the ' +
    'region’s databases are free) to the allocated space at the backup price',
  ignores: [
    'automated snapshots and those of AWS Backup, which go with their retention',
    'one that other accounts may restore, or that an export reads right now',
    'a copy from another region: it is kept for the loss of that region',
  ],
  evidence: {
    ageDays: 'whole days since it was taken',
    sourceExists: 'whether the database that it was taken from is still there',
    sourceGoneDays: 'for how many days our syncs have known that database to be gone, at least',
    sourceSizeGiB: 'space that was allocated to the database',
    engine: 'its engine',
  },
  params: {
    minDays: { default: 90, min: 1, max: 3650, why: 'longer than a release is rolled back or a quarter audited' },
    minGoneDays: { default: 30, min: 1, max: 3650, why: 'a month is enough to miss a database' },
  },
  needs: { related: true, kinds: ['database', 'database-cluster'] },
  risk: 'high',
  action: 'database-snapshot.delete',
  evaluate(snapshot, { minDays, minGoneDays }, context) {
    const { now, firstSeen, costs } = context;
    if (snapshot.copiedFromRegionId !== undefined || snapshot.state !== 'available') return fine();
    if (snapshot.sharedWith.known && snapshot.sharedWith.value.length > 0) return fine();
    if (snapshot.beingExported.known && snapshot.beingExported.value) return fine();
    const age = ageDays(snapshot.createdAt, firstSeen, now, minDays);
    if (!age.known) return cannotTell(`time it was taken: ${age.reason}`);
    if (age.value < Math.min(minDays, minGoneDays)) return fine();

    const source = sourceOf(snapshot, context);
    const gone = source.known ? source.value.goneDays : undefined;
    const evidence = {
      ageDays: age.value,
      sourceExists: source.known ? gone === undefined : null,
      sourceGoneDays: gone ?? null,
      sourceSizeGiB: snapshot.sourceSizeGiB,
      engine: snapshot.engine,
    };
    if (age.value < minDays) {
      if (!source.known) return cannotTell(`its database: ${source.reason}`, evidence);
      if (gone === undefined || gone < minGoneDays) return fine();
    }
    if (!snapshot.sharedWith.known)
      return cannotTell(`accounts that may restore it: ${snapshot.sharedWith.reason}`, evidence);
    if (!snapshot.beingExported.known) return cannotTell(`exports: ${snapshot.beingExported.reason}`, evidence);
    return waste({
      // Of a database that is gone it may be the last copy: that is a question to its owner.
      confidence: source.known && gone === undefined ? 0.7 : 0.5,
      evidence,
      monthlySavings: deletionSaving(snapshot, costs),
    });
  },
});

/** Whether its source is still there; of one that is not, for how long our syncs have known that. */
function sourceOf(
  snapshot: DatabaseSnapshot,
  { related, unread: unreadSubject, now, firstSeen }: CheckContext,
): Fact<{ readonly goneDays: number | undefined }> {
  const kind = snapshot.of === 'cluster' ? 'database-cluster' : 'database';
  const reason = unreadSubject(kind);
  if (reason !== undefined) return unread(`${kind} not completely read: ${reason}`);
  if (snapshot.uses?.known !== true) return unread('which database it was taken from was not told');
  const [use] = snapshot.uses.value;
  const source = use === undefined ? undefined : related(use.targetId);
  if (source !== undefined && source.goneSince === undefined && isSame(source, snapshot)) {
    return known({ goneDays: undefined });
  }
  // Not there when we first saw the snapshot: gone since then, at least. Another one of its name says the same.
  return mapFact(daysSince(source?.goneSince ?? firstSeen, now), (goneDays) => ({ goneDays: Math.max(0, goneDays) }));
}

/** A database of the same name that was made later is another one. */
function isSame({ resource }: StoredResource, { sourceIncarnationId }: DatabaseSnapshot): boolean {
  if (resource.kind !== 'database' && resource.kind !== 'database-cluster') return false;
  const { incarnationId } = resource;
  return incarnationId === undefined || sourceIncarnationId === undefined || incarnationId === sourceIncarnationId;
}

function deletionSaving(snapshot: DatabaseSnapshot, costs: Costs): Fact<CostEstimate> {
  const full = costs.monthlyOf(snapshot, snapshotComponents(snapshot));
  if (!full.known || costs.isBilled(snapshot)) return mapFact(full, certain);
  const nothing = zero(full.value.total.currency);
  const taken = full.value.terms.map((term) => ({
    ...term,
    label: 'backup storage, which may lie within what is free',
    quantity: '0',
    amount: nothing,
  }));
  return known({ amount: nothing, low: nothing, high: full.value.total, basis: 'estimate', terms: taken });
}
