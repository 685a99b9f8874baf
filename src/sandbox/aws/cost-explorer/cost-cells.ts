import { visitDailyCosts } from '../../estate/costs.ts';
import type { CostCell } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { dimensionReaders, type DimensionReader } from './dimensions.ts';
import type { TimePeriod } from './time-period.ts';

/** The dimensions of the caller's organisation. */
export function readersOf({ world }: Call): ReadonlyMap<string, DimensionReader> {
  return dimensionReaders(world.estate.accounts, world.estate.organization.managementAccountId);
}

/**
 * Cost Explorer refreshes its data at least once every 24 hours, up to three times a day (its user guide): two
 * calls in a row see the same bill, however the estate changes between them.
 */
const REFRESH_MS = 8 * 3_600_000;

/** The instant, epoch ms, up to which Cost Explorer knows the bill. */
export const asOf = (call: Call): number => Math.floor(call.now / REFRESH_MS) * REFRESH_MS;

/** The cells that the caller may see: the management account sees every account, a member its own. */
export function visitCells(call: Call, period: TimePeriod, visit: (cell: CostCell) => void): void {
  const { estate } = call.world;
  const all = call.accountId === estate.organization.managementAccountId;
  const visible = (cell: CostCell) => {
    if (all || cell.accountId === call.accountId) visit(cell);
  };
  visitDailyCosts(estate, period.start, period.end, visible, asOf(call));
}
