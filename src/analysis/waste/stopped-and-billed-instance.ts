import { mapFact } from '../../domain/fact.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A machine that was shut down from inside keeps its host, and bills in full. */
export const stoppedAndBilledInstance = defineCheck({
  name: 'instance-stopped-and-billed',
  ids: { azure: 'azure-vm-stopped-not-deallocated' },
  kind: 'instance',
  title: 'Instance that is shut down and bills as if it ran',
  description:
    'A virtual machine that is shut down from inside its system is "stopped": its host is kept for it and every hour is paid. ' +
    'Only deallocated it costs nothing. Azure does not say since when it is stopped: where nothing else tells, the finding is ' +
    'less sure, for it may be in the middle of a restart.',
  savings: 'the whole cost of the instance itself, by the bill or at list price; its disks and addresses stay',
  ignores: ['an instance that was stopped less than minDays ago, where that is told', 'nodes of Kubernetes clusters'],
  evidence: {
    stoppedDays: 'whole days since it was stopped; null where the cloud does not say',
    size: 'its size',
  },
  params: {
    minDays: { default: 1, min: 0, max: 3650, why: 'a day is longer than any restart or maintenance' },
  },
  risk: 'low',
  action: 'instance.deallocate',
  evaluate(instance, { minDays }, { now, costs }) {
    const { tags, stoppedSince } = instance;
    if (instance.powerState !== 'stopped' || instance.billsWhileStopped !== true) return fine();
    if (instance.managedBy !== undefined || (tags.known && isKubernetesNode(tags.value))) return fine();
    const days = stoppedSince.known ? daysSince(stoppedSince.value, now) : stoppedSince;
    if (days.known && days.value < minDays) return fine();
    const evidence = { stoppedDays: days.known ? days.value : null, size: instance.sizeName };
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      // What is paid for is sure; how long it has been so is not.
      confidence: days.known ? 0.95 : 0.7,
      evidence,
      monthlySavings: mapFact(costs.monthly(instance), certain),
    });
  },
});
