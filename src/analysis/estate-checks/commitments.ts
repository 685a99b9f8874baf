import type { CommitmentUse, CostFactSet } from '../../domain/cost-facts.ts';
import { divideHalfEven } from '../../domain/decimal.ts';
import { type DayRange, epochMs, startOfDay } from '../../domain/instant.ts';
import { exactAmount, money } from '../../domain/money.ts';
import type { Commitment, StoredResource } from '../../domain/resources.ts';
import { cannotTell } from '../verdict.ts';
import { moneyFrom } from './amounts.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';

/**
 * The use of a commitment by any of the names that the bill may have for it; an ARN may end in its id. What is told of
 * several alike together is each one's by its units: which of them was used nobody says.
 */
export function usesByName(
  sets: readonly CostFactSet<'commitment-use'>[],
  commitments: readonly StoredResource<Commitment>[],
): (of: Commitment) => CommitmentUse | undefined {
  const byName = new Map<string, CommitmentUse>();
  for (const use of sets.flatMap(({ records }) => records)) {
    byName.set(use.commitmentId, use);
    const last = use.commitmentId.split('/').at(-1);
    if (last !== undefined) byName.set(last, use);
  }
  const find = ({ resourceId, billingIds = [] }: Commitment): CommitmentUse | undefined => {
    for (const name of [resourceId, ...billingIds]) {
      const found = byName.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const sharers = Map.groupBy(
    commitments.map(({ resource }) => resource).filter((each) => wasPaidIn(each, find(each)?.window)),
    find,
  );
  return (of) => {
    const use = find(of);
    const all = use === undefined ? [] : (sharers.get(use) ?? []);
    if (use === undefined || all.length === 0) return use;
    // What the others were paid and used for says nothing of one whose term does not touch the window.
    if (!all.includes(of)) return undefined;
    return all.length === 1 ? use : partOf(use, unitsOf(of), all.map(unitsOf));
  };
}

/** Whether its term touches the window; where its dates were not read, it may. */
function wasPaidIn({ phase, startsAt, endsAt }: Commitment, window: DayRange | undefined): boolean {
  if (window === undefined || (phase !== 'active' && phase !== 'ended')) return false;
  const begins = startsAt.known ? epochMs(startsAt.value) : Number.NEGATIVE_INFINITY;
  const ends = endsAt.known ? epochMs(endsAt.value) : Number.POSITIVE_INFINITY;
  return begins < epochMs(startOfDay(window.to)) && ends > epochMs(startOfDay(window.from));
}

const unitsOf = ({ units = 1 }: Commitment): bigint => BigInt(Math.max(0, Math.round(units)));

function partOf(use: CommitmentUse, own: bigint, all: readonly bigint[]): CommitmentUse {
  const total = all.reduce((sum, units) => sum + units, 0n);
  if (total === 0n) return use;
  const share = (text: string): string => {
    const { nanos, currency } = moneyFrom(text, use.currency);
    return exactAmount(money(divideHalfEven(nanos * own, total), currency));
  };
  return {
    ...use,
    amortizedCost: share(use.amortizedCost),
    unusedCost: share(use.unusedCost),
    netSavings: use.netSavings === null ? null : share(use.netSavings),
  };
}

export const subjectOf = ({ resource }: StoredResource<Commitment>): Subject => ({
  kind: 'commitment',
  type: resource.type,
  id: resource.resourceId,
  ...(resource.name !== undefined && { name: resource.name }),
  scope: resource.scope,
  tags: resource.tags,
});

/** A listing that was not whole: of each payer, one answer that says so. */
export const commitmentsUnread = ({ provider, payers }: EstateFacts, reason: string): readonly EstateVerdict[] =>
  payers.map((accountId) => ({
    subject: {
      kind: 'commitment',
      type: `${provider}:billing:commitment`,
      id: 'commitments',
      scope: { provider, accountId, regionId: 'global' },
    },
    verdict: cannotTell(`commitments: ${reason}`),
  }));

/** The same for two of which one can take the other's place: the same discount on the same things. */
export const likenessOf = ({ type, category, covers, unitName, family, boundTo, scope }: Commitment): string =>
  JSON.stringify([
    type,
    category,
    covers,
    unitName ?? null,
    family ?? null,
    boundTo ?? null,
    category === 'spend' ? null : scope.regionId,
  ]);
