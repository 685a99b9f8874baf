import type { Fact } from '../domain/fact.ts';
import { known, unread } from '../domain/fact.ts';
import type { BlockVolume, NetworkInterface, ResourceKind } from '../domain/resources.ts';
import type { AnalysisBatch, Attachment } from './batch.ts';
import { isExempt } from './exempt.ts';
import { stoppedDays } from './stopped.ts';

/** What becomes of an attachment when its instance goes. */
export type AttachmentFate =
  /** It goes with the instance. */
  | { readonly is: 'own' }
  /** Several long-stopped instances share it: it goes when all of them do, and counts with the first by id. */
  | { readonly is: 'shared'; readonly countedWith: string }
  /** Something that stays uses it too. */
  | { readonly is: 'used-elsewhere' }
  /** Its tags exempt it. */
  | { readonly is: 'kept' }
  | { readonly is: 'unknown'; readonly reason: string };

export interface HeldAttachment {
  readonly resource: Attachment;
  readonly fate: AttachmentFate;
}

const attachmentKinds = ['block-volume', 'public-address'] as const satisfies readonly ResourceKind[];

/** Everything that hangs on an instance, in order of id. Unread when a listing was not complete: a part is not all. */
export function attachmentsOf(
  instanceId: string,
  batch: AnalysisBatch,
  minStoppedDays: number,
): Fact<readonly HeldAttachment[]> {
  for (const kind of attachmentKinds) {
    const reason = batch.unread.get(kind);
    if (reason !== undefined) return unread(`${kind} not completely read: ${reason}`);
  }
  const attached = batch.attached.get(instanceId) ?? [];
  return known(
    [...attached]
      .sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1))
      .map((resource) => ({ resource, fate: fateOf(resource, instanceId, batch, minStoppedDays) })),
  );
}

function fateOf(
  attachment: Attachment,
  instanceId: string,
  batch: AnalysisBatch,
  minStoppedDays: number,
): AttachmentFate {
  const exempt = isExempt(attachment, batch.settings, batch.now);
  if (!exempt.known) return { is: 'unknown', reason: `tags of ${attachment.resourceId}: ${exempt.reason}` };
  if (exempt.value) return { is: 'kept' };
  // Other ids of an address are the network interface that carries it, not a second user.
  if (attachment.kind === 'public-address' || !attachment.attachedTo.known) return { is: 'own' };
  const others = attachment.attachedTo.value.filter((id) => id !== instanceId);
  if (others.length === 0) return { is: 'own' };
  if (!others.every((id) => holderGoes(id, batch, minStoppedDays))) return { is: 'used-elsewhere' };
  return { is: 'shared', countedWith: others.reduce((first, id) => (id < first ? id : first), instanceId) };
}

/**
 * Whether everything that holds this volume is long stopped, so that the finding on the holder already counts
 * the volume. It depends on the volume and its holders alone: any batch that has them answers the same.
 */
export function goesWithItsHolders(volume: BlockVolume, batch: AnalysisBatch, minStoppedDays: number): boolean {
  return (
    volume.attachedTo.known &&
    volume.attachedTo.value.length > 0 &&
    volume.attachedTo.value.every((id) => holderGoes(id, batch, minStoppedDays))
  );
}

/** The same for an interface: the finding on its instance counts the addresses that it carries. */
export const carrierGoes = ({ instanceId }: NetworkInterface, batch: AnalysisBatch, minStoppedDays: number): boolean =>
  instanceId !== undefined && holderGoes(instanceId, batch, minStoppedDays);

/** Whether the long-stopped check calls this instance waste. What is not known to go stays. */
function holderGoes(instanceId: string, batch: AnalysisBatch, minStoppedDays: number): boolean {
  const holder = batch.holders.get(instanceId);
  if (holder === undefined || holder.goneSince !== undefined) return false;
  const days = stoppedDays(holder.resource, batch.now);
  if (!days.known || days.value === null || days.value < minStoppedDays) return false;
  const exempt = isExempt(holder.resource, batch.settings, batch.now);
  return exempt.known && !exempt.value;
}
