import type { Finding } from '../domain/findings.ts';
import { type ActionKind, rankOf } from './actions.ts';

/**
 * Which findings count towards the deduplicated total.
 *
 * Of one resource's findings the strongest action counts: a volume that is deleted can't also be made cheaper.
 * Only findings with a known saving compete, since an unknown one adds nothing to a sum. Equal ranks go to the
 * larger saving, then to the check's id, so that the order of evaluation never shows. What a rule of the configuration
 * silences comes last: it is not going to be done, and must not take the place of what is.
 *
 * Nothing counts for a resource that another finding already carries (`carriedElsewhere`: a volume of long-stopped
 * instances, which goes with them). That holds even if the carrier's saving could not be priced: the total is
 * then too low, never too high. Both rules look at one resource and what holds it, so that findings can be
 * written batch by batch, in any order.
 */
export function withCounting(
  findings: readonly Omit<Finding, 'countsTowardsTotal'>[],
  carriedElsewhere: boolean,
): readonly Finding[] {
  const competing = carriedElsewhere
    ? []
    : findings.filter(({ verdict, monthlySavings }) => verdict === 'waste' && monthlySavings.known);
  const [strongest] = [...competing].sort(byStrength);
  return findings.map((finding) => ({ ...finding, countsTowardsTotal: finding === strongest }));
}

type Uncounted = Omit<Finding, 'countsTowardsTotal'>;

function byStrength(a: Uncounted, b: Uncounted): number {
  const silenced = Number(a.suppressedByRule !== undefined) - Number(b.suppressedByRule !== undefined);
  if (silenced !== 0) return silenced;
  const rank = rankOf(a.action.kind as ActionKind) - rankOf(b.action.kind as ActionKind);
  if (rank !== 0) return rank;
  const saved = amountOf(b) - amountOf(a);
  if (saved !== 0n) return saved < 0n ? -1 : 1;
  return a.checkId < b.checkId ? -1 : 1;
}

const amountOf = ({ monthlySavings }: Uncounted): bigint =>
  monthlySavings.known ? monthlySavings.value.amount.nanos : 0n;
