import { describe, expect, it } from 'vitest';
import type { ToldResourceCost } from '../../../src/domain/ports/cost-store.ts';
import type { Day, DayRange } from '../../../src/domain/instant.ts';
import { money } from '../../../src/domain/money.ts';
import type { Store } from '../../../src/domain/ports/store.ts';
import { billedCosts } from '../../../src/services/analysis/billed-costs.ts';

const range = { from: '2026-10-25' as Day, to: '2026-11-24' as Day };
const settled = { from: '2026-10-22' as Day, to: '2026-11-21' as Day };
const cost = (nanos: bigint) => ({ effectiveCost: money(nanos, 'EUR'), days: 30 });

function storeOf(told: Readonly<Record<string, DayRange>>): Pick<Store, 'charges' | 'costs'> {
  const charged = new Map([['charged', cost(1n)]]);
  const costs = new Map(
    Object.entries(told).map(([id, of]): [string, ToldResourceCost] => [id, { ...cost(2n), range: of }]),
  );
  const only = <T>(map: ReadonlyMap<string, T>, ids: readonly string[]) =>
    Promise.resolve(new Map([...map].filter(([id]) => ids.includes(id))));
  return {
    charges: { ofResources: (_provider: string, _account: string, ids: readonly string[]) => only(charged, ids) },
    costs: { resourceCosts: (_provider: string, _account: string, ids: readonly string[]) => only(costs, ids) },
  } as unknown as Pick<Store, 'charges' | 'costs'>;
}

describe('what a resource costs by the bill', () => {
  it('is what its charges say, else what the cost API told of it, with the days that this is of', async () => {
    const store = storeOf({ charged: settled, told: settled, old: { ...settled, to: '2026-11-13' as Day } });
    const { costs } = await billedCosts(store, 'azure', 's', ['charged', 'told', 'old', 'unknown'], range);
    expect(costs).toEqual(
      new Map<string, object>([
        ['charged', cost(1n)],
        ['told', { ...cost(2n), range: settled }],
      ]),
    );
  });
});
