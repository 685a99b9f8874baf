import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn } from '../metric-peak.ts';
import { fixedPartSaving } from '../pricing/fixed-part-saving.ts';
import { bastionComponents } from '../pricing/network-services.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Kinds that have more than the smallest paid one, and cost more. */
const LARGER = new Set(['Standard', 'Premium']);

/** A bastion that nobody goes through, or one of a larger kind than what is switched on needs. */
export const idleBastion = defineCheck({
  name: 'bastion-idle',
  ids: { azure: 'azure-bastion-idle' },
  kind: 'bastion',
  title: 'Bastion that nobody uses, or of a larger kind than it needs',
  description:
    'A bastion host is paid by the hour from the moment it is made, and cannot be stopped. Reported is one without a single session ' +
    'for a month, and one of kind Standard or Premium that uses none of what they have beyond Basic: it has two machines, and no ' +
    'switch of theirs is on. A host can be made again in minutes; a smaller kind takes making it again too.',
  savings:
    'its cost as billed, else its price by the hour x 730; of one of a larger kind the difference to the price of Basic. What ' +
    'leaves it stays the same',
  ignores: [
    'one that had a session in any five minutes of the window: rare use is what a bastion is for',
    'the Developer kind, which is free',
    'a larger kind with a feature that Basic does not have, or with more than two machines',
    'one that was made less than lookbackDays ago, where that is told',
  ],
  evidence: {
    sku: 'its kind',
    scaleUnits: 'machines behind it',
    features: 'switches of the larger kinds that are on',
    lookbackDays: 'days that were looked at',
    maxSessions: 'sum over its machines in the busiest five minutes; null where it was not measured',
  },
  params: {
    ...windowParams(30, 'a month holds a patch day and a month-end'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one session' },
  },
  needs: { metrics: ['active-connections-maximum'] },
  risk: 'low',
  action: 'bastion.delete',
  evaluate(bastion, params, { now, firstSeen, digest, costs }) {
    const { sku, scaleUnits, features, tags } = bastion;
    if (sku === 'Developer') return fine();
    const age = ageDays(bastion.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const sessions = highest(digest('active-connections-maximum'), params, now);
    const isUsed = exceeds(sessions, 0);
    const isTooLarge = LARGER.has(sku) && features.length === 0 && scaleUnits <= 2;
    if (isUsed && !isTooLarge) return fine();
    const evidence = {
      sku,
      scaleUnits,
      features: features.join(', '),
      lookbackDays: params.lookbackDays,
      maxSessions: sessions.known ? sessions.value.peak : null,
    };
    const gap = gapIn(sessions, params.minCoverage);
    if (!isUsed && gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    if (!isUsed) {
      const monthlySavings = wholeSaving(bastion, costs, bastionComponents(bastion));
      return waste({ confidence: age.known ? 0.85 : 0.7, evidence, monthlySavings });
    }
    return waste({
      confidence: 0.5, // ports of one's own and file transfer by the browser are no switches
      action: 'bastion.change-sku',
      actionParams: { sku: 'Basic' },
      evidence,
      monthlySavings: fixedPartSaving(
        costs,
        bastionComponents(bastion),
        bastionComponents({ sku: 'Basic', scaleUnits: 2 }),
      ),
    });
  },
});
