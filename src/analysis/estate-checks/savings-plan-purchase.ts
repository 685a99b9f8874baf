import type {
  CommitmentCoverage,
  CommitmentOffer,
  HourlyOnDemandCost,
  OnDemandUsage,
  PurchaseAdvice,
} from '../../domain/cost-facts.ts';
import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { startOfDay } from '../../domain/instant.ts';
import { type Currency, money } from '../../domain/money.ts';
import type { Commitment } from '../../domain/resources.ts';
import { cannotTell, waste } from '../verdict.ts';
import { daysIn, floorText, hourlyTerm, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import type { EstateFacts } from './estate-facts.ts';
import {
  addSeries,
  currencyKey,
  linesOf,
  lowWater,
  offerFor,
  offersByLine,
  type PlannedByRegion,
  plannedByRegion,
  type UsageLine,
  valleyOf,
} from './on-demand-base.ts';
import { recordsOf } from './of-payer.ts';
import { plannedSpend } from './planned-spend.ts';
import { reservationPlans } from './reservation-sizing.ts';
import { mean, sum } from './statistics.ts';

/** Plans that cover usage of several services and regions; those of one instance family stand beside them. */
const PLANS = [
  { plan: 'Compute', advice: 'COMPUTE_SP', title: 'Steady on-demand compute that a Savings Plan would cover' },
  {
    plan: 'SageMaker',
    advice: 'SAGEMAKER_SP',
    title: 'Steady on-demand SageMaker usage that a Savings Plan would cover',
  },
  { plan: 'Database', advice: 'DATABASE_SP', title: 'Steady on-demand database usage that a Savings Plan would cover' },
] as const;

/** Steady on-demand spend that a promise to spend so much an hour would make cheaper. */
export const savingsPlanPurchase = defineEstateCheck({
  name: 'spend-commitment-purchase',
  ids: { aws: 'aws-savings-plan-purchase' },
  kind: 'purchase',
  title: 'Steady on-demand spend that a Savings Plan would cover',
  description:
    'What runs on demand day and night costs a quarter to a third more than under a Savings Plan. The plan is sized at a ' +
    'low-water mark of the last month over all accounts of the payer: what existing commitments cover is gone from it ' +
    'already, and what other findings would remove, resize, schedule, reserve or move to spot is taken out. It is never above the least ' +
    'spend that was seen, nor above the coverage that leaves room for change. Buy it in steps: a plan cannot be taken back ' +
    'after seven days.',
  savings:
    'On-demand cost of the covered usage minus the commitment, one year with nothing paid ahead. The range begins at what is ' +
    'left if a fifth of the usage goes away at once, and ends at three years paid ahead.',
  ignores: [
    'spend that comes and goes: peaks are cheaper on demand',
    'usage that other findings would remove, resize, schedule or move to spot, and machines that should be reserved',
    'commitments that are queued: they are taken out as if they had begun',
  ],
  evidence: {
    hourlyCommitment: 'to promise, per hour',
    firstStep: 'a third of it, to begin with',
    currency: 'of all amounts here',
    baseHourlyOnDemand: 'low-water mark of the on-demand spend, per hour',
    plannedHourly: 'of it that other findings would take away',
    percentile: 'of the hours that the base is taken from, where hourly data was read',
    windowDays: 'days of spend that were looked at',
    discount: 'share of the on-demand price that the plan takes off, over what it would cover, 0 to 1',
    coverage: 'of all eligible spend after the purchase, 0 to 1',
    breakEvenMonths: 'after so many months of full use the plan has cost less than on demand, for its whole term',
    hourlyData:
      'whether the valleys inside of a day were read; without, a part that runs by day alone may be in the base',
    ec2InstancePlansDiscount: 'what plans that are bound to an instance family would give, 0 to 1',
    awsHourlyCommitment: 'what AWS recommends, as a second opinion',
    awsMonthlySavings: 'what AWS expects from that',
  },
  params: {
    percentile: {
      default: 10,
      min: 1,
      max: 25,
      why: 'of the hours, where hourly data is on: nine of ten are above it; never above the least day that was seen',
    },
    targetCoverage: {
      default: 0.8,
      min: 0,
      max: 1,
      why: 'the rest is room for what is removed, resized and moved within the term',
    },
    minMonthlySavings: {
      default: 10,
      min: 0,
      max: 1_000_000,
      why: 'in the currency of the bill: less is not worth an approval',
    },
  },
  needs: {
    costs: [
      'on-demand-usage',
      'commitment-offers',
      'commitment-coverage',
      'purchase-advice',
      'hourly-on-demand-cost',
      'purchase-type-cost',
    ],
  },
  risk: 'high',
  action: 'savings-plan.purchase',
  reach: 'estate',
  evaluate(facts, params) {
    return facts.payers.flatMap((payer): readonly EstateVerdict[] => {
      const usage = recordsOf(facts.cost('on-demand-usage'), payer);
      const offers = recordsOf(facts.cost('commitment-offers'), payer);
      const { commitments } = facts;
      if (!usage.known || !offers.known || !commitments.known) {
        const reasons = [usage, offers, commitments].flatMap((each) => (each.known ? [] : each.reason));
        return [unanswered(facts, payer, `on-demand usage, prices and commitments: ${reasons.join('; ')}`)];
      }
      const all = commitments.value.map(({ resource }) => resource);
      const coverage = recordsOf(facts.cost('commitment-coverage'), payer);
      // How much is covered already sets how much room there is; it is nothing where no plan has ever been.
      if (!coverage.known && all.some(({ category, phase }) => category === 'spend' && !isToCome(phase))) {
        return [unanswered(facts, payer, `what plans cover already: ${coverage.reason}`)];
      }
      const reservations = reservationPlans(usage.value, offers.value, facts.planned);
      const lines = linesOf(usage.value);
      const currencies = Map.groupBy(lines, ({ usage: { currency } }) => currency);
      return [...currencies].flatMap(([currency, ofCurrency]) => {
        const input: Inputs = {
          currency,
          isOnlyCurrency: currencies.size === 1,
          lines: ofCurrency,
          offers: offersByLine(offers.value),
          reserved: new Map(reservations.map(({ line, units }) => [currencyKey(line), units])),
          planned: plannedByRegion(facts.planned),
          hourly: optional(recordsOf(facts.cost('hourly-on-demand-cost'), payer)),
          coverage: optional(coverage),
          advice: recordsOf(facts.cost('purchase-advice'), payer),
          commitments: all,
        };
        return PLANS.flatMap((of) => purchaseOf(of, input, facts, payer, params));
      });
    });
  },
});

const unanswered = (facts: EstateFacts, payer: string, reason: string): EstateVerdict => ({
  subject: subjectIn(facts, payer, 'savings plans'),
  verdict: cannotTell(reason),
});

/** Bought, and not begun. */
const isToCome = (phase: Commitment['phase']): boolean => phase === 'queued' || phase === 'pending';

interface Inputs {
  readonly currency: Currency;
  /** Whether all of the payer's usage is billed in it. */
  readonly isOnlyCurrency: boolean;
  readonly lines: readonly UsageLine[];
  readonly offers: ReadonlyMap<string, readonly CommitmentOffer[]>;
  /** Units that a reservation should cover, by line and currency. */
  readonly reserved: ReadonlyMap<string, number>;
  readonly planned: PlannedByRegion;
  readonly hourly: readonly HourlyOnDemandCost[];
  readonly coverage: readonly CommitmentCoverage[];
  readonly advice: Fact<readonly PurchaseAdvice[]>;
  readonly commitments: readonly Commitment[];
}

type Params = Readonly<Record<'percentile' | 'targetCoverage' | 'minMonthlySavings', number>>;

/** What refines the answer and is not needed for one. */
const optional = <R>(records: Fact<readonly R[]>): readonly R[] => (records.known ? records.value : []);

const subjectIn = ({ provider }: EstateFacts, accountId: string, id: string): Subject => ({
  kind: 'purchase',
  type: `${provider}:billing:savings-plan`,
  id,
  scope: { provider, accountId, regionId: 'global' },
});

interface Eligible {
  readonly line: UsageLine;
  readonly offer: CommitmentOffer;
  /** On-demand cost per hour of each day that a reservation does not take already. */
  readonly hourlyCosts: readonly number[];
}

function purchaseOf(
  { plan, advice: adviceName, title }: (typeof PLANS)[number],
  input: Inputs,
  facts: EstateFacts,
  payer: string,
  params: Params,
): readonly EstateVerdict[] {
  const eligible = input.lines.flatMap((line): readonly Eligible[] => {
    const offer = offerFor(line, input.offers, { category: 'spend', plans: [plan], termYears: 1, payment: 'none' });
    if (offer === undefined || !(Number(offer.hourlyRate) < line.rate)) return [];
    // What a reservation should cover is not there any more for a plan.
    const reserved = (input.reserved.get(currencyKey(line)) ?? 0) * line.rate;
    const hourlyCosts = line.hourlyCosts.map((cost) => Math.max(0, cost - reserved));
    return sum(hourlyCosts) > 0 ? [{ line, offer, hourlyCosts }] : [];
  });
  const [first] = eligible;
  if (first === undefined) return [];
  const { usage } = first.line;

  const series = addSeries(eligible.map(({ hourlyCosts }) => hourlyCosts));
  const serviceNames = new Set(eligible.map(({ line }) => line.usage.serviceName));
  const ofCurrency = <T extends { readonly currency: Currency | null }>(records: readonly T[]): readonly T[] =>
    records.filter(({ currency }) => currency === null || currency === input.currency);
  const valley = valleyOf(ofCurrency(input.hourly), serviceNames, params.percentile);
  const base = lowWater(series) * (valley ?? 1);
  const planned = plannedSpend(
    eligible.map(({ line }) => line),
    input.planned,
    input.offers,
  );
  const ratio = blendedRatio(eligible);
  const covered = coveredHourly(ofCurrency(input.coverage), serviceNames);
  const queued = queuedHourly(input.commitments, plan, input.currency) / ratio;
  const total = mean(series) - planned + covered;
  const target = params.targetCoverage * total - covered - queued;
  const cover = Math.min(base - planned - queued, target);
  const commitment = floorText(cover * ratio, 3);
  if (!(Number(commitment) > 0)) return [];
  const coveredText = floorText(Number(commitment) / ratio, 6);
  const saving = savingOf(
    coveredText,
    commitment,
    bestRatio(eligible, input.offers, plan) ?? ratio,
    usage,
    first.offer,
  );
  if (Number(saving.amount.nanos) / 1e9 < params.minMonthlySavings) return [];
  const said = optional(input.advice).filter(({ category, subject }) => category === 'spend' && subject === adviceName);
  const byFamily = plan === 'Compute' ? familyRatio(eligible, input.offers) : undefined;
  return [
    {
      subject: {
        ...subjectIn(facts, payer, input.isOnlyCurrency ? plan : `${plan} (${usage.currency})`),
        name: `${plan} Savings Plan, ${commitment} ${usage.currency} an hour`,
      },
      title,
      verdict: waste({
        confidence: valley === undefined ? 0.6 : 0.8,
        evidence: {
          hourlyCommitment: commitment,
          firstStep: floorText(Number(commitment) / 3, 3),
          currency: usage.currency,
          baseHourlyOnDemand: floorText(base, 3),
          plannedHourly: floorText(planned, 3),
          percentile: params.percentile,
          windowDays: daysIn(usage.window),
          coverage: total > 0 ? ratioOf((Number(coveredText) + covered + queued) / total) : null,
          discount: ratioOf(1 - ratio),
          breakEvenMonths: Math.ceil(12 * ratio),
          hourlyData: valley !== undefined,
          ...(byFamily !== undefined && { ec2InstancePlansDiscount: ratioOf(1 - byFamily) }),
          awsHourlyCommitment:
            said.length === 0 ? null : floorText(sum(said.map((each) => Number(each.hourlyCommitment))), 3),
          awsMonthlySavings:
            said.length === 0 ? null : floorText(sum(said.map((each) => Number(each.monthlySavings))), 2),
        },
        monthlySavings: known(saving),
        actionParams: { plan, hourlyCommitment: commitment, termYears: 1, payment: 'none' },
      }),
    },
  ];
}

/** Commitment per unit of on-demand cost, over the lines by what of each is left to a plan. */
const blendedRatio = (eligible: readonly Eligible[]): number => {
  const weights = eligible.map(({ hourlyCosts }) => mean(hourlyCosts));
  return (
    sum(eligible.map(({ line, offer }, at) => (weights[at] ?? 0) * (Number(offer.hourlyRate) / line.rate))) /
    sum(weights)
  );
};

/** The same with three years, all paid ahead; undefined where a line lacks the offer. */
function bestRatio(eligible: readonly Eligible[], offers: Inputs['offers'], plan: string): number | undefined {
  const lines = eligible.map(({ line, hourlyCosts }) => ({
    line,
    hourlyCosts,
    offer: offerFor(line, offers, { category: 'spend', plans: [plan], termYears: 3, payment: 'all' }),
  }));
  return lines.every((each): each is Eligible => each.offer !== undefined) ? blendedRatio(lines) : undefined;
}

/** The same with plans of one instance family each, for the lines that have one. */
function familyRatio(eligible: readonly Eligible[], offers: Inputs['offers']): number | undefined {
  const lines = eligible.flatMap(({ line, hourlyCosts }): readonly Eligible[] => {
    const offer = offerFor(line, offers, { category: 'spend', plans: ['EC2Instance'], termYears: 1, payment: 'none' });
    return offer === undefined ? [] : [{ line, offer, hourlyCosts }];
  });
  return lines.length === 0 ? undefined : blendedRatio(lines);
}

/** On-demand cost per hour that plans cover already. */
function coveredHourly(coverage: readonly CommitmentCoverage[], serviceNames: ReadonlySet<string>): number {
  const rows = coverage.filter(({ category, serviceName }) => category === 'spend' && serviceNames.has(serviceName));
  return sum(rows.map(({ coveredCost, window }) => Number(coveredCost ?? '0') / (daysIn(window) * 24)));
}

/** Commitment per hour that is bought and has not begun. */
const queuedHourly = (commitments: readonly Commitment[], plan: string, currency: Currency): number =>
  sum(
    commitments
      .filter(
        ({ category, phase, covers, hourlyCommitment }) =>
          category === 'spend' && isToCome(phase) && covers === plan && hourlyCommitment?.currency === currency,
      )
      .map(({ hourlyCommitment }) => Number(hourlyCommitment?.amount ?? '0')),
  );

/** What is left of a usage when a fifth of it goes away at once. */
const DOWNSIDE = { kept: 4n, of: 5n } as const;

function savingOf(
  covered: string,
  commitment: string,
  best: number,
  { currency, window }: OnDemandUsage,
  { source, asOf }: CommitmentOffer,
): CostEstimate {
  const onDemand = hourlyTerm(
    'on-demand cost of the covered usage, as billed',
    covered,
    1n,
    currency,
    `charges from ${window.from} to ${window.to}`,
    startOfDay(window.to),
  );
  const paid = hourlyTerm('commitment, one year, nothing paid ahead', commitment, -1n, currency, source, asOf);
  const amount = money(onDemand.amount.nanos + paid.amount.nanos, currency);
  const low = money((onDemand.amount.nanos * DOWNSIDE.kept) / DOWNSIDE.of + paid.amount.nanos, currency);
  const longest = hourlyTerm(
    'three years, all paid ahead',
    floorText(Number(covered) * best, 6),
    -1n,
    currency,
    source,
    asOf,
  );
  const high = money(onDemand.amount.nanos + longest.amount.nanos, currency);
  return { amount, low, high: high.nanos > amount.nanos ? high : amount, basis: 'price-api', terms: [onDemand, paid] };
}
