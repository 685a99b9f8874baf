import { DAY } from '../../../estate/generate/time.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { diskTier, type TieredSku } from '../prices/disk-tiers.ts';
import { castOf } from '../roles.ts';
import { addDisk } from './disk-resource.ts';

type FreeDiskRole = 'unattached' | 'young' | 'just-detached' | 'claimed' | 'exporting' | 'keep';

/** Of all machines, disks, snapshots and addresses. */
const SHARE = 0.06;
const SHARES: Readonly<Record<FreeDiskRole, number>> = {
  unattached: 0.7,
  young: 0.08,
  'just-detached': 0.06,
  claimed: 0.08,
  exporting: 0.04,
  keep: 0.04,
};

/** Disks that no machine holds. */
export function makeFreeDisks(context: AzureContext): readonly AzureResource[] {
  const count = Math.round(context.scale * 1000 * SHARE);
  return castOf<FreeDiskRole>(context, 'free disks', SHARES, count).map((role, index) =>
    makeDisk(context, role, index),
  );
}

function makeDisk(context: AzureContext, role: FreeDiskRole, index: number): AzureResource {
  const random = context.random('free disk', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const sku = random.pick<TieredSku>(['Premium_LRS', 'StandardSSD_LRS', 'StandardSSD_LRS', 'Standard_LRS']);
  const sizeGiB = random.pick([64, 128, 128, 256, 512, 1024]);
  const ageDays = role === 'young' ? random.between(1, 11) : random.between(70, 600);
  const detachedDays = role === 'young' ? 0 : role === 'just-detached' ? random.between(1, 9) : random.between(20, 64);
  const name =
    role === 'claimed' ? `pvc-${random.hex(8)}-${random.hex(4)}` : `disk-${context.nameOf(identity)}-${index}`;
  const createdAt = context.now - ageDays * DAY;
  const disk = addDisk(context, random, {
    place,
    resourceGroup: context.groupOf(identity, place),
    name,
    sku,
    sizeGiB,
    createdAt,
    tags: {
      ...context.tagsOf(random, identity, name),
      // Source: Kubernetes, Azure disk CSI driver: tags of provisioned volumes.
      ...(role === 'claimed' && {
        'kubernetes.io-created-for-pv-name': name,
        'kubernetes.io-created-for-pvc-name': `data-${identity.application.app}-0`,
        'kubernetes.io-created-for-pvc-namespace': identity.environment,
      }),
      ...(role === 'keep' && { [KEEP_TAG]: 'evidence for the audit' }),
    },
    state: role === 'exporting' ? 'ActiveSAS' : 'Unattached',
    // One that was never attached tells no change of ownership.
    ...(detachedDays > 0 && { ownershipAt: context.now - detachedDays * DAY }),
    ...(random.chance(0.5) && { zone: random.pick(place.zones) }),
  });
  const fine = (because: string): void => context.fine(CHECK.diskUnattached, disk, because);
  switch (role) {
    case 'unattached':
      context.waste(
        CHECK.diskUnattached,
        disk,
        'attached to nothing for 20 days and more',
        diskTier(sku, sizeGiB).usdPerMonth,
      );
      break;
    case 'young':
      fine('younger than the window of 14 days');
      break;
    case 'just-detached':
      fine('old, but detached less than ten days ago');
      break;
    case 'claimed':
      fine('a Kubernetes claim owns it');
      break;
    case 'exporting':
      fine('its data is being copied out: it has an active SAS');
      break;
    case 'keep':
      fine(`protected by the tag ${KEEP_TAG}`);
  }
  return disk;
}
