import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { HOURS_PER_MONTH, type Price } from '../../domain/prices.ts';
import type { GroupMachines, InstanceGroup } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { environmentOf } from '../environment.ts';
import { membersOf } from '../group-members.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, labelled } from '../pricing/estimates.ts';
import { systemOf } from '../pricing/machine-components.ts';
import { machineCost } from '../pricing/machines.ts';
import type { Quote } from '../pricing/quote.ts';
import { shareOf } from '../pricing/share.ts';
import { billedHours } from '../pricing/sustained-use.ts';
import { groupComponents } from '../pricing/uniform-groups.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A group whose members come and go, all of them bought at the full price. */
export const spotCandidateGroup = defineCheck({
  name: 'instance-group-spot-candidate',
  ids: { aws: 'aws-ec2-spot-candidate', gcp: 'gcp-vm-spot-candidate', azure: 'azure-vm-spot-candidate' },
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
    'on Google Cloud a group that is not said to be for such work, and machines of no group: nothing makes them anew when they are taken back',
    'on Azure a scale set that is not said to be for development, tests or batch work, one in flexible mode, and node pools of AKS: what a pool is made of cannot be changed',
  ],
  evidence: {
    members: 'members at present',
    onDemandMembers: 'of these, bought on demand',
    sharePercent: 'share of them that would be spot',
    spotPricePercent:
      'spot price in percent of the list price, the mean over the members; null where a price is not known',
    marked: 'whether tags or name say that it is for development, tests or batch work',
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
    onlyMarked: {
      default: 0,
      byProvider: { gcp: 1, azure: 1 },
      min: 0,
      max: 1,
      why: '1: only what tags or name say to be for development, tests or batch work; on Azure and Google Cloud nothing else tells that a group may be interrupted',
    },
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
    const marked = isMarked(group);
    if (params.onlyMarked === 1 && !marked && group.tags.known) return fine();
    const members = partsOf(group, context);
    if (!members.known) return cannotTell(members.reason);
    if (members.value.some(({ machine }) => machine.pricingModel !== 'on-demand')) return fine();

    const ratios = members.value.map(({ machine }) => spotRatio(machine, group, costs));
    const ratio = meanOf(ratios);
    // Software whose licence comes with the price is not sold at spot prices here.
    if (ratio.known && (1 - ratio.value) * 100 < params.minSavingsPercent) return fine();
    const evidence = {
      members: group.members.length,
      onDemandMembers: group.members.length,
      sharePercent: params.sharePercent,
      spotPricePercent: ratio.known ? Math.round(ratio.value * 100) : null,
      marked,
      servesTraffic: group.servesTraffic,
    };
    // Whether spot is cheaper is the question.
    if (!ratio.known) return cannotTell(ratio.reason, evidence);
    if (!group.tags.known) return cannotTell(`tags: ${group.tags.reason}`, evidence);
    return waste({
      confidence: group.servesTraffic ? 0.4 : 0.3,
      evidence,
      monthlySavings: savingOf(members.value, ratios, params.sharePercent),
      actionParams: { spotPercent: params.sharePercent },
    });
  },
});

const BATCH = /(^|[^a-z])batch([^a-z]|$)/i;

function isMarked({ tags, name }: InstanceGroup): boolean {
  const told = tags.known ? tags.value : {};
  const texts = [name ?? '', ...Object.entries(told).flat()];
  return environmentOf(told, name) === 'development' || texts.some((text) => BATCH.test(text));
}

/** A member, or all of them together where they are equal and bill as one. */
interface Part {
  readonly resourceId: string;
  readonly machine: GroupMachines;
  readonly cost: Fact<Quote>;
}

function partsOf(group: InstanceGroup, context: CheckContext): Fact<readonly Part[]> {
  const { costs } = context;
  const { machines, resourceId } = group;
  if (machines !== undefined) {
    const cost = costs.monthlyOf(group, groupComponents(group, machines, group.desiredSize));
    return known([{ resourceId, machine: machines, cost }]);
  }
  return mapFact(membersOf(group, context), (members) =>
    members.map((machine) => ({ resourceId: machine.resourceId, machine, cost: machineCost(machine, costs) })),
  );
}

/** Spot price over list price of a member's size and system. */
function spotRatio(machine: GroupMachines, group: InstanceGroup, costs: Costs): Fact<number> {
  const { sizeName } = machine;
  const system = group.machines === undefined ? machine.operatingSystem : systemOf(machine);
  if (!system.known) return unread(`operating system: ${system.reason}`);
  const price = (kind: string): Price['listPrice'] | undefined =>
    costs.listPrices.get(`${kind}/${sizeName}/${system.value}`.toLowerCase())?.listPrice;
  // Where the group does not tell the market's prices, the price list may.
  const spot = group.spotHourly.known ? group.spotHourly.value[`${sizeName}/${system.value}`] : price('instance-spot');
  if (spot === undefined && !group.spotHourly.known && group.machines === undefined) {
    return unread(`no spot price for ${sizeName} with ${system.value}: ${group.spotHourly.reason}`);
  }
  if (spot === undefined) return unread(`no spot price for ${sizeName} with ${system.value}`);
  const list = price('instance');
  if (list === undefined) return unread(`no price for ${sizeName} with ${system.value}`);
  if (list.currency !== spot.currency)
    return unread(`spot and list price are in ${spot.currency} and ${list.currency}`);
  // On demand it has a discount for running all month, as spot it has none.
  const billed = billedHours(group.scope.provider, sizeName) / HOURS_PER_MONTH;
  const ratio = Number(spot.amount) / (Number(list.amount) * billed);
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
function savingOf(parts: readonly Part[], ratios: readonly Fact<number>[], sharePercent: number): Fact<CostEstimate> {
  return addEstimates(
    parts.map(({ cost, resourceId }, at) => {
      const ratio = ratios[at];
      if (ratio?.known !== true) return ratio ?? unread('no spot price');
      const share = (sharePercent / 100) * Math.max(0, 1 - ratio.value);
      const label = `${sharePercent} % as spot, which costs ${Math.round(ratio.value * 100)} % of the list price`;
      return mapFact(cost, (quote) =>
        labelled({ ...shareOf(quote, share, label), low: shareOf(quote, 0, '').amount, basis: 'estimate' }, resourceId),
      );
    }),
  );
}
