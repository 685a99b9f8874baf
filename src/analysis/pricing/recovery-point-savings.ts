import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { RecoveryPoint, StoredResource } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { certain, difference } from './estimates.ts';
import type { Quote } from './quote.ts';
import { snapshotDeletion, upTo } from './snapshot-savings.ts';

const BYTES_PER_GIB = 2 ** 30;

/** Types of which every backup is a full copy: what the service tells as its size is what it bills. */
const FULL_COPIES = new Set(['DynamoDB']);

/**
 * Types whose cold storage AWS Backup keeps itself, at a price per GiB. EBS snapshots move to the archive tier as full copies,
 * which is another question. Source: AWS Backup Developer Guide, "Feature availability by resource"; AWS Backup pricing.
 */
const COLD_TYPES = new Set(['EFS', 'DynamoDB']);

/** AWS Backup bills what it manages in full; other recovery points are on the bill of their own service. */
const isManaged = ({ resourceId }: RecoveryPoint): boolean => /^arn:[\w-]+:backup:/.test(resourceId);

export const canGoCold = (point: RecoveryPoint): boolean => isManaged(point) && COLD_TYPES.has(point.sourceType);

function stored(point: RecoveryPoint, tier: 'warm' | 'cold'): Fact<readonly CostComponent[]> {
  if (!isManaged(point))
    return unread(`backups of ${point.sourceType} are on the bill of that service, by no line of their own`);
  if (!point.sizeBytes.known) return unread(`size: ${point.sizeBytes.reason}`);
  const type = point.sourceType.toLowerCase();
  const sizeGiB = point.sizeBytes.value / BYTES_PER_GIB;
  return all([
    component(`${point.sourceType} backup, ${tier} storage`, `backup/${tier}/${type}`, sizeGiB, 'GiB-month'),
  ]);
}

/** What deleting a recovery point saves. A snapshot is judged as one; of other incremental backups only a bill is a promise. */
export function recoveryPointDeletion(
  point: RecoveryPoint,
  tier: 'warm' | 'cold',
  related: (id: string) => StoredResource | undefined,
  costs: Costs,
): Fact<CostEstimate> {
  if (point.snapshotId !== undefined) {
    const snapshot = related(point.snapshotId)?.resource;
    return snapshot?.kind === 'volume-snapshot'
      ? snapshotDeletion(snapshot, costs, { lineageGoes: false })
      : unread(`snapshot ${point.snapshotId} is not in the inventory`);
  }
  const cost = costs.monthlyOf(point, stored(point, tier));
  if (!cost.known) return cost;
  return known(
    isExact(point, costs) ? certain(cost.value) : upTo(cost.value, 'not promised: later backups may need its blocks'),
  );
}

const isExact = (point: RecoveryPoint, costs: Costs): boolean =>
  costs.isBilled(point) || FULL_COPIES.has(point.sourceType);

/** What moving a recovery point to cold storage saves. */
export function coldStorageSaving(point: RecoveryPoint, costs: Costs): Fact<CostEstimate> {
  const warm = costs.monthlyOf(point, stored(point, 'warm'));
  if (!warm.known) return warm;
  const cold = costs.insteadOf(point, stored(point, 'warm'), stored(point, 'cold'));
  if (!cold.known) return cold;
  const saving = difference(warm.value, cold.value);
  if (!saving.known || isExact(point, costs)) return saving;
  const quote: Quote = { total: saving.value.amount, basis: saving.value.basis, terms: saving.value.terms };
  return known(upTo(quote, 'not promised: an incremental backup may store less than its size'));
}
