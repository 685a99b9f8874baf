import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { Instance, InstanceGroup } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { isSpot, membersOf } from '../group-members.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, labelled } from '../pricing/estimates.ts';
import { machineCost } from '../pricing/machines.ts';
import { shareOf } from '../pricing/share.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A group whose members come and go, all of them bought at the full price. */
export const spotCandidateGroup = defineCheck({
  name: 'instance-group-spot-candidate',
  ids: { aws: 'aws-ec2-spot-candidate' },
  kind: 'instance-group',
  title: 'Scaling group without a share of spot capacity',
  description:
    'The members of a scaling group are made from a template and may be replaced at any time: such a group can mostly bear ' +
    'that a part of it is spot capacity, which costs a fraction and may be taken back at two minutes’ notice. Whether its ' +
    'work bears that is not read: stateful or licensed software does not.',
  savings:
    'cost of the members x sharePercent x (1 - spot price now, in the dearest zone / list price), each member at its own size',
  ignores: [
    'a group with spot in its mix or among its members',
    'a group with fewer members than minMembers',
    'a group whose members are kept when it shrinks: somebody counts on each of them',
    'a group on dedicated hardware, and one of a system that has no spot price here',
    'a group younger than minAgeDays',
  ],
  evidence: {
    members: 'members at present',
    onDemandMembers: 'of these, bought on demand',
    sharePercent: 'share of them that would be spot',
    spotPricePercent:
      'spot price in percent of the list price, the mean over the members; null where a price is not known',
    servesTraffic: 'whether a load balancer sends requests to its members',
  },
  params: {
    minMembers: { default: 3, min: 1, max: 1000, why: 'with fewer, one that is taken back is a large part' },
    sharePercent: {
      default: 50,
      min: 1,
      max: 100,
      why: 'the rest stays where the spot market has nothing for a while',
    },
    minAgeDays: { default: 14, min: 0, max: 3650, why: 'a group that is being built changes daily' },
    minSavingsPercent: {
      default: 20,
      min: 0,
      max: 100,
      why: 'where spot is hardly cheaper the interruptions are not worth it',
    },
  },
  needs: { related: true, kinds: ['instance'] },
  risk: 'high',
  action: 'instance-group.use-spot',
  evaluate(group, params, context) {
    const { now, firstSeen, costs } = context;
    if (group.mixesSpot || group.keepsMembers || group.members.length < params.minMembers) return fine();
    const age = ageDays(group.createdAt, firstSeen, now, params.minAgeDays);
    if (!age.known) return cannotTell(`time of its creation: ${age.reason}`);
    if (age.value < params.minAgeDays) return fine();
    const members = membersOf(group, context);
    if (!members.known) return cannotTell(members.reason);
    if (members.value.some((member) => isSpot(member) || member.pricingModel === 'dedicated')) return fine();

    const ratios = members.value.map((member) => spotRatio(member, group, costs));
    const ratio = meanOf(ratios);
    // Software whose licence comes with the price is not sold at spot prices here.
    if (ratio.known && (1 - ratio.value) * 100 < params.minSavingsPercent) return fine();
    const evidence = {
      members: group.members.length,
      onDemandMembers: members.value.length,
      sharePercent: params.sharePercent,
      spotPricePercent: ratio.known ? Math.round(ratio.value * 100) : null,
      servesTraffic: group.servesTraffic,
    };
    // Whether spot is cheaper is the question.
    if (!ratio.known) return cannotTell(ratio.reason, evidence);
    if (!group.tags.known) return cannotTell(`tags: ${group.tags.reason}`, evidence);
    return waste({
      confidence: group.servesTraffic ? 0.4 : 0.3,
      evidence,
      monthlySavings: savingOf(members.value, ratios, params.sharePercent, costs),
      actionParams: { spotPercent: params.sharePercent },
    });
  },
});

/** Spot price over list price of a member's size and system. */
function spotRatio(member: Instance, group: InstanceGroup, costs: Costs): Fact<number> {
  if (!group.spotHourly.known) return unread(`spot prices: ${group.spotHourly.reason}`);
  if (!member.operatingSystem.known) return unread(`operating system: ${member.operatingSystem.reason}`);
  const system = member.operatingSystem.value;
  const spot = group.spotHourly.value[`${member.sizeName}/${system}`];
  if (spot === undefined) return unread(`no spot price for ${member.sizeName} with ${system}`);
  const list = costs.listPrices.get(`instance/${member.sizeName}/${system}`.toLowerCase())?.listPrice;
  if (list === undefined) return unread(`no price for ${member.sizeName} with ${system}`);
  if (list.currency !== spot.currency)
    return unread(`spot and list price are in ${spot.currency} and ${list.currency}`);
  const ratio = Number(spot.amount) / Number(list.amount);
  return ratio > 0 && Number.isFinite(ratio) ? known(ratio) : unread(`the spot price is ${spot.amount}`);
}

function meanOf(ratios: readonly Fact<number>[]): Fact<number> {
  let sum = 0;
  for (const ratio of ratios) {
    if (!ratio.known) return ratio;
    sum += ratio.value;
  }
  return ratios.length === 0 ? unread('the group has no members') : known(sum / ratios.length);
}

/** Spot prices move: what the whole group would save is the most, nothing is the least. */
function savingOf(
  members: readonly Instance[],
  ratios: readonly Fact<number>[],
  sharePercent: number,
  costs: Costs,
): Fact<CostEstimate> {
  const parts = members.map((member, at) => {
    const ratio = ratios[at];
    if (ratio?.known !== true) return ratio ?? unread('no spot price');
    const share = (sharePercent / 100) * Math.max(0, 1 - ratio.value);
    const label = `${sharePercent} % as spot, which costs ${Math.round(ratio.value * 100)} % of the list price`;
    return mapFact(machineCost(member, costs), (cost) =>
      labelled(
        { ...shareOf(cost, share, label), low: shareOf(cost, 0, '').amount, basis: 'estimate' },
        member.resourceId,
      ),
    );
  });
  return addEstimates(parts);
}
