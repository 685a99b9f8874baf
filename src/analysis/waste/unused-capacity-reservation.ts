import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs } from '../../domain/instant.ts';
import type { CapacityReservation } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import type { Costs } from '../pricing/costs.ts';
import { certain } from '../pricing/estimates.ts';
import { systemOf } from '../pricing/machine-components.ts';
import { billedHours } from '../pricing/sustained-use.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Places that are kept free for machines bill like running machines. */
export const unusedCapacityReservation = defineCheck({
  name: 'capacity-reservation-unused',
  ids: { aws: 'aws-ec2-capacity-reservation-unused', gcp: 'gcp-reservation-idle' },
  kind: 'capacity-reservation',
  title: 'Capacity reservation with places that nobody uses',
  description:
    'An on-demand capacity reservation bills its free places at the on-demand price until it is cancelled. Where fewer than ' +
    'half of them are used in the mean, those that were free at all times are given back; where none was ever used, all.',
  savings:
    'places that were free at every moment of the window x on-demand price x 730 hours, less a discount for running all month; the most is what all free place-hours cost',
  ignores: [
    'a reservation that was full at some time of the window: it is needed then',
    'one that belongs to a commitment: it goes with that',
    'one that ends at a date, was paid ahead (capacity block), or is committed for longer',
    'one whose free places another account pays for',
    'one that is younger than the window',
  ],
  evidence: {
    size: 'the size that it holds places for',
    totalCount: 'places in all',
    meanUsedPercent: 'mean use over the window',
    maxUsedPercent: 'highest use over the window',
    neverUsedCount: 'places that were free at all times',
  },
  params: {
    lookbackDays: { default: 7, min: 1, max: 14, why: 'a week holds every weekday; free places are dear' },
    minUsedPercent: { default: 50, min: 0, max: 100, why: 'below half, keeping it costs more than what is used' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the hours in which it was used' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still unused' },
  },
  needs: { metrics: ['used-percent-average', 'used-percent-maximum'] },
  risk: 'low',
  action: 'capacity-reservation.cancel',
  evaluate(reservation, params, { now, digest, costs }) {
    const { totalCount, createdAt, committedUntil } = reservation;
    if (reservation.ends !== 'until-cancelled' || reservation.paidBy !== undefined || totalCount === 0) return fine();
    if (committedUntil !== undefined && epochMs(committedUntil) > epochMs(now)) return fine();
    if (!createdAt.known) return cannotTell(`time of its creation: ${createdAt.reason}`);
    const age = daysSince(createdAt.value, now);
    if (!age.known) return cannotTell(`time of its creation: ${age.reason}`);
    if (age.value < params.lookbackDays) return fine();

    const mean = peakOf(digest('used-percent-average'), (of) => of.mean, params, now);
    const highest = peakOf(digest('used-percent-maximum'), (of) => of.max, params, now);
    if (mean.known && mean.value.peak >= params.minUsedPercent) return fine();
    const mostUsed = highest.known ? Math.ceil(rounded((highest.value.peak / 100) * totalCount)) : totalCount;
    // What is taken now was used, whatever the samples say.
    const neverUsed = totalCount - Math.max(mostUsed, totalCount - reservation.availableCount);
    const evidence = {
      size: reservation.sizeName,
      totalCount,
      meanUsedPercent: mean.known ? rounded(mean.value.peak) : null,
      maxUsedPercent: highest.known ? rounded(highest.value.peak) : null,
      neverUsedCount: highest.known ? neverUsed : null,
    };
    const gap = gapIn(mean, params.minCoverage) ?? gapIn(highest, params.minCoverage);
    if (gap !== undefined || !mean.known) return cannotTell(gap ?? 'its use was not read', evidence);
    if (neverUsed <= 0) return fine();
    if (!reservation.tags.known) return cannotTell(`tags: ${reservation.tags.reason}`, evidence);
    return waste({
      confidence: neverUsed === totalCount ? 0.85 : 0.7,
      evidence,
      monthlySavings: savingOf(reservation, neverUsed, totalCount * (1 - mean.value.peak / 100), costs),
      ...(neverUsed < totalCount && {
        action: 'capacity-reservation.lower-count' as const,
        actionParams: { totalCount: totalCount - neverUsed },
      }),
    });
  },
});

/** The bill names a reservation for its free places alone: what they cost together is the most that can be saved. */
function savingOf(
  reservation: CapacityReservation,
  neverUsed: number,
  meanFree: number,
  costs: Costs,
): Fact<CostEstimate> {
  const places = (count: number, label: string): Fact<readonly CostComponent[]> => placesOf(reservation, count, label);
  const sure = costs.insteadOf(
    reservation,
    places(meanFree, 'free places'),
    places(neverUsed, `${neverUsed} places, always free`),
  );
  const most = costs.monthlyOf(reservation, places(meanFree, 'free places, in the mean'));
  if (!sure.known) return sure;
  if (!most.known) return most;
  return known({ ...certain(sure.value), high: most.value.total });
}

/** So many free places, for a month. */
export function placesOf(
  reservation: CapacityReservation,
  count: number,
  label: string,
): Fact<readonly CostComponent[]> {
  if (reservation.tenancy === 'dedicated') return unread('prices of dedicated hardware are not collected');
  if (reservation.holdsMore === true) return unread('what it holds beside the size is not priced');
  const system = systemOf(reservation);
  if (!system.known) return system;
  const item = `instance/${reservation.sizeName}/${system.value}`.toLowerCase();
  // A discount for running all month is given for places as for machines.
  const hours = billedHours(reservation.scope.provider, reservation.sizeName);
  return all([component(`${label}: ${reservation.sizeName}, ${system.value}`, item, count * hours, 'hour')]);
}
