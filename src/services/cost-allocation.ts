import { type AllocationBy, allocationText } from '../domain/allocation.ts';
import { AppError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Store } from '../domain/ports/store.ts';
import type { AllocationReport, AllocationRow, AllocationSplit, PayerAllocation } from '../domain/reports.ts';
import { type AllocationFacts, allocationRows, allocationTotals, partsOf } from './allocation-sums.ts';
import type { Context } from './context.ts';
import { NEVER_READ, type PayerFacts, recentCostFacts, type RecentCostFacts } from './recent-cost-facts.ts';
import { withStore } from './workspace.ts';

export interface AllocationOptions {
  readonly by: AllocationBy;
  readonly splitBy: AllocationSplit | null;
}

/**
 * Cost by purchase type, tag or cost category, as the clouds' cost services told it at the last sync. Throws
 * `usage-invalid` for a split that they do not tell, and `allocation-key-unknown`.
 */
export async function allocateCost(context: Context, { by, splitBy }: AllocationOptions): Promise<AllocationReport> {
  const { providers, accounts: accountIds } = context.global;
  refuseUntold(by, splitBy, accountIds);
  return withStore(context, 'read', async (store) => {
    const now = context.now();
    const facts: RecentCostFacts<'allocated-cost'> | RecentCostFacts<'purchase-type-cost'> =
      by.key === null
        ? await recentCostFacts(store, 'purchase-type-cost', providers, now)
        : await divided(store, by, providers, now);
    const payers: PayerAllocation[] = [];
    const rows: AllocationRow[] = [];
    for (const set of facts.sets) {
      const { provider, payerAccountId, observedAt, records } = set;
      const parts = partsOf(set, by, accountIds);
      const totals = allocationTotals(parts, by);
      payers.push({
        provider,
        payerAccountId,
        observedAt,
        range: records[0]?.window ?? null,
        divides: by.key === null || records.length === 0 || hasKey(set, by),
        totals,
      });
      rows.push(...allocationRows(set, parts, splitBy, totals));
    }
    const reason = payers.length > 0 ? null : (facts.unread[0]?.message ?? NEVER_READ);
    return { by, splitBy, accountIds, payers, rows, reason, unread: facts.unread };
  });
}

function refuseUntold(by: AllocationBy, splitBy: AllocationSplit | null, accountIds: readonly string[]): void {
  if (by.key === null && (splitBy === 'account' || accountIds.length > 0)) {
    throw new AppError(
      'usage-invalid',
      `purchase types are told of all accounts of a payer together, so ${splitBy === 'account' ? '--by-account' : '--account'} ` +
        'is for tags and cost categories; `ballast cost report --group-by account,pricingCategory` has what billing exports tell',
    );
  }
  if (by.key !== null && splitBy === 'service') {
    throw new AppError('usage-invalid', `--by-service is for purchase types; ${allocationText(by)} is told by account`);
  }
}

type KeyedBy = Extract<AllocationBy, { readonly key: string }>;

async function divided(
  store: Store,
  by: KeyedBy,
  providers: Context['global']['providers'],
  now: Instant,
): Promise<RecentCostFacts<'allocated-cost'>> {
  const facts = await recentCostFacts(store, 'allocated-cost', providers, now);
  if (facts.sets.length === 0 || mayBeElsewhere(facts) || facts.sets.some((set) => hasKey(set, by))) return facts;
  const tags = await recentCostFacts(store, 'allocation-tags', providers, now);
  const isActive = tags.sets.some(({ records }) => records.some((tag) => tag.isActive && tag.key === by.key));
  const nothingCharged = facts.sets.every(({ records }) => records.length === 0);
  if (by.dimension === 'tag' && isActive && nothingCharged) return facts;
  throw new AppError('allocation-key-unknown', `--by ${allocationText(by)}: ${whyUnknown(by, facts.sets, tags)}`);
}

/** Of a payer that was not read, the key may be one of its own. */
const mayBeElsewhere = ({ sets, unread }: RecentCostFacts<'allocated-cost'>): boolean =>
  unread.some((note) => !sets.some((set) => set.provider === note.provider && set.payerAccountId === note.accountId));

const hasKey = ({ records }: AllocationFacts, by: AllocationBy): boolean =>
  records.some((record) => 'key' in record && record.dimension === by.dimension && record.key === by.key);

function whyUnknown(
  by: KeyedBy,
  sets: readonly PayerFacts<'allocated-cost'>[],
  { sets: tagSets }: RecentCostFacts<'allocation-tags'>,
): string {
  const there = keysIn(sets);
  const choice = there.length === 0 ? 'there is purchase-type alone' : `there are purchase-type, ${there.join(', ')}`;
  if (by.dimension === 'cost-category') return `no such cost category was read; ${choice}`;
  const tags = tagSets.flatMap(({ payerAccountId, records }) => records.map((tag) => ({ payerAccountId, ...tag })));
  const same = tags.filter(({ key }) => key === by.key);
  if (same.some(({ isActive }) => isActive)) {
    return (
      'the tag is active for cost allocation, but cost by it was not read: a sync reads the tags of ' +
      `\`allocation.requiredTags\`, else the usual ones such as team and environment; ${choice}`
    );
  }
  if (same.length > 0) {
    const payers = [...new Set(same.map(({ payerAccountId }) => payerAccountId))].join(', ');
    return `the tag is not active for cost allocation: activate it in the billing console of payer ${payers}; ${choice}`;
  }
  if (tagSets.length > 0 && !tags.some(({ isActive }) => isActive)) {
    const payers = tagSets.map(({ payerAccountId }) => payerAccountId).join(', ');
    return `no tag is active for cost allocation: activate those that divide your cost in the billing console of payer ${payers}; ${choice}`;
  }
  return `no such tag divides the bill; ${choice}`;
}

/** What the stored facts are divided by, as it is typed. */
function keysIn(sets: readonly PayerFacts<'allocated-cost'>[]): readonly string[] {
  const found = new Set<string>();
  for (const { records } of sets)
    for (const { dimension, key } of records) found.add(allocationText({ dimension, key }));
  return [...found].toSorted((a, b) => Number(b.startsWith('tag:')) - Number(a.startsWith('tag:')) || (a < b ? -1 : 1));
}
