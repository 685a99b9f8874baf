import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { Size } from '../../domain/prices.ts';
import { type GcpClient, malformed } from './client.ts';
import { regionOfZone } from './gcp-scope.ts';
import { aggregated } from './listings.ts';
import {
  architectureOf,
  customShape,
  familyFacts,
  familyOf,
  isCurrentGeneration,
  sharedCoreShare,
  takesPersistentDisks,
} from './machine-types.ts';
import { gpuKey } from './machine-skus.ts';
import { lastPart } from './names.ts';

export const sizePermissions = ['compute.machineTypes.list'] as const;

const OPERATION = 'compute.machineTypes.aggregatedList';

/** A size with the key of its accelerators' price. */
export type MachineSize = Size & { readonly acceleratorName?: string };

const Row = z.object({
  place: z.string(),
  name: z.string().min(1),
  guestCpus: z.int().positive(),
  memoryMb: z.int().positive(), // MiB
  isSharedCpu: z.boolean().default(false),
  architecture: z.string().optional(),
  maximumPersistentDisks: z.int().optional(),
  accelerators: z
    .array(z.object({ guestAcceleratorType: z.string().optional(), guestAcceleratorCount: z.int().optional() }))
    .default([]),
  bundledLocalSsds: z.object({ partitionCount: z.int().default(0) }).optional(),
  deprecated: z.object({ state: z.string().optional() }).optional(),
});

/** A local SSD has 375 GiB; the largest Z3 and C4 machines have larger ones, which are rounded down to that. */
const LOCAL_SSD_GIB = 375;

/**
 * Predefined machine types of a region: those of all of its zones. Source: Compute Engine API,
 * machineTypes.aggregatedList, filtered by zone.
 */
export async function readMachineSizes(gcp: GcpClient, scope: Scope): Promise<readonly MachineSize[]> {
  const sizes = new Map<string, MachineSize>();
  const query = { filter: `zone eq "${scope.regionId}-.*"` };
  for await (const { rows } of aggregated(gcp, scope, OPERATION, { path: 'machineTypes', query })) {
    const page = z.array(Row).safeParse(rows);
    if (!page.success) throw malformed(OPERATION, z.prettifyError(page.error));
    for (const row of page.data) {
      if (regionOfZone(lastPart(row.place)) !== scope.regionId || row.deprecated?.state === 'DELETED') continue;
      if (!sizes.has(row.name)) sizes.set(row.name, sizeOf(row, scope.regionId));
    }
  }
  return [...sizes.values()];
}

function sizeOf(row: z.infer<typeof Row>, regionId: string): MachineSize {
  const [accelerator] = row.accelerators;
  const partitions = row.bundledLocalSsds?.partitionCount ?? 0;
  return {
    ...commonOf(row.name, regionId, row.guestCpus, row.memoryMb, row.isSharedCpu),
    ...(row.architecture === 'ARM64' && { architectures: ['arm64'] }),
    ...(row.maximumPersistentDisks !== undefined && { maxVolumes: row.maximumPersistentDisks }),
    gpus: row.accelerators.reduce((sum, { guestAcceleratorCount = 0 }) => sum + guestAcceleratorCount, 0),
    localStorageGiB: partitions * LOCAL_SSD_GIB,
    ...(accelerator?.guestAcceleratorType !== undefined && {
      acceleratorName: gpuKey(lastPart(accelerator.guestAcceleratorType)),
    }),
  };
}

/** The size of a custom machine type, which its name tells; undefined for a predefined one. */
export function customSize(name: string, regionId: string): MachineSize | undefined {
  const shape = customShape(name);
  return shape && commonOf(name, regionId, shape.vcpus, shape.memoryMiB, sharedCoreShare(name) !== undefined);
}

function commonOf(name: string, regionId: string, vcpus: number, memoryMiB: number, shared: boolean): MachineSize {
  const family = familyOf(name);
  const facts = familyFacts(family);
  const share = sharedCoreShare(name);
  return {
    provider: 'gcp',
    regionId,
    name,
    vcpus,
    memoryMiB,
    architectures: [architectureOf(name)],
    family,
    currentGeneration: isCurrentGeneration(family),
    burstable: shared,
    ...(share !== undefined && { baselinePercentPerVcpu: (share.billedVcpus / share.vcpus) * 100 }),
    ...(facts !== undefined && {
      series: facts.series,
      generation: facts.generation,
      processorMaker: facts.maker,
    }),
    volumeKinds: takesPersistentDisks(family) ? ['persistent-disk'] : ['hyperdisk'],
    bareMetal: name.endsWith('-metal'),
    gpus: 0,
    localStorageGiB: 0,
    networkBandwidthGbps: egressGbps(name, family, vcpus),
    ...diskLimits(vcpus, share?.billedVcpus),
  };
}

/**
 * Most that leaves a machine, without Tier_1 networking: rounded down to what every family of so many vCPUs has.
 * Source: "Network bandwidth", tables by machine series.
 */
function egressGbps(name: string, family: string, vcpus: number): number {
  if (sharedCoreShare(name) !== undefined) return name.includes('medium') ? 2 : 1;
  if (family === 'e2') return Math.min(16, 2 * vcpus);
  if (vcpus >= 16) return 32;
  if (vcpus >= 8) return 16;
  return vcpus === 1 ? 2 : 10;
}

/**
 * Most that balanced disks give a machine of so many vCPUs, reads. Source: "Performance limits for Persistent Disk",
 * N2 machines; other families of as many vCPUs have as much or more.
 */
function diskLimits(vcpus: number, billedVcpus: number | undefined) {
  if (billedVcpus !== undefined) return { ebsBaselineIops: 10_000, ebsBaselineThroughputMBps: 200 };
  if (vcpus < 8) return { ebsBaselineIops: 15_000, ebsBaselineThroughputMBps: 240 };
  if (vcpus < 16) return { ebsBaselineIops: 15_000, ebsBaselineThroughputMBps: 800 };
  if (vcpus < 32) return { ebsBaselineIops: 20_000, ebsBaselineThroughputMBps: 1200 };
  return { ebsBaselineIops: vcpus < 64 ? 50_000 : 80_000, ebsBaselineThroughputMBps: 1200 };
}
