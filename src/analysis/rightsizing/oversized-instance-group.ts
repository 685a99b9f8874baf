import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { groupComponents } from '../pricing/uniform-groups.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** A group of equal machines that is kept at more of them than its load needs. */
export const oversizedInstanceGroup = defineCheck({
  name: 'instance-group-oversized',
  ids: { azure: 'azure-vmss-underused' },
  kind: 'instance-group',
  title: 'Scale set with more machines than its load needs',
  description:
    'Even the busiest machine of the set has little to do in nearly all hours, and no machine ever used half of its memory; ' +
    'the set stays at its number all the same, because it is fixed or because its autoscale minimum holds it there. Fewer ' +
    'machines would carry the load.',
  savings: 'cost of the set minus its cost with the machines that are needed, at list price x billed cost / list cost',
  ignores: [
    'an empty set: without machines it costs nothing',
    'a set in flexible mode: its machines are judged one by one',
    'a set that its autoscale rules keep above the minimum',
    'spot machines, node pools of AKS, and a set that is younger than the window',
    'a set with no more machines than zones, or than two',
  ],
  evidence: {
    sizeName: 'size of its machines',
    minSize: 'the least number of machines that is set',
    desiredSize: 'its machines',
    scalingRules: 'rules that change their number; null where they were not read',
    p99CpuPercent: 'p99 of the hours’ highest CPU use of any machine',
    maxMemoryPercent: 'the highest memory use of any machine',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
    neededSize: 'machines that would carry the load',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 30, min: 1, max: 100, why: 'half the machines then carry it at 60 %' },
    maxMemoryPercent: { default: 50, min: 1, max: 100, why: 'memory does not give way: half of it was never touched' },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'how full a machine may be at the p99 of the hours' },
    targetMemoryPercent: { default: 90, min: 1, max: 100, why: 'how full it may be at the highest use' },
    minMembers: { default: 2, min: 1, max: 1000, why: 'fewer than two, and the failure of one stops the service' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'memory-percent-maximum'] },
  risk: 'medium',
  action: 'instance-group.lower-minimum',
  evaluate(group, params, { now, firstSeen, digest, costs }) {
    const { machines, minSize, desiredSize, scalingRules, tags } = group;
    if (machines === undefined || machines.pricingModel === 'spot' || group.mixesSpot || group.keepsMembers)
      return fine();
    const least = Math.max(params.minMembers, group.zoneIds.length);
    // Above its minimum, its own rules keep what the load takes.
    if (desiredSize <= least || minSize < desiredSize) return fine();
    if (tags.known && isKubernetesNode(tags.value)) return fine();
    const age = ageDays(group.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (memory.known && memory.value.peak >= params.maxMemoryPercent) return fine();
    const evidence = {
      sizeName: machines.sizeName,
      minSize,
      desiredSize,
      scalingRules: scalingRules.known ? scalingRules.value.policies : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
    };
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(memory, params.minCoverage);
    if (gap !== undefined || !cpu.known || !memory.known) return cannotTell(gap ?? 'not measured', evidence);
    // Where they were not read, the minimum is not known either.
    if (!scalingRules.known) return cannotTell(`autoscale settings: ${scalingRules.reason}`, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const fullness = Math.max(cpu.value.peak / params.targetCpuPercent, memory.value.peak / params.targetMemoryPercent);
    const needed = Math.max(least, Math.ceil(desiredSize * fullness));
    if (needed >= desiredSize) return fine();
    return waste({
      confidence: 0.65,
      evidence: { ...evidence, neededSize: needed },
      monthlySavings: replacementSaving(
        group,
        costs,
        groupComponents(group, machines, desiredSize),
        groupComponents(group, machines, needed),
      ),
      actionParams: { minSize: needed, desiredSize: needed },
    });
  },
});
