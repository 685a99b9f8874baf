import type { TaskLoad } from './model.ts';

/** For each thousand resources. */
export const SERVICE_ROLES = {
  oversized: 1.4,
  'cpu-just-above': 0.3,
  'memory-full': 0.3,
  resized: 0.3,
  young: 0.3,
  smallest: 0.3,
  'on-machines': 0.3,
  gap: 0.3,
  keep: 0.3,
  idle: 0.8,
  'idle-balanced': 0.5,
  'idle-on-machines': 0.3,
  'idle-large': 0.3,
  'quiet-balanced': 0.4,
  heartbeat: 0.3,
  agent: 0.3,
  'wants-none': 0.3,
  'idle-young': 0.3,
  'idle-keep': 0.3,
  ordinary: 5,
} as const;

export type ServiceRole = keyof typeof SERVICE_ROLES;

export interface Shape {
  readonly vcpus: number;
  readonly memoryGiB: number;
}

/** What is reserved, what the busiest task uses of it (percent), and what would do. Pairs that Fargate takes. */
export const OVERSIZED_SHAPES: readonly (Shape & {
  readonly cpu: number;
  readonly memory: number;
  readonly enough: Shape;
})[] = [
  { vcpus: 1, memoryGiB: 4, cpu: 15, memory: 17, enough: { vcpus: 0.25, memoryGiB: 1 } },
  { vcpus: 2, memoryGiB: 8, cpu: 29, memory: 29, enough: { vcpus: 1, memoryGiB: 3 } },
  { vcpus: 4, memoryGiB: 16, cpu: 13, memory: 18, enough: { vcpus: 1, memoryGiB: 4 } },
  { vcpus: 0.5, memoryGiB: 2, cpu: 30, memory: 34, enough: { vcpus: 0.25, memoryGiB: 1 } },
];

/** Percent of what is reserved. Idle tasks keep under 0.7 %, the bar is 1; the bars of the size are 40 and 50. */
export function loadOf(
  role: ServiceRole,
  draw: number,
  oversized: (typeof OVERSIZED_SHAPES)[number],
  since: number,
): TaskLoad {
  const load = (cpu: TaskLoad['cpu'], memory: number): TaskLoad => ({
    cpu,
    memory: { mean: memory * 0.9, peak: memory },
    since,
  });
  const daily = (peak: number): TaskLoad['cpu'] => ({ shape: 'daily', mean: peak * 0.45, peak });
  switch (role) {
    case 'oversized':
    case 'resized':
    case 'young':
    case 'on-machines':
    case 'gap':
    case 'keep':
      return load(daily(oversized.cpu), oversized.memory);
    case 'smallest':
      return load(daily(14), 30);
    case 'cpu-just-above':
      return load({ shape: 'steady', mean: 44, peak: 50 + 6 * draw }, 30);
    case 'memory-full':
      return load(daily(oversized.cpu), 62 + 20 * draw);
    case 'idle':
    case 'idle-balanced':
    case 'idle-on-machines':
    case 'quiet-balanced':
    case 'agent':
    case 'idle-young':
    case 'idle-keep':
    case 'wants-none':
      return load({ shape: 'idle', mean: 0.12, peak: 0.4 + 0.3 * draw }, 30);
    case 'idle-large':
      return load({ shape: 'idle', mean: 0.12, peak: 0.6 }, 8);
    case 'heartbeat':
      return load({ shape: 'steady', mean: 1.5, peak: 2 + draw }, 30);
    case 'ordinary':
      return load(daily(58 + 35 * draw), 56 + 30 * draw);
  }
}
