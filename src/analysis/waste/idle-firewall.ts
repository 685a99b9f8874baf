import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { fixedPartSaving } from '../pricing/fixed-part-saving.ts';
import { firewallComponents } from '../pricing/network-services.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A firewall through which nothing passes, or of the largest tier without anything of it. */
export const idleFirewall = defineCheck({
  name: 'firewall-idle',
  ids: { azure: 'azure-firewall-idle' },
  kind: 'firewall',
  title: 'Firewall without traffic, or Premium without Premium’s features',
  description:
    'A managed firewall is paid by the hour, about as much as five large machines, before the first byte passes it. Reported is one that ' +
    'passed not a byte for a month, and one of tier Premium whose policy has neither intrusion detection nor TLS inspection nor ' +
    'rules by URL: Standard does the same. A deallocated firewall keeps its rules and its policy, and costs nothing.',
  savings:
    'its cost as billed, else the price of its tier by the hour x 730; of Premium without its features the difference to the ' +
    'hours of Standard. What passes it costs the same in both',
  ignores: [
    'one that passed a byte on any day of the window',
    'one that is deallocated: nothing is paid for it',
    'Premium whose policy, or the one above it, uses a feature of Premium',
    'one that was made less than lookbackDays ago, where that is told',
    'several firewalls in one region: whether networks may share one is for their owners to say',
  ],
  evidence: {
    tier: 'its tier',
    inHub: 'whether it belongs to a virtual hub',
    premiumFeatures: 'features of Premium that its policies use; null where they were not read',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes on the busiest day; null where they were not measured',
  },
  params: windowParams(30, 'a month holds a month-end run and a test of the disaster recovery'),
  needs: { metrics: ['processed-bytes'] },
  risk: 'high',
  action: 'firewall.deallocate',
  evaluate(firewall, params, { now, firstSeen, digest, costs }) {
    const { tier, inHub, allocated, premiumFeatures, tags } = firewall;
    if (!allocated) return fine();
    const age = ageDays(firewall.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    const isUsed = exceeds(bytes, 0);
    const isPremium = tier === 'Premium';
    if (isUsed && (!isPremium || (premiumFeatures.known && premiumFeatures.value.length > 0))) return fine();
    const evidence = {
      tier,
      inHub,
      premiumFeatures: premiumFeatures.known ? premiumFeatures.value.join(', ') : null,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? rounded(bytes.value.peak) : null,
    };
    const gap = gapIn(bytes, params.minCoverage);
    if (!isUsed && gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const present = firewallComponents(firewall);
    if (!isUsed) {
      return waste({
        confidence: age.known ? 0.8 : 0.6, // it may wait for a disaster
        evidence,
        monthlySavings: wholeSaving(firewall, costs, present),
      });
    }
    if (!premiumFeatures.known) return cannotTell(`policy: ${premiumFeatures.reason}`, evidence);
    return waste({
      confidence: 0.75,
      risk: 'medium',
      action: 'firewall.change-tier',
      actionParams: { tier: 'Standard' },
      evidence,
      monthlySavings: fixedPartSaving(costs, present, firewallComponents({ tier: 'Standard', inHub })),
    });
  },
});
