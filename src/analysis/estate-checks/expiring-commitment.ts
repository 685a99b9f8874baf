import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CommitmentUse } from '../../domain/cost-facts.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs, type Instant, MS_PER_DAY } from '../../domain/instant.ts';
import type { Commitment, StoredResource } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { cannotTell, waste } from '../verdict.ts';
import { daysIn, moneyFrom, monthlyTerm } from './amounts.ts';
import { commitmentsUnread, likenessOf, subjectOf, usesByName } from './commitments.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict } from './estate-rule.ts';

/** A commitment whose discount is about to end, or has, with nothing to follow it. */
export const expiringCommitment = defineEstateCheck({
  name: 'commitment-expiring',
  ids: {
    aws: 'aws-commitment-expiring',
    azure: 'azure-commitment-expiring',
  },
  kind: 'commitment',
  title: 'Commitment that ends soon or has just ended',
  description:
    'When a commitment ends, what it covered is billed on demand from the next hour on, and nothing says so. A Savings Plan ' +
    'can be queued to begin when the old one ends; how large the next one should be is the question of the purchase checks.',
  savings:
    'What the commitment saved over the window, brought to a month: the discount that is lost once it has ended. It is no ' +
    'saving of today, so it stands in no total.',
  ignores: [
    'a commitment that another one of the same kind follows: queued, or bought already',
    'a commitment that saved nothing: letting it end is right',
    'one that is set to be renewed by itself',
  ],
  evidence: {
    endsInDays: 'days until it ends; negative once it has',
    endsAt: 'moment of its end',
    termMonths: 'length of its term',
    covers: 'what it applies to, as the cloud names it',
    payment: 'how much of it was paid ahead',
  },
  params: {
    soonDays: { default: 60, min: 1, max: 365, why: 'time to recompute the size and to get an approval' },
    endedDays: { default: 30, min: 0, max: 365, why: 'a month of on-demand bills has not been looked at yet' },
  },
  needs: { costs: ['commitment-use'] },
  risk: 'medium',
  action: 'commitment.renew',
  reach: 'estate',
  evaluate: expiring,
});

/** The verdicts of the check, for one that judges more of a commitment. */
export function expiring(
  facts: EstateFacts,
  { soonDays, endedDays }: Readonly<Record<'soonDays' | 'endedDays', number>>,
): readonly EstateVerdict[] {
  const { commitments, cost, now } = facts;
  if (!commitments.known) return commitmentsUnread(facts, commitments.reason);
  const followers = followersByLikeness(commitments.value);
  const uses = cost('commitment-use');
  const useOf = uses.known ? usesByName(uses.value, commitments.value) : () => undefined;
  return commitments.value.flatMap((stored): readonly EstateVerdict[] => {
    const { resource } = stored;
    if (resource.phase !== 'active' && resource.phase !== 'ended') return [];
    if (resource.renews === true && resource.phase === 'active') return []; // it is bought again by itself
    const subject = subjectOf(stored);
    if (!resource.endsAt.known) return [{ subject, verdict: cannotTell(`its end: ${resource.endsAt.reason}`) }];
    const since = daysSince(resource.endsAt.value, now);
    if (!since.known) return [{ subject, verdict: cannotTell(`its end: ${since.reason}`) }];
    if (since.value < -soonDays || since.value > endedDays) return [];
    const followed = isFollowed(resource, resource.endsAt.value, followers.get(likenessOf(resource)));
    if (!followed.known) return [{ subject, verdict: cannotTell(followed.reason) }];
    if (followed.value) return [];
    const lost = lossOf(uses.known ? known(useOf(resource)) : uses);
    if (lost.known && lost.value.amount.nanos <= 0n) return [];
    return [
      {
        subject,
        counts: false,
        verdict: waste({
          confidence: 0.9,
          evidence: {
            endsInDays: -since.value,
            endsAt: resource.endsAt.value,
            termMonths: resource.termMonths,
            covers: resource.covers,
            payment: resource.payment,
          },
          monthlySavings: lost,
        }),
      },
    ];
  });
}

/** How far apart the end of one and the begin of the next may lie. */
const GAP_MS = 7 * MS_PER_DAY;

/** Those that may follow another one, by likeness. */
interface Followers {
  /** Epoch ms, ascending. */
  readonly starts: readonly number[];
  readonly unread: readonly Commitment[];
}

function followersByLikeness(commitments: readonly StoredResource<Commitment>[]): ReadonlyMap<string, Followers> {
  const able = commitments
    .map(({ resource }) => resource)
    .filter(({ phase }) => phase === 'queued' || phase === 'pending' || phase === 'active');
  return new Map(
    [...Map.groupBy(able, likenessOf)].map(([likeness, alike]): [string, Followers] => {
      const starts = alike.map(({ startsAt }) => (startsAt.known ? epochMs(startsAt.value) : Number.NaN));
      return [
        likeness,
        {
          starts: starts.filter((at) => Number.isFinite(at)).toSorted((a, b) => a - b),
          unread: alike.filter((_, index) => !Number.isFinite(starts[index])),
        },
      ];
    }),
  );
}

/** Whether something follows a commitment; unread where something alike may. No term is so short that one follows itself. */
function isFollowed(commitment: Commitment, endsAt: Instant, followers: Followers | undefined): Fact<boolean> {
  const { starts, unread: untold } = followers ?? { starts: [], unread: [] };
  // One that began long before covers its own usage already; one that begins much later leaves a hole.
  const next = starts[firstNotBelow(starts, epochMs(endsAt) - GAP_MS)];
  if (next !== undefined && next <= epochMs(endsAt) + GAP_MS) return known(true);
  const other = untold.find((each) => each !== commitment);
  if (other === undefined) return known(false);
  const reason = other.startsAt.known ? `${JSON.stringify(other.startsAt.value)} is no moment` : other.startsAt.reason;
  return unread(`when ${other.resourceId}, which is alike, begins: ${reason}`);
}

/** Index of the first value that is not below the bound, in an ascending list. */
function firstNotBelow(values: readonly number[], bound: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lossOf(use: Fact<CommitmentUse | undefined>): Fact<CostEstimate> {
  if (!use.known) return unread(`use of the commitment: ${use.reason}`);
  if (use.value === undefined) return unread('the cloud tells no use of this commitment in the window that was read');
  const { netSavings, currency, window } = use.value;
  if (netSavings === null) return unread('the bill does not tell what the commitment saved');
  const term = monthlyTerm(
    `saved over ${daysIn(window)} days, as a month of 730 hours`,
    moneyFrom(netSavings, currency),
    window,
    'net savings as the cloud’s cost API tells them',
  );
  return known({ amount: term.amount, low: term.amount, high: term.amount, basis: 'billing', terms: [term] });
}
