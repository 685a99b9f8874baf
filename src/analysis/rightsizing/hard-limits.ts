import type { Size } from '../../domain/prices.ts';
import type { Demand, Headroom } from './demand.ts';

/** Why a size can't take the place of another, whatever it costs. In the words that the evidence shows. */
export type Exclusion =
  | 'bare metal'
  | 'accelerators'
  | 'local disks'
  | 'older generation'
  | 'network interfaces'
  | 'volumes'
  | 'network driver'
  | 'hypervisor'
  | 'CPU'
  | 'CPU baseline'
  | 'memory'
  | 'network'
  | 'disk';

/** Burst credits of a busy day must not run out: some of the baseline stays free. */
const BASELINE_USED = 0.9;

/**
 * The first limit that `candidate` breaks in the place of `present`; undefined when it breaks none. Limits that decide
 * most come first: this runs for every size of a region.
 */
export function exclusionOf(candidate: Size, present: Size, demand: Demand, headroom: Headroom): Exclusion | undefined {
  if (candidate.bareMetal !== present.bareMetal) return 'bare metal';
  if (acceleratorsDiffer(candidate, present)) return 'accelerators';
  // What lies on a disk of the host does not move, and nothing tells whether it is used.
  if (present.localStorageGiB > 0) return 'local disks';
  if ((candidate.temporaryDiskGiB ?? 0) > 0 !== (present.temporaryDiskGiB ?? 0) > 0) return 'local disks';
  if (isOlder(candidate, present)) return 'older generation';
  return (
    cpuExclusion(candidate, present, demand, headroom) ??
    memoryExclusion(candidate, present, demand, headroom) ??
    attachmentExclusion(candidate, present, demand) ??
    driverExclusion(candidate, present, demand) ??
    ioExclusion(candidate, present, demand, headroom)
  );
}

/** The same number of accelerators of another family is other accelerators. */
function acceleratorsDiffer(candidate: Size, present: Size): boolean {
  const { gpus, otherAccelerators = 0, family } = present;
  if (candidate.gpus !== gpus || (candidate.otherAccelerators ?? 0) !== otherAccelerators) return true;
  return gpus + otherAccelerators > 0 && candidate.family !== family;
}

/** A vCPU of older hardware does less: the same percentage would not fit. Where no generation is told, it may be. */
function isOlder(candidate: Size, present: Size): boolean {
  if (candidate.family === present.family) return false;
  if (candidate.generation === undefined || present.generation === undefined) return true;
  return candidate.generation < present.generation;
}

function cpuExclusion(
  candidate: Size,
  present: Size,
  { cpu }: Demand,
  { maxCpuPercent }: Headroom,
): Exclusion | undefined {
  const sustained = sustainedVcpus(candidate);
  if (!cpu.known) {
    if (candidate.vcpus < present.vcpus) return 'CPU';
    return sustained < sustainedVcpus(present) ? 'CPU baseline' : undefined;
  }
  if (cpu.value.p99 * 100 > maxCpuPercent * candidate.vcpus) return 'CPU';
  const limited = candidate.burstable || candidate.baselinePercentPerVcpu !== undefined;
  return limited && cpu.value.busiestDay > BASELINE_USED * sustained ? 'CPU baseline' : undefined;
}

/** vCPUs that may be busy on and on; of a burstable size whose baseline is not told, none. */
function sustainedVcpus({ burstable, baselinePercentPerVcpu, vcpus }: Size): number {
  return vcpus * ((baselinePercentPerVcpu ?? (burstable ? 0 : 100)) / 100);
}

function memoryExclusion(
  candidate: Size,
  present: Size,
  { memoryMiB }: Demand,
  { maxMemoryPercent }: Headroom,
): Exclusion | undefined {
  const fits = memoryMiB.known
    ? memoryMiB.value * 100 <= maxMemoryPercent * candidate.memoryMiB
    : candidate.memoryMiB >= present.memoryMiB;
  return fits ? undefined : 'memory';
}

/** Where the number of attachments was not read, a candidate has to take as many as the present size. */
function attachmentExclusion(candidate: Size, present: Size, demand: Demand): Exclusion | undefined {
  const interfaces = demand.networkInterfaces.known ? demand.networkInterfaces.value : present.maxNetworkInterfaces;
  const most = candidate.maxNetworkInterfaces;
  if (most !== undefined && (interfaces === undefined || interfaces > most)) return 'network interfaces';
  const volumes = demand.volumes.known ? demand.volumes.value : present.maxVolumes;
  if (!takesSameVolumes(candidate, present)) return 'volumes';
  if (candidate.maxVolumes === undefined) return undefined;
  const taken = candidate.volumesShareInterfaces === true ? Math.max(0, (interfaces ?? 1) - 1) : 0;
  return volumes === undefined || volumes + taken > candidate.maxVolumes ? 'volumes' : undefined;
}

/** Which kinds a machine has is not looked at: the candidate has to take all that the present size does. */
function takesSameVolumes(candidate: Size, present: Size): boolean {
  const { volumeKinds: taken } = candidate;
  return taken === undefined || (present.volumeKinds ?? []).every((kind) => taken.includes(kind));
}

function driverExclusion(candidate: Size, present: Size, { enhancedNetworking }: Demand): Exclusion | undefined {
  // The one of newer hardware is a matter of drivers; any other may lack what the image was made for.
  const sameHypervisor = candidate.hypervisor === present.hypervisor;
  if (!sameHypervisor && (candidate.generation ?? 0) <= (present.generation ?? 0)) return 'hypervisor';
  if (candidate.needsEnhancedNetworking !== true || present.needsEnhancedNetworking === true) return undefined;
  return enhancedNetworking.known && enhancedNetworking.value ? undefined : 'network driver';
}

function ioExclusion(
  candidate: Size,
  present: Size,
  demand: Demand,
  { maxIoPercent }: Headroom,
): Exclusion | undefined {
  const lacks = (offered: number | undefined, needed: Demand['diskIops'], before: number | undefined): boolean => {
    // As much as before is enough for whatever it was.
    if (offered !== undefined && before !== undefined && offered >= before) return false;
    if (!needed.known) return false; // the fit score takes it into account
    return offered === undefined ? needed.value > 0 : needed.value * 100 > offered * maxIoPercent;
  };
  if (lacks(candidate.networkBandwidthGbps, demand.networkGbps, present.networkBandwidthGbps)) return 'network';
  return lacks(candidate.ebsBaselineIops, demand.diskIops, present.ebsBaselineIops) ||
    lacks(candidate.ebsBaselineThroughputMBps, demand.diskMBps, present.ebsBaselineThroughputMBps)
    ? 'disk'
    : undefined;
}
