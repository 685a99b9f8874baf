import type { BlockVolume } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import type { Costs } from '../pricing/costs.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { stoppedDays } from '../stopped.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A fast disk of a machine that does not run. */
export const premiumDiskOfStoppedInstance = defineCheck({
  name: 'volume-premium-of-stopped-instance',
  ids: { azure: 'azure-disk-premium-on-stopped-vm' },
  kind: 'block-volume',
  title: 'Premium disk of a machine that is deallocated',
  description:
    'A disk bills the same whether its machine runs or not. While the machine is deallocated, its disks can be turned into ' +
    'standard ones, and back before it is started. Where the machine is not started again at all, deleting it saves more: ' +
    'that is another check.',
  savings: 'price of the disk minus that of a Standard HDD of the same size, times billed cost / list cost',
  ignores: [
    'a disk of which a holder runs, or was deallocated less than minDays ago',
    'a disk that several machines share, and one with copies in three zones: there is no such Standard HDD',
  ],
  evidence: { stoppedDays: 'whole days for which its machine is stopped', tier: 'its type', sizeGiB: 'its size' },
  params: {
    minDays: { default: 7, min: 1, max: 3650, why: 'a week: changing the type and back takes a few minutes each' },
  },
  needs: { holders: true },
  risk: 'low',
  action: 'volume.change-type',
  evaluate(disk, { minDays }, { now, holder, unread, costs }) {
    if (disk.tier.toLowerCase() !== 'premium_lrs' || disk.multiAttach === true) return fine();
    if (!disk.attachedTo.known) return cannotTell(`attachments: ${disk.attachedTo.reason}`);
    const [machineId, ...others] = disk.attachedTo.value;
    if (machineId === undefined || others.length > 0) return fine();
    const machine = holder(machineId)?.resource;
    if (machine === undefined) {
      return cannotTell(`instance ${machineId}: ${unread('instance') ?? 'it is not in the inventory'}`);
    }
    const days = stoppedDays(machine, now);
    if (!days.known) return cannotTell(`time of the stop: ${days.reason}`);
    if (days.value === null || days.value < minDays) return fine();
    if (!disk.tags.known) return cannotTell(`tags: ${disk.tags.reason}`);
    return waste({
      confidence: 0.8,
      evidence: { stoppedDays: days.value, tier: disk.tier, sizeGiB: disk.sizeGiB },
      monthlySavings: savingOf(disk, costs),
      actionParams: { tier: 'standard_lrs' },
    });
  },
});

function savingOf(disk: BlockVolume, costs: Costs) {
  if (!costs.model.known) return costs.model;
  const { volume } = costs.model.value;
  return replacementSaving(disk, costs, volume(disk), volume({ tier: 'standard_lrs', sizeGiB: disk.sizeGiB }));
}
