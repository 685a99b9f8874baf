import { defineCheck } from '../define-check.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { fullSizeOf, isWhole, keptSnapshot } from '../pricing/snapshot-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A copy on storage that is made for speed. */
export const premiumSnapshot = defineCheck({
  name: 'snapshot-premium-storage',
  ids: { azure: 'azure-snapshot-premium' },
  kind: 'volume-snapshot',
  title: 'Snapshot that is kept on premium storage',
  description:
    'A snapshot is read when something is restored, hardly ever else, and premium storage costs several times as much for each ' +
    'GiB. On standard storage it is the same copy. Incremental snapshots lie on standard storage by themselves.',
  savings:
    'by the bill x (price of standard / price of premium storage); without a bill the same for a full copy of the disk, which is ' +
    'the most that it can be',
  ignores: ['one on standard storage', 'one that a backup service made and keeps'],
  evidence: { tier: 'storage that it lies on', fullSizeGiB: 'size of a full copy' },
  params: {},
  risk: 'low',
  action: 'snapshot.change-storage',
  evaluate(snapshot, _params, { costs }) {
    if (snapshot.tier !== 'premium' || !isWhole(snapshot) || snapshot.backupManaged === true) return fine();
    const fullSizeGiB = fullSizeOf(snapshot);
    const evidence = { tier: snapshot.tier, fullSizeGiB };
    if (!snapshot.tags.known) return cannotTell(`tags: ${snapshot.tags.reason}`, evidence);
    const [now, after] = [keptSnapshot('premium', fullSizeGiB), keptSnapshot('standard', fullSizeGiB)];
    const saving = replacementSaving(snapshot, costs, now, after);
    return waste({
      confidence: 0.85,
      evidence,
      // Without a bill nobody tells how much of the disk it stores.
      monthlySavings:
        saving.known && !costs.isBilled(snapshot)
          ? { known: true, value: { ...saving.value, low: { ...saving.value.amount, nanos: 0n } } }
          : saving,
    });
  },
});
