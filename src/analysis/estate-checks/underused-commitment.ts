import type { CommitmentUse } from '../../domain/cost-facts.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { epochMs, type Instant, startOfDay } from '../../domain/instant.ts';
import { type Currency, zero } from '../../domain/money.ts';
import type { Commitment, CommitmentUtilization } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { cannotTell, waste } from '../verdict.ts';
import { daysIn, floorText, hourlyTerm, moneyFrom, monthlyTerm, ratioOf } from './amounts.ts';
import { commitmentsUnread, subjectOf, usesByName } from './commitments.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';

/** A Savings Plan or reservation of which a part buys nothing. */
export const underusedCommitment = defineEstateCheck({
  name: 'commitment-underused',
  ids: { aws: 'aws-commitment-underused', azure: 'azure-commitment-underused' },
  kind: 'commitment',
  title: 'Commitment that is paid for and not fully used',
  description:
    'A Savings Plan, reserved instance or reserved node bills whether something uses it or not. Over the last two settled ' +
    'weeks a part of this one covered no usage. It may be exchanged, modified, sold or shared, or workloads moved under it; ' +
    'a Savings Plan can be returned within seven days only, so often what is left is not to renew it.',
  savings:
    'The cost of the unused part over the window, brought to a month. The range begins at nothing where the commitment can ' +
    'neither be exchanged nor sold: then only more usage under it saves.',
  ignores: [
    'a commitment that began within the window: its first days tell nothing',
    'a commitment that is queued, returned or has ended',
  ],
  evidence: {
    utilization: 'used share of what was paid for, 0 to 1',
    windowDays: 'days that were looked at',
    remainingDays: 'days until it ends by itself',
    payment: 'how much of it was paid ahead',
    covers: 'what it applies to, as the cloud names it',
  },
  params: {
    minUtilization: {
      default: 0.95,
      min: 0,
      max: 1,
      why: 'some hours always fall short; below this more is lost than a low-water mark would lose',
    },
  },
  needs: { costs: ['commitment-use'] },
  risk: 'medium',
  action: 'commitment.adjust',
  reach: 'estate',
  evaluate: underused,
});

/** The verdicts of the check, for one that judges more of a commitment. */
export function underused(
  facts: EstateFacts,
  { minUtilization }: Readonly<Record<'minUtilization', number>>,
): readonly EstateVerdict[] {
  const { commitments, cost, now } = facts;
  if (!commitments.known) return commitmentsUnread(facts, commitments.reason);
  const uses = cost('commitment-use');
  const useOf = uses.known ? usesByName(uses.value, commitments.value) : () => undefined;
  return commitments.value.flatMap((stored): readonly EstateVerdict[] => {
    const { resource } = stored;
    if (resource.phase !== 'active') return [];
    const subject = subjectOf(stored);
    if (resource.utilization !== undefined) {
      const use = uses.known ? known(useOf(resource)) : uses;
      return toldItself(resource, resource.utilization, subject, facts, minUtilization, use);
    }
    if (!uses.known) return [{ subject, verdict: cannotTell(`use of the commitment: ${uses.reason}`) }];
    if (!resource.startsAt.known) {
      return [{ subject, verdict: cannotTell(`its start: ${resource.startsAt.reason}`) }];
    }
    const use = useOf(resource);
    if (use === undefined) {
      // Cost Explorer knows a commitment of yesterday as little as one of another payer.
      const age = daysSince(resource.startsAt.value, now);
      if (age.known && age.value < 16) return [];
      return [{ subject, verdict: cannotTell('the cloud tells no use of this commitment') }];
    }
    if (epochMs(resource.startsAt.value) > epochMs(startOfDay(use.window.from))) return [];
    if (!Number.isFinite(use.utilization)) return [{ subject, verdict: cannotTell('its utilization is no number') }];
    if (use.utilization >= minUtilization) return [];
    const unused = moneyFrom(use.unusedCost, use.currency);
    const term = monthlyTerm(
      `unused part of ${daysIn(use.window)} days, as a month of 730 hours`,
      unused,
      use.window,
      SOURCES[facts.provider] ?? 'utilization as the cloud’s cost API tells it',
    );
    const remaining = resource.endsAt.known ? daysSince(resource.endsAt.value, now) : resource.endsAt;
    const movable = resource.exchangeable === true || resource.type === 'aws:ec2:reserved-instance';
    return [
      {
        subject,
        verdict: waste({
          confidence: 0.9,
          evidence: {
            utilization: ratioOf(use.utilization),
            windowDays: daysIn(use.window),
            remainingDays: remaining.known ? -remaining.value : null,
            payment: resource.payment,
            covers: resource.covers,
          },
          monthlySavings: known({
            amount: term.amount,
            low: movable ? term.amount : zero(term.amount.currency),
            high: term.amount,
            basis: 'billing',
            terms: [term],
          }),
        }),
      },
    ];
  });
}

const SOURCES: Readonly<Partial<Record<ProviderId, string>>> = {
  gcp: 'fees and credits of the billing export',
  azure: 'amortized cost of unused benefits, as Cost Management tells it',
};

/** Azure's listing tells how much of each was used; what that cost, its price or else the bill does. */
function toldItself(
  { startsAt, endsAt, hourlyFee, payment, covers }: Commitment,
  utilization: Fact<CommitmentUtilization>,
  subject: Subject,
  { now, provider }: EstateFacts,
  minUtilization: number,
  use: Fact<CommitmentUse | undefined>,
): readonly EstateVerdict[] {
  if (!utilization.known) return [{ subject, verdict: cannotTell(`use of the commitment: ${utilization.reason}`) }];
  const { share, windowDays } = utilization.value;
  if (!Number.isFinite(share)) return [{ subject, verdict: cannotTell('its utilization is no number') }];
  if (share >= minUtilization) return [];
  const age = startsAt.known ? daysSince(startsAt.value, now) : startsAt;
  if (!age.known) return [{ subject, verdict: cannotTell(`its start: ${age.reason}`) }];
  if (age.value < windowDays) return [];
  const remaining = endsAt.known ? daysSince(endsAt.value, now) : endsAt;
  return [
    {
      subject,
      verdict: waste({
        confidence: 0.85,
        evidence: {
          utilization: ratioOf(share),
          windowDays,
          remainingDays: remaining.known ? -remaining.value : null,
          payment,
          covers,
        },
        monthlySavings: hourlyFee.known
          ? known(unusedPart(hourlyFee.value.amount, hourlyFee.value.currency, share, now))
          : billedLoss(use, hourlyFee.reason, provider),
      }),
    },
  ];
}

/** What the bill has for the hours that nothing used. A bill that was read in part may lack them: that is no zero. */
function billedLoss(use: Fact<CommitmentUse | undefined>, untold: string, provider: ProviderId): Fact<CostEstimate> {
  if (!use.known) return unread(`${untold}; use of the commitment: ${use.reason}`);
  const unused = use.value && moneyFrom(use.value.unusedCost, use.value.currency);
  if (use.value === undefined || unused === undefined || unused.nanos <= 0n) {
    return unread(`${untold}, and the bill that was read has no unused part of it`);
  }
  const { window } = use.value;
  const term = monthlyTerm(
    `unused part of ${daysIn(window)} days, as a month of 730 hours`,
    unused,
    window,
    SOURCES[provider] ?? 'the bill',
  );
  return known({ amount: term.amount, low: zero(unused.currency), high: term.amount, basis: 'billing', terms: [term] });
}

function unusedPart(perHour: string, currency: Currency, share: number, now: Instant): CostEstimate {
  const term = hourlyTerm(
    `unused ${Math.round((1 - share) * 100)} % of its price`,
    floorText(Number(perHour) * (1 - share), 9),
    1n,
    currency,
    'utilization as the cloud’s listing tells it',
    now,
  );
  // It can be exchanged or returned within limits only: more usage under it saves the same.
  return { amount: term.amount, low: zero(currency), high: term.amount, basis: 'billing', terms: [term] };
}
