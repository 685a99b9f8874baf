import { decimalOf, picoOf } from '../decimal.ts';
import { HOURS_PER_MONTH } from '../prices.ts';

interface TaskRates {
  readonly vcpuHour: string;
  readonly gibHour: string;
  readonly source: string;
}

const fargate = 'AWS, "AWS Fargate Pricing", as of 2026-11';

/** USD by region and architecture, Linux, on demand; decimal text. */
export const taskRates: Readonly<Record<string, Readonly<Record<'x86_64' | 'arm64', TaskRates>>>> = {
  'us-east-1': rates('0.04048', '0.004445', '0.03238', '0.00356'),
  'us-west-2': rates('0.04048', '0.004445', '0.03238', '0.00356'),
  'eu-west-1': rates('0.04048', '0.004445', '0.03238', '0.00356'),
  'eu-central-1': rates('0.04656', '0.00511', '0.03725', '0.00409'),
  'ap-southeast-1': rates('0.05056', '0.00553', '0.04045', '0.00442'),
};

function rates(vcpu: string, gib: string, armVcpu: string, armGib: string): Record<'x86_64' | 'arm64', TaskRates> {
  return {
    x86_64: { vcpuHour: vcpu, gibHour: gib, source: fargate },
    arm64: { vcpuHour: armVcpu, gibHour: armGib, source: fargate },
  };
}

/** The same in every region; what extended support costs comes on top. Source: AWS price list of AmazonEKS, 2026-09. */
export const clusterRates = { hour: '0.1', extendedHour: '0.5' } as const;

/** A control plane for a month, with or without extended support. */
export const clusterMonth = (extended: boolean): string =>
  decimalOf(
    (picoOf(clusterRates.hour) + (extended ? picoOf(clusterRates.extendedHour) : 0n)) * BigInt(HOURS_PER_MONTH),
  );

export const extendedMonth = (): string => decimalOf(picoOf(clusterRates.extendedHour) * BigInt(HOURS_PER_MONTH));

interface Size {
  readonly vcpus: number;
  readonly memoryGiB: number;
}

/** So many tasks of a size for a month, pico-USD. CPU comes in quarters, memory in halves. */
export function tasksMonth(
  region: string,
  architecture: 'x86_64' | 'arm64',
  tasks: number,
  { vcpus, memoryGiB }: Size,
): bigint {
  const { vcpuHour, gibHour } = taskRates[region]![architecture];
  const hourly = (picoOf(vcpuHour) * BigInt(vcpus * 4)) / 4n + (picoOf(gibHour) * BigInt(memoryGiB * 2)) / 2n;
  return hourly * BigInt(tasks * HOURS_PER_MONTH);
}
