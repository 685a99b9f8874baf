import { type Fact, known } from '../../domain/fact.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { Size } from '../../domain/prices.ts';
import type { Instance, Tags } from '../../domain/resources.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { doesNothing, IDLE, OFF_HOURS, offHoursOf } from '../idle-machine.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import { runningDays } from '../running-days.ts';
import { cannotTell, fine, type Waste, waste } from '../verdict.ts';
import { shapeOf } from '../workload-shape.ts';
import { candidatesFor, isSmaller } from './candidates.ts';
import type { Demand, Headroom } from './demand.ts';
import { demandMetrics, machineDemand } from './machine-demand.ts';
import { measuredEvidence, optionEvidence } from './machine-evidence.ts';
import { cheaperBy, presentMachine, pricedOptions, type PricedOption } from './machine-options.ts';
import { windowParams } from './machine-window.ts';

/** A running machine whose work fits a smaller size with room to spare. */
export const oversizedInstance = defineCheck({
  name: 'instance-oversized',
  ids: { aws: 'aws-ec2-instance-rightsize', gcp: 'gcp-vm-rightsize', azure: 'azure-vm-rightsize' },
  kind: 'instance',
  title: 'Instance larger than its work needs',
  description:
    'CPU, memory, network and disk use of two weeks fit a size with fewer vCPUs or less memory that costs less. Sizes that ' +
    'break a hard limit (architecture, driver, attachments, local disks, burst baseline) are out; what is less than sure ' +
    'lowers the fit score. Where memory was not measured (no CloudWatch agent), no size with less memory is proposed.',
  savings:
    'list price of the present size minus that of the target, for the hours that are billed, times billed cost / list cost ' +
    'of the instance (at most 1). Volumes and addresses stay.',
  ignores: [
    'an idle instance, and one with idle hours in its week: they are stopped or scheduled',
    'a burstable instance that has spent all its credits within the window: what it did is not what it wanted to do',
    'an instance with local disks: what lies on them does not move',
    'spot instances, instances on dedicated hardware, nodes of Kubernetes clusters, members of managed groups',
    'an instance that was started within the window',
  ],
  evidence: {
    size: 'the present size',
    shape: 'how the load goes through the week: steady, daily, weekly, spiky; null where the profile has holes',
    p99CpuPercent: 'p99 of the highest CPU use of each hour',
    maxCpuPercent: 'the highest CPU use',
    maxMemoryPercent: 'the highest memory use, where an agent reports it',
    p99NetworkMbps: 'p99 of the traffic of an hour, both directions',
    p99DiskIops: 'p99 of the operations of an hour on its volumes, per second',
    p99DiskMBps: 'p99 of the bytes of an hour on its volumes, per second',
    targetSize: 'the best size of the same architecture',
    fit: 'how sure it is that the target does, from 0 to 1',
    fitLoweredBy: 'what lowered it',
    options: 'the best size of each kind of change, with what it saves and how full it would be',
    sizesRuledOut: 'how many cheaper, smaller sizes each hard limit ruled out',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 80, min: 1, max: 100, why: 'of the target at the p99 of the hours: a fifth stays free' },
    maxMemoryPercent: {
      default: 80,
      min: 1,
      max: 100,
      why: 'of the target at the highest use: memory does not give way',
    },
    maxIoPercent: {
      default: 60,
      min: 1,
      max: 100,
      why: 'of the target for network and disk: means of an hour hide the peaks inside it',
    },
    minSavingsPercent: { default: 10, min: 0, max: 100, why: 'less is not worth a stop and a start' },
  },
  needs: {
    metrics: [...demandMetrics, 'cpu-percent-maximum-four-weeks', 'network-bytes', 'cpu-credit-shortage'],
    sizes: true,
  },
  risk: 'medium',
  action: 'instance.change-size',
  evaluate(instance, params, context) {
    const { now, digest } = context;
    if (instance.powerState !== 'running' || instance.pricingModel !== 'on-demand') return fine();
    if (instance.managedBy !== undefined) return fine(); // its group or cluster decides
    if (instance.build?.localRoot.known === true && instance.build.localRoot.value) return fine(); // can't be stopped
    if (instance.tags.known && isKubernetesNode(instance.tags.value)) return fine();
    const running = runningDays(instance, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine();
    if (doesNothing(digest('cpu-percent-maximum'), digest('network-bytes'))) return fine();
    const [cpuWeek, networkWeek] = [profileOf(digest('cpu-percent-maximum-four-weeks')), networkProfile(context)];
    if (offHoursOf(cpuWeek, networkWeek, OFF_HOURS).length > 0) return fine();

    const present = presentMachine(instance, context);
    if (!present.known) return cannotTell(present.reason);
    const { size } = present.value;
    if (size.localStorageGiB > 0) return fine();
    const credits = spentCredits(size, digest);
    if (credits.known && credits.value) return fine();
    const demand = machineDemand(instance, size, { window: params, now, digest });
    const smaller = [...cheaperBy(present.value, params.minSavingsPercent)].filter((each) => isSmaller(each, size));
    const { fitting, excluded } = candidatesFor(size, demand, smaller, params);
    const options = pricedOptions(instance, present.value, fitting, context.costs);
    const best = options.find(({ candidate }) => !candidate.needsRebuild);
    const evidence = {
      size: size.name,
      shape: shapeOf(cpuWeek, IDLE.cpuPercent) ?? null,
      ...measuredEvidence(demand, size),
    };
    if (best === undefined) {
      // Not measured is not unused: but where not even an idle machine would fit elsewhere, its load decides nothing.
      if (demand.cpu.known || !couldFit(size, demand, smaller, params)) return fine();
      return cannotTell(demand.cpu.reason, evidence);
    }
    if (!credits.known) return cannotTell(`CPU credits: ${credits.reason}`, evidence);
    if (!demand.cpu.known) return cannotTell(demand.cpu.reason, evidence);
    if (!instance.tags.known) return cannotTell(`tags: ${instance.tags.reason}`, evidence);
    return waste({
      ...howToChange(instance, instance.tags.value, best, demand),
      evidence: { ...evidence, ...optionEvidence(best, options, excluded) },
      monthlySavings: best.saving,
    });
  },
});

const profileOf = (digest: Fact<MetricDigest>) => (digest.known ? digest.value.hourOfWeek : undefined);
const networkProfile = ({ digest }: CheckContext) => profileOf(digest('network-bytes-four-weeks'));

/** Whether a burstable machine ran out of credits: it was then held down, or paid for more, and did not show its need. */
function spentCredits({ burstable }: Size, digest: CheckContext['digest']): Fact<boolean> {
  if (!burstable) return known(false);
  const shortage = digest('cpu-credit-shortage');
  if (!shortage.known) return shortage;
  if (shortage.value.sampleCount === 0) return { known: false, reason: 'cpu-credit-shortage has no samples' };
  // One credit is a minute of one vCPU: less is none.
  return known(shortage.value.max > -1);
}

function couldFit(size: Size, demand: Demand, smaller: readonly Size[], headroom: Headroom): boolean {
  const doing = { ...demand, cpu: known({ p99: 0, max: 0, busiestDay: 0 }) };
  return candidatesFor(size, doing, smaller, headroom).fitting.some(({ needsRebuild }) => !needsRebuild);
}

/** A member of a scaling group gets its size from the group's template. */
function howToChange(
  instance: Instance,
  tags: Tags,
  { candidate }: PricedOption,
  { memoryMiB }: Demand,
): Pick<Waste, 'confidence' | 'action' | 'actionParams'> {
  const group = autoScalingGroup(tags);
  const held = instance.uses?.known === true && instance.uses.value.some(({ relation }) => relation === 'capacity-of');
  // In a capacity reservation the freed place bills on until that is changed too.
  const factors = [0.9, candidate.fit.score, memoryMiB.known ? 1 : 0.85, group === undefined ? 1 : 0.8, held ? 0.6 : 1];
  const confidence = rounded(factors.reduce((product, factor) => product * factor, 1));
  const sizeName = candidate.size.name;
  return group === undefined
    ? { confidence, actionParams: { sizeName } }
    : { confidence, action: 'instance-group.change-size', actionParams: { group, sizeName } };
}
