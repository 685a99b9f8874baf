import { mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { shareOf } from '../pricing/share.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { placesOf } from './unused-capacity-reservation.ts';

/** As `unusedCapacityReservation`, where the cloud tells who holds the places now, and nothing of the past. */
export const idleCapacityReservation = defineCheck({
  name: 'capacity-reservation-idle',
  ids: { azure: 'azure-dedicated-host-capacity-idle' },
  kind: 'capacity-reservation',
  title: 'Capacity reservation whose places no machine holds',
  description:
    'A capacity reservation bills each free place like a running machine of its size, without licences, until it is deleted. ' +
    'Reported are reservations of whose places few or none are held. Azure keeps no record of their use: whether they were ' +
    'held yesterday, only syncs on several days tell.',
  savings:
    'as billed, else free places x on-demand price of a Linux machine x 730 hours; of one that is used in part nothing for sure, since the free places may be needed at times',
  ignores: [
    'a reservation of whose places minUsedPercent or more are held',
    'one that was created less than minDays ago',
    'one that is shared with other subscriptions, whose machines may be out of sight: that cannot be told',
    'dedicated hosts: no list tells what of one is taken and what it costs',
  ],
  evidence: {
    size: 'the size that it holds places for',
    totalCount: 'places in all',
    usedPercent: 'share of them that machines hold now',
    idleDays: 'whole days since it was first seen without machines; null while it has some',
  },
  params: {
    minDays: { default: 7, min: 0, max: 3650, why: 'places are kept free for some days before a launch' },
    minUsedPercent: { default: 30, min: 0, max: 100, why: 'below a third, keeping it costs more than what is used' },
  },
  risk: 'medium',
  action: 'capacity-reservation.cancel',
  evaluate(reservation, { minDays, minUsedPercent }, { now, firstSeen, idleSince, costs }) {
    const { totalCount, attachedTo, createdAt, sizeName, tags } = reservation;
    if (totalCount === 0 || attachedTo === undefined) return fine();
    if (!attachedTo.known) return cannotTell(`machines that hold its places: ${attachedTo.reason}`);
    const held = attachedTo.value.length;
    const usedPercent = (held / totalCount) * 100;
    if (held > 0 && usedPercent >= minUsedPercent) return fine();
    const age = ageDays(createdAt, firstSeen, now, minDays);
    if (!age.known) return cannotTell(`time of its creation: ${age.reason}`);
    if (age.value < minDays) return fine();
    const idle = daysSince(idleSince ?? now, now);
    const evidence = {
      size: sizeName,
      totalCount,
      usedPercent: rounded(usedPercent),
      idleDays: held === 0 && idle.known ? idle.value : null,
    };
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const free = totalCount - held;
    const cost = costs.monthlyOf(reservation, placesOf(reservation, free, `${free} free places`));
    if (held === 0) {
      const watched = idle.known && idle.value >= minDays;
      return waste({ confidence: watched ? 0.85 : 0.5, evidence, monthlySavings: mapFact(cost, certain) });
    }
    return waste({
      confidence: 0.4,
      evidence,
      monthlySavings: mapFact(cost, (quote): CostEstimate => ({
        ...certain(quote),
        low: shareOf(quote, 0, '').amount,
      })),
      action: 'capacity-reservation.lower-count',
      actionParams: { totalCount: held },
    });
  },
});
