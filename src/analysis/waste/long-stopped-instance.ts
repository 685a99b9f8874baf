import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { exactAmount, money, zero } from '../../domain/money.ts';
import type { HeldAttachment } from '../attachments.ts';
import { defineCheck } from '../define-check.ts';
import { autoScalingGroup } from '../ownership.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, certain, labelled, smaller } from '../pricing/estimates.ts';
import { deletionSaving } from '../pricing/volume-savings.ts';
import { stoppedDays } from '../stopped.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A stopped instance costs nothing itself; its volumes and addresses go on billing. */
export const longStoppedInstance = defineCheck({
  name: 'instance-stopped-long',
  // Not OpenStack: a stopped server keeps its host's memory there, which is another rule and another saving.
  ids: {
    aws: 'aws-ec2-instance-stopped-long',
    gcp: 'gcp-vm-stopped-disks',
    azure: 'azure-vm-deallocated-long',
  },
  kind: 'instance',
  title: 'Instance stopped for long while its volumes and addresses bill',
  description:
    'A machine that has been stopped for a month is rarely started again, and what hangs on it bills as before. An image of it ' +
    'keeps everything that is needed to bring it back.',
  savings:
    'the cost of its volumes and addresses minus snapshots of their full size in an image, which is kept; `high` takes the snapshots ' +
    'as free. A volume that several such instances share counts with one of them',
  ignores: [
    'an instance that ran within minDays',
    'one on which nothing hangs that bills',
    'volumes and addresses that something else uses too, or that their tags exempt: they stay',
    'one that is stopped from inside only and bills as if it ran: that is another check',
  ],
  evidence: {
    stoppedDays: 'whole days since it was stopped',
    volumes: 'how many volumes would go with it; null where they were not completely listed',
    volumesGiB: 'their size',
    addresses: 'how many public addresses would be released; null where they were not completely listed',
    keptAttachments: 'volumes and addresses that would stay',
  },
  params: {
    minDays: {
      default: 30,
      min: 1,
      max: 3650,
      why: 'longer than a holiday and a month-end run; Trusted Advisor waits as long',
    },
    minSuspendedDays: {
      default: 7,
      min: 1,
      max: 3650,
      why: 'of a machine whose memory is kept, which bills too: it was meant for hours',
    },
  },
  needs: { attached: true },
  risk: 'medium',
  action: 'instance.image-and-terminate',
  evaluate(instance, { minDays, minSuspendedDays }, { now, attachments, costs }) {
    const days = stoppedDays(instance, now);
    if (!days.known) return cannotTell(`time of the stop: ${days.reason}`);
    if (days.value === null || days.value < (instance.suspended === true ? minSuspendedDays : minDays)) return fine();
    if (!instance.tags.known) return cannotTell(`tags: ${instance.tags.reason}`);
    // A scaling group keeps stopped instances on purpose: its warm pool.
    const isAlone = autoScalingGroup(instance.tags.value) === undefined && instance.managedBy === undefined;
    const confidence = isAlone ? 0.8 : 0.3;

    const held = attachments();
    if (!held.known) {
      const evidence = { stoppedDays: days.value, volumes: null, addresses: null };
      return waste({ confidence, evidence, monthlySavings: unread(held.reason) });
    }
    const stays = ({ fate }: HeldAttachment): boolean => fate.is === 'kept' || fate.is === 'used-elsewhere';
    const leaving = held.value.filter((each) => !stays(each));
    if (leaving.length === 0) return fine(); // nothing that would go with it bills
    const volumes = leaving.filter(({ resource }) => resource.kind === 'block-volume');
    const addresses = leaving.filter(({ resource }) => resource.kind === 'public-address');
    return waste({
      confidence,
      evidence: {
        stoppedDays: days.value,
        volumes: volumes.length,
        volumesGiB: volumes.reduce((sum, { resource }) => sum + ('sizeGiB' in resource ? resource.sizeGiB : 0), 0),
        addresses: addresses.length,
        keptAttachments: held.value.length - leaving.length,
      },
      monthlySavings: addEstimates(leaving.map((each) => savingOf(each, instance.resourceId, costs))),
      // What stays is named too: EC2 may be set to delete a volume along with its instance.
      actionParams: {
        ...idsParam('volumes', volumes),
        ...idsParam('addresses', addresses),
        ...idsParam('keep', held.value.filter(stays)),
      },
    });
  },
});

function savingOf({ resource, fate }: HeldAttachment, instanceId: string, costs: Costs): Fact<CostEstimate> {
  if (fate.is === 'unknown') return unread(fate.reason);
  const whole =
    resource.kind === 'block-volume' ? deletionSaving(resource, costs) : mapFact(costs.monthly(resource), certain);
  return mapFact(whole, (saving) => {
    const named = labelled(saving, resource.resourceId);
    if (fate.is !== 'shared') return named;
    // A shared volume goes only when its last holder does: this instance alone may save nothing of it.
    const nothing = zero(saving.amount.currency);
    if (fate.countedWith === instanceId) return { ...named, low: smaller(saving.low, nothing) };
    const terms = [...named.terms, ...countedElsewhere(named, resource.resourceId, fate.countedWith)];
    return { ...named, amount: nothing, low: nothing, high: nothing, terms };
  });
}

/** The term that takes a shared volume out again, so that it counts once and the terms still add up. */
function countedElsewhere(
  { amount, terms: [like] }: CostEstimate,
  volumeId: string,
  holderId: string,
): readonly CostTerm[] {
  if (like === undefined) return [];
  const taken = money(-amount.nanos, amount.currency);
  const label = `${volumeId}: shared, counted with ${holderId}`;
  return [{ ...like, label, quantity: '1', unit: 'month', unitPrice: exactAmount(taken), amount: taken }];
}

function idsParam(name: string, held: readonly HeldAttachment[]): Record<string, string> {
  return held.length === 0 ? {} : { [name]: held.map(({ resource }) => resource.resourceId).join(',') };
}
