import type { Database } from '../../domain/resources.ts';

/** What an instance may be changed to at once. */
export interface InstanceShape {
  readonly vcores: number;
  readonly storageGiB: number;
}

/** What was measured: CPU at the 99th percentile, storage at its fullest. */
export interface InstanceUse {
  readonly p99CpuPercent: number;
  readonly usedGiB: number;
}

/**
 * vCores of the standard series, with the GiB that they may hold. Source: "Overview of Azure SQL Managed Instance resource
 * limits", standard-series (Gen5), "Max instance storage size (reserved)".
 */
const SIZES: Readonly<Record<string, readonly (readonly [vcores: number, maxGiB: number])[]>> = {
  generalpurpose: [
    [4, 2048],
    [8, 8192],
    [16, 16_384],
    [24, 16_384],
    [32, 16_384],
    [40, 16_384],
    [64, 16_384],
    [80, 16_384],
  ],
  businesscritical: [
    [4, 1024],
    [8, 1024],
    [16, 1024],
    [24, 2048],
    [32, 4096],
    [40, 4096],
    [64, 4096],
    [80, 4096],
  ],
};

/** Storage is set in steps of so many GiB, which is also the least. Source: as above. */
const STORAGE_STEP_GIB = 32;

/**
 * The fewest vCores and the least storage that carry the load; undefined where neither is less than now. Storage that is
 * full enough stays as it is, and bounds the vCores; so does that of the newer tier, whose IOPS follow from it.
 */
export function smallerInstance(
  { capacity, tier, sizeName, storage }: Pick<Database, 'capacity' | 'tier' | 'sizeName' | 'storage'>,
  { p99CpuPercent, usedGiB }: InstanceUse,
  limits: {
    readonly maxCpuPercent: number;
    readonly targetCpuPercent: number;
    readonly maxStoragePercent: number;
    readonly targetStoragePercent: number;
  },
): InstanceShape | undefined {
  const sizes = SIZES[tier?.toLowerCase() ?? ''];
  if (sizes === undefined || capacity?.unit !== 'vCore' || storage === undefined || !/gen5/i.test(sizeName)) {
    return undefined;
  }
  const needed = Math.ceil((usedGiB * 100) / limits.targetStoragePercent / STORAGE_STEP_GIB) * STORAGE_STEP_GIB;
  const mayShrink = storage.tier !== 'GeneralPurposeV2' && usedGiB * 100 < storage.sizeGiB * limits.maxStoragePercent;
  const storageGiB = mayShrink ? Math.min(storage.sizeGiB, Math.max(STORAGE_STEP_GIB, needed)) : storage.sizeGiB;
  const fitting =
    p99CpuPercent >= limits.maxCpuPercent
      ? undefined
      : sizes.find(
          ([count, maxGiB]) => capacity.max * p99CpuPercent <= count * limits.targetCpuPercent && storageGiB <= maxGiB,
        );
  const vcores = Math.min(capacity.max, fitting?.[0] ?? capacity.max);
  return vcores < capacity.max || storageGiB < storage.sizeGiB ? { vcores, storageGiB } : undefined;
}
