import type { CommitmentOffer, OnDemandUsage } from '../../domain/cost-facts.ts';
import type { PlannedChange } from './estate-facts.ts';
import {
  linesOf,
  lowWater,
  offerFor,
  offersByLine,
  plannedByRegion,
  plannedUnits,
  type UsageLine,
} from './on-demand-base.ts';

/** How many units of one usage type are worth to reserve. */
export interface ReservationPlan {
  readonly line: UsageLine;
  readonly units: number;
  /** The least-risk offer: one year, as little paid ahead as there is. */
  readonly offer: CommitmentOffer;
  /** The cheapest of all terms and payments, for the range. */
  readonly best: CommitmentOffer;
  readonly plannedUnits: number;
  /** Least units in use on any day of the window. */
  readonly leastUnits: number;
}

/** Reservations of convertible class cost more and cover the same; they are for who means to exchange them. */
const CLASSES = ['standard', ''];
const PAYMENTS = ['none', 'partial', 'all'] as const;
const PLANS = ['Compute', 'EC2Instance'];

/**
 * Whole units that were in use on demand every day of the window, less those that planned changes take away. Usage of
 * EC2 is left to Savings Plans, which cost as much as reservations of the same term and bind less, unless none is
 * offered for it or the reservation is cheaper.
 */
export function reservationPlans(
  usages: readonly OnDemandUsage[],
  offers: readonly CommitmentOffer[],
  planned: readonly PlannedChange[],
): readonly ReservationPlan[] {
  const byLine = offersByLine(offers);
  const changes = plannedByRegion(planned);
  return linesOf(usages).flatMap((line): readonly ReservationPlan[] => {
    // Other units (capacity units, requests) are sold in lots of their own.
    if (!/^h(ou)?rs?$/i.test(line.usage.unit)) return [];
    const of = (termYears: 1 | 3, payment: (typeof PAYMENTS)[number]) =>
      offerFor(line, byLine, { category: 'usage', plans: CLASSES, termYears, payment });
    const offer = PAYMENTS.map((payment) => of(1, payment)).find((found) => found !== undefined);
    if (offer === undefined || !(Number(offer.hourlyRate) < line.rate)) return [];
    const plan = offerFor(line, byLine, { category: 'spend', plans: PLANS, termYears: 1, payment: offer.payment });
    if (line.usage.serviceCode === 'AmazonEC2' && plan && Number(plan.hourlyRate) <= Number(offer.hourlyRate))
      return [];
    const going = plannedUnits(line, changes, byLine);
    const leastUnits = lowWater(line.units);
    // A day is never quite 24 hours of use in a bill that rounds; a hundredth is no machine.
    const units = Math.floor(leastUnits + 0.01) - going;
    if (units < 1) return [];
    const candidates = ([1, 3] as const).flatMap((years) => PAYMENTS.map((payment) => of(years, payment)));
    const [best = offer] = candidates
      .filter((found) => found !== undefined)
      .toSorted((a, b) => Number(a.hourlyRate) - Number(b.hourlyRate));
    return [{ line, units, offer, best, plannedUnits: going, leastUnits }];
  });
}
