import type { TaskSize } from '../../domain/resources.ts';

/** Memory that goes with so many vCPUs, in GiB: from, to, in steps of. */
interface Step {
  readonly vcpus: number;
  readonly memoryGiB: readonly [from: number, to: number, step: number];
  readonly windows: boolean;
}

/**
 * The pairs of CPU and memory that Fargate takes, the smallest first. Source: ECS Developer Guide, "Troubleshoot Amazon
 * ECS task definition invalid CPU or memory errors", table of valid combinations.
 */
const steps: readonly Step[] = [
  { vcpus: 0.25, memoryGiB: [0.5, 2, 0.5], windows: false },
  { vcpus: 0.5, memoryGiB: [1, 4, 1], windows: false },
  { vcpus: 1, memoryGiB: [2, 8, 1], windows: true },
  { vcpus: 2, memoryGiB: [4, 16, 1], windows: true },
  { vcpus: 4, memoryGiB: [8, 30, 1], windows: true },
  { vcpus: 8, memoryGiB: [16, 60, 4], windows: false },
  { vcpus: 16, memoryGiB: [32, 120, 8], windows: false },
];

/** With a quarter of a vCPU goes 0.5, 1 or 2 GiB, but not 1.5. */
const isPair = (vcpus: number, memoryGiB: number): boolean => !(vcpus === 0.25 && memoryGiB === 1.5);

/**
 * The smallest pair that holds so much, which is also the cheapest: a larger CPU never takes less memory. Undefined
 * where nothing holds it.
 */
export function smallestTask(
  needed: { readonly vcpus: number; readonly memoryMiB: number },
  operatingSystem: TaskSize['operatingSystem'],
): Pick<TaskSize, 'vcpus' | 'memoryMiB'> | undefined {
  for (const { vcpus, memoryGiB, windows } of steps) {
    if (vcpus < needed.vcpus || (operatingSystem === 'windows' && !windows)) continue;
    const [from, to, step] = memoryGiB;
    for (let memory = from; memory <= to; memory += step) {
      if (memory * 1024 >= needed.memoryMiB && isPair(vcpus, memory)) return { vcpus, memoryMiB: memory * 1024 };
    }
  }
  return undefined;
}
