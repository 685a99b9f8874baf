import { addDays, type DayRange } from '../../domain/instant.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { BilledCosts } from '../../analysis/batch.ts';

/** A cost API settles after some days, and is read with each sync: what is older than this tells of another time. */
const MOST_DAYS_OLD = 10;

/** What resources cost by the bill: by the charges that name them, else by the cloud's cost API where it tells it by resource. */
export async function billedCosts(
  { charges, costs }: Pick<Store, 'charges' | 'costs'>,
  provider: ProviderId,
  accountId: string,
  resourceIds: readonly string[],
  range: DayRange,
): Promise<BilledCosts> {
  const charged = await charges.ofResources(provider, accountId, resourceIds, range);
  const left = resourceIds.filter((id) => !charged.has(id));
  const told = left.length === 0 ? [] : await costs.resourceCosts(provider, accountId, left);
  const oldest = addDays(range.to, -MOST_DAYS_OLD);
  const fresh = [...told].filter(([, cost]) => cost.range.to >= oldest);
  return { range, costs: new Map([...charged, ...fresh]) };
}
