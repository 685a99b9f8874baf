import { DAY, HOUR } from '../../estate/generate/time.ts';
import type { RunPeriod } from '../../estate/model.ts';
import type { Random } from '../../estate/random.ts';

/** Containers of one workload: they are alike, and ask for and use the same. */
export interface GcpWorkload {
  readonly namespace: string;
  /** Its top-level controller. */
  readonly name: string;
  readonly kind: 'Deployment' | 'DaemonSet' | 'CronJob';
  readonly containers: number;
  /** Of each container. */
  readonly requestedCores: number;
  readonly peakCores: number;
  readonly requestedMemoryGiB: number;
  readonly peakMemoryGiB: number;
  /** When they ran; since the cluster was made where it is left out. */
  readonly runs?: readonly RunPeriod[];
}

/** What pods ask for and use at their busiest, all together. */
export interface PodSums {
  readonly cores: number;
  readonly memoryGiB: number;
  /** Shares of what is asked for, 0 to 1. */
  readonly cpuUse: number;
  readonly memoryUse: number;
}

const NAMES = ['api', 'web', 'worker', 'scheduler'];

/** Deployments of users whose sums are these. */
export function workloadsOf(random: Random, { cores, memoryGiB, cpuUse, memoryUse }: PodSums): readonly GcpWorkload[] {
  const names = NAMES.slice(0, cores < 1.5 ? 1 : random.integer(2, 4));
  const containers = cores < 1.5 ? 1 : 2;
  const share = 1 / (names.length * containers);
  return names.map((name) => ({
    namespace: 'apps',
    name,
    kind: 'Deployment',
    containers,
    requestedCores: cores * share,
    peakCores: cores * share * cpuUse,
    requestedMemoryGiB: memoryGiB * share,
    peakMemoryGiB: memoryGiB * share * memoryUse,
  }));
}

/** What GKE itself runs on nodes. */
export const SYSTEM_WORKLOADS: readonly GcpWorkload[] = [
  ['kube-system', 'kube-dns', 'Deployment', 0.26, 0.11],
  ['kube-system', 'gke-metrics-agent', 'DaemonSet', 0.01, 0.1],
  ['gmp-system', 'collector', 'DaemonSet', 0.004, 0.03],
].map(([namespace, name, kind, cores, memory]) => ({
  namespace: String(namespace),
  name: String(name),
  kind: kind as GcpWorkload['kind'],
  containers: 1,
  requestedCores: Number(cores),
  peakCores: Number(cores) * 0.2,
  requestedMemoryGiB: Number(memory),
  peakMemoryGiB: Number(memory) * 0.6,
}));

/** A job of ten minutes every third night, and nothing else. */
export function nightlyJob(now: number): readonly GcpWorkload[] {
  const midnight = Math.floor(now / DAY) * DAY;
  const runs = Array.from({ length: 12 }, (_, index) => {
    const from = midnight - (index * 3 + 2) * DAY + 3 * HOUR;
    return { from, to: from + HOUR / 6 };
  });
  const job = { namespace: 'reports', name: 'monthly-close', kind: 'CronJob', containers: 1, runs } as const;
  return [{ ...job, requestedCores: 0.5, peakCores: 0.4, requestedMemoryGiB: 1, peakMemoryGiB: 0.7 }];
}
