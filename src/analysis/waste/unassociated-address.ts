import { mapFact } from '../../domain/fact.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A reserved public address that nothing uses bills by the hour. */
export const unassociatedAddress = defineCheck({
  name: 'address-unassociated',
  ids: {
    aws: 'aws-eip-unassociated',
    gcp: 'gcp-address-unused',
    azure: 'azure-public-ip-unattached',
    openstack: 'os-floatingip-unassociated',
  },
  kind: 'public-address',
  title: 'Public address that nothing uses',
  description:
    'A reserved public address bills by the hour whether or not something uses it. A released address is lost: partners ' +
    'may have put it on an allow-list, so exempt such addresses by tag.',
  savings: 'the whole cost of the address: by the bill, else its price by the hour x 730 hours',
  ignores: [
    'an address that is bound to anything, a stopped instance too: that is another check',
    'an address that was reserved less than minDays ago, where the cloud says when',
    'an address that is given out only while something uses it, and one of a range that is paid for as a whole',
  ],
  evidence: {
    idleDays: 'whole days since the first sync of those in a row that saw it free: the cloud does not say since when',
    address: 'the address itself, to look for it on allow-lists',
  },
  params: {
    minDays: {
      default: 1,
      byProvider: { gcp: 7, azure: 7, openstack: 3 },
      min: 0,
      max: 3650,
      why: 'a day rules out an address that is just being moved between instances',
    },
  },
  risk: 'medium',
  action: 'address.release',
  evaluate(address, { minDays }, { now, idleSince, costs }) {
    if (!address.attachedTo.known) return cannotTell(`association: ${address.attachedTo.reason}`);
    if (address.attachedTo.value.length > 0) return fine();
    // It is given out with what uses it, and costs nothing else; one of a range is paid for with the range.
    if (address.allocation === 'on-demand' || address.rangeId !== undefined) return fine();
    if (address.createdAt.known) {
      const age = daysSince(address.createdAt.value, now);
      if (!age.known) return cannotTell(`allocation time: ${age.reason}`);
      if (age.value < minDays) return fine();
    }
    // EC2 says neither when an address was allocated nor since when it is free: our own syncs have to.
    const idle = idleSince === undefined ? undefined : daysSince(idleSince, now);
    const idleDays = idle?.known ? Math.max(0, idle.value) : 0;
    return waste({
      // Seen free over the whole window, or only now: it still bills, but it may be in the middle of a move.
      confidence: idleDays >= minDays ? 0.9 : 0.5,
      evidence: { idleDays, address: address.address },
      monthlySavings: mapFact(costs.monthly(address), certain),
    });
  },
});
