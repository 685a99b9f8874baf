import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import { daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { certain } from '../pricing/estimates.ts';
import type { ProtectedItem } from '../../domain/resources.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Backups that are kept and paid for of something that is gone, or that nobody has made for long. */
export const idleProtectedItem = defineCheck({
  name: 'protected-item-idle',
  ids: { azure: 'azure-backup-idle-items' },
  kind: 'protected-item',
  title: 'Backups of something that is gone, or that has not been backed up for long',
  description:
    'A protected item costs a fee for each month, by its size, and its backups cost their storage on top: also after its machine ' +
    'was deleted, and after somebody stopped its protection and chose to keep the data. Reported is one whose source is gone, ' +
    'and one that has had no backup for three months. They may be the last copy: deleting them takes an approval.',
  savings:
    'what the vault costs by the bill where the item is the only one in it. Of several in a vault neither the bill nor the ' +
    'listing tells what each costs: the saving is then unknown',
  ignores: [
    'an item whose source is there and that was backed up within minDays',
    'an item whose source went less than minGoneDays after the last backup ago: it is what the backup was for',
    'one that was never backed up yet, which costs nothing',
    'one that was deleted already, and goes by itself',
    'one in an immutable vault, which cannot be removed before its time',
  ],
  evidence: {
    because: '`source gone` or `no backup`',
    sourceType: 'what was backed up, as Azure Backup names the type',
    protection: 'whether new backups are made: on, stopped or failing',
    idleDays: 'whole days since the last backup',
    itemsInVault: 'items of its vault, itself among them',
  },
  params: {
    minDays: { default: 90, min: 1, max: 3650, why: 'a quarter: restores are of the last days or weeks' },
    minGoneDays: {
      default: 30,
      min: 1,
      max: 3650,
      why: 'whoever deletes a machine by mistake misses it within a month',
    },
  },
  needs: { related: true, kinds: ['instance', 'bucket'] },
  risk: 'high',
  action: 'protected-item.stop-and-delete',
  evaluate(item, { minDays, minGoneDays }, context) {
    const { sourceType, protection, lastBackupAt, softDeleted, locked, itemsInVault, tags } = item;
    if (softDeleted || locked || protection === 'pending') return fine();
    if (lastBackupAt.known && lastBackupAt.value === null) return fine();
    const idle: Fact<number> = !lastBackupAt.known
      ? lastBackupAt
      : lastBackupAt.value === null
        ? unread('there is no backup')
        : daysSince(lastBackupAt.value, context.now);
    if (idle.known && idle.value < Math.min(minDays, minGoneDays)) return fine();
    const gone = isGone(item, context);
    if (idle.known && idle.value < minDays && gone.known && (!gone.value || idle.value < minGoneDays)) return fine();
    const isOld = idle.known && idle.value >= minDays;
    const evidence = {
      because: gone.known && gone.value ? 'source gone' : isOld ? 'no backup' : null,
      sourceType,
      protection,
      idleDays: idle.known ? idle.value : null,
      itemsInVault,
    };
    if (!idle.known) return cannotTell(`last backup: ${idle.reason}`, evidence);
    if (!isOld && !gone.known) return cannotTell(gone.reason, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const cost = context.costs.monthlyOf(
      item,
      unread(
        itemsInVault === 1
          ? 'no bill covers the vault, and the size of its backups is told by no listing'
          : `the bill has the vault with its ${itemsInVault} items, and no listing tells the size of each`,
      ),
    );
    return waste({
      confidence: gone.known && gone.value ? 0.6 : 0.5, // it may be kept on purpose
      evidence,
      monthlySavings: mapFact(cost, certain),
    });
  },
});

/** Whether what was backed up is gone. Of what is not collected, or lies elsewhere, it is not told: it counts as there. */
function isGone({ source }: ProtectedItem, { related, unread: unreadKind }: CheckContext): Fact<boolean> {
  if (source === undefined || related(source.resourceId) !== undefined) return known(false);
  const reason = unreadKind(source.kind);
  return reason === undefined ? known(true) : unread(`whether ${source.resourceId} is gone: ${reason}`);
}
