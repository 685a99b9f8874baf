import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { transitAttachment } from '../pricing/networks.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A network or peer that is tied to a transit gateway and sends nothing through it. */
export const idleTransitAttachment = defineCheck({
  name: 'transit-attachment-idle',
  ids: { aws: 'aws-tgw-attachment-idle' },
  kind: 'transit-attachment',
  title: 'Transit gateway attachment that carries no traffic',
  description:
    'An attachment bills by the hour to who owns what is attached. Reported are attachments of networks and peers without ' +
    'a byte over a month. That of a VPN connection goes with the connection, which has a check of its own, and that of a ' +
    'dedicated line with the line.',
  savings: 'the whole cost of the attachment as billed, else its price by the hour',
  ignores: [
    'an attachment that carried a byte on any day of the window',
    'attachments of VPN connections and dedicated lines, which go with those',
    'one that is not accepted yet',
    'one made less than lookbackDays ago',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes on the busiest day',
    coverage: 'share of the days that have a sample, 0 to 1',
    attached: 'what is attached',
    gateway: 'the transit gateway',
  },
  params: windowParams(30, 'a month holds a month-end run and a test of the disaster recovery'),
  needs: { metrics: ['processed-bytes'] },
  risk: 'medium',
  action: 'transit-attachment.delete',
  evaluate(attachment, params, { now, firstSeen, digest, costs }) {
    const { attachedKind, active } = attachment;
    if (!active || (attachedKind !== 'network' && attachedKind !== 'peering')) return fine();
    const age = ageDays(attachment.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine(); // too young to be called idle
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    if (exceeds(bytes, 0)) return fine();
    const evidence = {
      ageDays: age.known ? age.value : null,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? bytes.value.peak : null,
      coverage: bytes.known ? rounded(bytes.value.coverage) : null,
      attached: attachment.attachedId ?? null,
      gateway: attachment.gatewayId,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(bytes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.8,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(attachment, transitAttachment(attachedKind)), certain),
    });
  },
});
