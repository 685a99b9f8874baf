import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Instance, Tags } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { environmentOf } from '../environment.ts';
import { doesNothing, hoursIn, OFF_HOURS, offHoursOf } from '../idle-machine.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import type { Costs } from '../pricing/costs.ts';
import { changeSaving, machineCost } from '../pricing/machines.ts';
import { shareOf } from '../pricing/share.ts';
import { billedHours } from '../pricing/sustained-use.ts';
import { runningDays } from '../running-days.ts';
import { cannotTell, fine, type Waste, waste } from '../verdict.ts';
import { blocksInWords, HOURS_PER_WEEK, shapeOf } from '../workload-shape.ts';

/** A machine that runs day and night, and does nothing in the same hours of every week. */
export const offHoursInstance = defineCheck({
  name: 'instance-off-hours',
  ids: { aws: 'aws-ec2-instance-schedule', gcp: 'gcp-vm-schedule', azure: 'azure-vm-schedule' },
  kind: 'instance',
  title: 'Instance with idle hours every week that runs around the clock',
  description:
    'In the same hours of every week, four weeks long, CPU stays under the bar and next to nothing is sent or received. A ' +
    'schedule that stops the instance then saves its price for these hours. A tag or name of a non-production environment ' +
    'makes it surer, but is no reason by itself: a test machine that works at night is left alone.',
  savings:
    'cost of the instance itself x idle hours of the week / 168. Volumes, addresses and licences of one’s own go on billing ' +
    'and are not counted; nor is what the bill of the instance holds beyond its list price.',
  ignores: [
    'an instance that is idle all the time: it is stopped for good',
    'hours with little CPU but with traffic',
    'idle stretches shorter than minBlockHours',
    'spot instances, instances on dedicated hardware, nodes of Kubernetes clusters, members of managed groups',
    'an instance that was started within the window',
  ],
  evidence: {
    shape: 'how the load goes through the week',
    offHours: 'idle hours of a week in stretches that are long enough',
    off: 'these stretches, UTC',
    environment: 'what tags or the name say that it is for; null where they say nothing',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
    networkCoverage: 'share of the network samples that there are, 0 to 1',
  },
  params: {
    lookbackDays: { default: 28, min: 7, max: 28, why: 'four of every hour of the week: a week with work shows' },
    minOffHours: {
      default: OFF_HOURS.minOffHours,
      min: 1,
      max: HOURS_PER_WEEK,
      why: 'a weekend is 48 hours: with fewer the saving hardly pays for the trouble',
    },
    minBlockHours: {
      default: OFF_HOURS.minBlockHours,
      min: 1,
      max: HOURS_PER_WEEK,
      why: 'shorter stops cost more than they save',
    },
    maxCpuPercent: {
      default: OFF_HOURS.maxCpuPercent,
      min: 0,
      max: 100,
      why: 'an operating system alone stays below it; of the maxima of each hour, so that a short job counts as work',
    },
    maxNetworkBytesPerSecond: {
      default: OFF_HOURS.maxNetworkBytesPerSecond,
      min: 0,
      max: 1_000_000_000,
      why: 'agents and time service stay below it',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy hour of a week' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it does now' },
  },
  needs: {
    metrics: ['cpu-percent-maximum-four-weeks', 'network-bytes-four-weeks', 'cpu-percent-maximum', 'network-bytes'],
  },
  risk: 'medium',
  action: 'instance.schedule',
  evaluate(instance, params, { now, digest, costs }) {
    const { tags } = instance;
    if (instance.powerState !== 'running' || instance.pricingModel !== 'on-demand') return fine();
    if (instance.managedBy !== undefined) return fine(); // its group or cluster decides
    if (instance.scheduled?.known === true && instance.scheduled.value) return fine();
    if (instance.build?.localRoot.known === true && instance.build.localRoot.value) return fine(); // can't be stopped
    if (tags.known && isKubernetesNode(tags.value)) return fine();
    const running = runningDays(instance, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine();
    if (doesNothing(digest('cpu-percent-maximum'), digest('network-bytes'))) return fine();

    const told = { cpu: digest('cpu-percent-maximum-four-weeks'), network: digest('network-bytes-four-weeks') };
    const cpu = peakOf(told.cpu, ({ max }) => max, params, now);
    const network = peakOf(told.network, ({ max }) => max, params, now);
    const profile = told.cpu.known ? told.cpu.value.hourOfWeek : undefined;
    const traffic = told.network.known ? told.network.value.hourOfWeek : undefined;
    const blocks = offHoursOf(profile, traffic, params);
    const offHours = hoursIn(blocks);
    const environment = tags.known ? environmentOf(tags.value, instance.name) : undefined;
    const evidence = {
      shape: shapeOf(profile, params.maxCpuPercent) ?? null,
      offHours,
      off: blocks.length === 0 ? null : blocksInWords(blocks),
      environment: environment ?? null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
      networkCoverage: network.known ? rounded(network.value.coverage) : null,
    };
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(network, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (blocks.length === 0) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    if (instance.scheduled?.known === false) return cannotTell(`schedule: ${instance.scheduled.reason}`, evidence);
    return waste({
      ...howToSchedule(tags.value, evidence.off ?? '', environment),
      evidence,
      monthlySavings: savingOf(instance, offHours, costs),
    });
  },
});

/** Where a machine that runs for long is cheaper by the hour, the hours that are left cost more. */
function savingOf(instance: Instance, offHours: number, costs: Costs): Fact<CostEstimate> {
  const { sizeName, scope } = instance;
  if (billedHours(scope.provider, sizeName) !== HOURS_PER_MONTH) {
    return changeSaving(instance, { hours: HOURS_PER_MONTH * (1 - offHours / HOURS_PER_WEEK) }, costs);
  }
  return mapFact(machineCost(instance, costs), (cost) =>
    shareOf(cost, offHours / HOURS_PER_WEEK, `${offHours} of ${HOURS_PER_WEEK} hours`),
  );
}

/** A member of a scaling group would be replaced: its group gets the schedule. */
function howToSchedule(
  tags: Tags,
  off: string,
  environment: ReturnType<typeof environmentOf>,
): Pick<Waste, 'confidence' | 'action' | 'actionParams'> {
  const confidence = environment === 'development' ? 0.85 : environment === 'production' ? 0.5 : 0.7;
  const group = autoScalingGroup(tags);
  return group === undefined
    ? { confidence, actionParams: { off } }
    : { confidence, action: 'instance-group.schedule', actionParams: { group, off } };
}
