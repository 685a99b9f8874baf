import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RecoveryPoint } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { canGoCold, coldStorageSaving, recoveryPointDeletion } from '../pricing/recovery-point-savings.ts';
import { retentionOf } from '../retention.ts';
import { cannotTell, fine, type Waste, waste } from '../verdict.ts';

/** Cold storage bills for at least so long. Source: AWS Backup Developer Guide, "Lifecycle". */
const MIN_COLD_DAYS = 90;

/** Recovery points that can be removed. One that expired should have been, and could not be. */
const STATES = new Set(['AVAILABLE', 'COMPLETED', 'PARTIAL', 'EXPIRED', 'STOPPED']);

/** A backup that is kept for ever, of something that is gone, or in the dearer storage for long. */
export const oldRecoveryPoint = defineCheck({
  name: 'recovery-point-old',
  ids: { aws: 'aws-backup-old-recovery-points' },
  kind: 'recovery-point',
  title: 'Backup kept for ever, of something gone, or in warm storage for long',
  description:
    'A recovery point without an end in its lifecycle is kept for ever, and so is one that expired and could not be removed. One ' +
    'whose volume or instance is gone may be the last copy, or left over. And one that stays for months costs a fifth in cold ' +
    'storage, where its type has any. What a vault lock or a legal hold keeps is left alone.',
  savings:
    "the recovery point's own cost: of an EBS snapshot as when a snapshot is deleted, of others by the bill, or their size at list " +
    'price, promised only where each backup is a full copy; for cold storage the difference of the two prices',
  ignores: [
    'a recovery point that its lifecycle removes, of something that is still there',
    'one in a locked vault, or on a legal hold',
    'one that is part of another (of a stack, say), which is removed as a whole',
    'one with a retention tag whose day has not passed',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    because: 'what is wrong with it: `kept for ever`, `expired`, `source gone` or `warm storage`',
    sourceType: 'what was backed up, as AWS Backup names the type',
    daysLeft: 'whole days until its lifecycle removes it; null where it never does',
  },
  params: {
    minDays: { default: 90, min: 1, max: 3650, why: 'a quarter: restores are of the last days or weeks' },
  },
  needs: { related: true, kinds: ['block-volume', 'instance', 'volume-snapshot'] },
  risk: 'high',
  action: 'recovery-point.set-lifecycle',
  evaluate(point, { minDays }, context) {
    const { now, firstSeen } = context;
    if (point.locked || point.partOf !== undefined || !STATES.has(point.state)) return fine();
    if (point.onLegalHold.known && point.onLegalHold.value) return fine();
    const age = ageDays(point.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    if (point.tags.known && retentionOf(point.tags.value, now) !== undefined) return fine();
    const wrong = wrongWith(point, context);
    if (wrong.known && wrong.value === null) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    const evidence = {
      ageDays: age.value,
      because: wrong.known ? wrong.value : null,
      sourceType: point.sourceType,
      daysLeft: point.deleteAt.known && point.deleteAt.value !== null ? daysUntil(point.deleteAt.value, now) : null,
    };
    if (!wrong.known) return cannotTell(wrong.reason, evidence);
    if (!point.onLegalHold.known) return cannotTell(`legal holds: ${point.onLegalHold.reason}`, evidence);
    if (!point.tags.known) return cannotTell(`tags: ${point.tags.reason}`, evidence);
    return waste({ evidence, ...remedy(point, wrong.value, context) });
  },
});

type Wrong = 'kept for ever' | 'expired' | 'source gone' | 'warm storage';

/** What is wrong with it, the gravest first; null where nothing is. */
function wrongWith(point: RecoveryPoint, { now, related, unread: unreadKind }: CheckContext): Fact<Wrong | null> {
  if (point.state === 'EXPIRED') return known('expired');
  if (!point.deleteAt.known) return unread(`lifecycle: ${point.deleteAt.reason}`);
  const { source } = point;
  const isMissing = source !== undefined && related(source.resourceId) === undefined;
  if (isMissing && unreadKind(source.kind) === undefined) return known('source gone');
  if (point.deleteAt.value === null) return known('kept for ever');
  if (isMissing) return unread(`whether ${source.resourceId} is gone: ${unreadKind(source.kind) ?? ''}`);
  if (!canGoCold(point)) return known(null);
  if (!point.moveToColdAt.known) return unread(`lifecycle: ${point.moveToColdAt.reason}`);
  const staysLong = daysUntil(point.deleteAt.value, now) >= MIN_COLD_DAYS;
  return known(staysLong && point.moveToColdAt.value === null ? 'warm storage' : null);
}

function daysUntil(at: Instant, now: Instant): number {
  const since = daysSince(now, at);
  return since.known ? since.value : 0;
}

function remedy(
  point: RecoveryPoint,
  wrong: Wrong | null,
  { now, related, costs }: CheckContext,
): Omit<Waste, 'verdict' | 'evidence'> {
  if (wrong === 'warm storage') {
    const monthlySavings = coldStorageSaving(point, costs);
    return { confidence: 0.7, monthlySavings, action: 'recovery-point.move-to-cold', risk: 'low' };
  }
  const { moveToColdAt } = point;
  const isCold = moveToColdAt.known && moveToColdAt.value !== null && daysUntil(moveToColdAt.value, now) <= 0;
  const monthlySavings = recoveryPointDeletion(point, isCold ? 'cold' : 'warm', related, costs);
  if (wrong === 'kept for ever') return { confidence: 0.6, monthlySavings };
  // What is gone may be wanted back; what expired was meant to go.
  return { confidence: wrong === 'expired' ? 0.9 : 0.5, monthlySavings, action: 'recovery-point.delete' };
}
