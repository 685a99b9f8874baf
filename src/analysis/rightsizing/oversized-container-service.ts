import type { ContainerService, TaskSize } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { taskComponents } from '../pricing/tasks.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';
import { smallestTask } from './task-sizes.ts';

/** A service whose tasks reserve far more CPU and memory than they use, and are paid by what they reserve. */
export const oversizedContainerService = defineCheck({
  name: 'container-service-oversized',
  ids: { aws: 'aws-ecs-service-rightsize' },
  kind: 'container-service',
  title: 'Service whose tasks are larger than their work needs',
  description:
    'A task on Fargate is paid by the CPU and memory that its definition asks for. Over two weeks the busiest task of this service ' +
    'used little of both. The target is the smallest of the pairs of CPU and memory that Fargate takes which holds what was used, ' +
    'with room to spare.',
  savings:
    'tasks wanted x (vCPUs and GiB now - vCPUs and GiB of the target) x 730 hours x the price of each; storage stays as it is',
  ignores: [
    'services on machines (EC2) or on hardware of one’s own: their tasks are not paid one by one',
    'one of whose CPU or memory a task used more than the bars',
    'one that was made, or whose task size was changed, within the window',
    'one at the smallest size that there is',
  ],
  evidence: {
    tasks: 'tasks that are wanted',
    vcpus: 'vCPUs of a task now',
    memoryMiB: 'memory of a task now',
    p99CpuPercent: 'p99 of the highest CPU use of a task in each hour',
    maxCpuPercent: 'the highest CPU use of a task',
    maxMemoryPercent: 'the highest memory use of a task',
    coverage: 'share of the hours that have samples',
    targetVcpus: 'vCPUs that would do',
    targetMemoryMiB: 'memory that would do',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 40, min: 0, max: 100, why: 'at less, half the CPU still leaves a fifth of it free' },
    maxMemoryPercent: {
      default: 50,
      min: 0,
      max: 100,
      why: 'memory does not give way: half of it must never be touched',
    },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'of the target at the p99 of the hours' },
    targetMemoryPercent: { default: 80, min: 1, max: 100, why: 'of the target at the highest use' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'memory-percent-maximum'] },
  risk: 'medium',
  action: 'container-service.change-task-size',
  evaluate(service, params, { now, firstSeen, digest, costs }) {
    if (service.runsOn !== 'serverless' || service.desiredCount === 0) return fine();
    const age = ageDays(service.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    if (wasResized(service, params.lookbackDays, now)) return fine();
    const usage = digest('cpu-percent-maximum');
    const cpu = peakOf(usage, ({ p99 }) => p99, params, now);
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (memory.known && memory.value.peak >= params.maxMemoryPercent) return fine();

    const { task } = service;
    const maxCpu = usage.known ? usage.value.max : undefined;
    const evidence = {
      tasks: service.desiredCount,
      vcpus: task.known ? task.value.vcpus : null,
      memoryMiB: task.known ? task.value.memoryMiB : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxCpuPercent: maxCpu === undefined ? null : rounded(maxCpu),
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      coverage: cpu.known && memory.known ? rounded(Math.min(cpu.value.coverage, memory.value.coverage)) : null,
    };
    if (!task.known) return cannotTell(`task definition: ${task.reason}`, evidence);
    if (isSmallest(task.value)) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(memory, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!cpu.known || !memory.known || maxCpu === undefined) return cannotTell('its use was not read', evidence);

    const target = smallestTask(
      {
        // The highest moment has to fit too, if only just.
        vcpus: task.value.vcpus * Math.max(cpu.value.peak / params.targetCpuPercent, maxCpu / 100),
        memoryMiB: (task.value.memoryMiB * memory.value.peak) / params.targetMemoryPercent,
      },
      task.value.operatingSystem,
    );
    if (target === undefined || !isLess(target, task.value)) return fine();
    return waste({
      confidence: 0.75,
      evidence: { ...evidence, targetVcpus: target.vcpus, targetMemoryMiB: target.memoryMiB },
      monthlySavings: changeSaving(
        service,
        costs,
        taskComponents(service, task.value),
        taskComponents(service, { ...task.value, ...target }),
      ),
      actionParams: { cpuUnits: target.vcpus * 1024, memoryMiB: target.memoryMiB },
    });
  },
});

type Pair = Pick<TaskSize, 'vcpus' | 'memoryMiB'>;

const isLess = (target: Pair, present: Pair): boolean =>
  target.vcpus <= present.vcpus &&
  target.memoryMiB <= present.memoryMiB &&
  (target.vcpus < present.vcpus || target.memoryMiB < present.memoryMiB);

function isSmallest(task: TaskSize): boolean {
  const least = smallestTask({ vcpus: 0, memoryMiB: 0 }, task.operatingSystem);
  return least !== undefined && !isLess(least, task);
}

/** What was measured before was a share of another size. */
function wasResized(
  { resizedAt }: ContainerService,
  lookbackDays: number,
  now: Parameters<typeof daysSince>[1],
): boolean {
  if (resizedAt === null) return false;
  const days = daysSince(resizedAt, now);
  return days.known && days.value < lookbackDays;
}
