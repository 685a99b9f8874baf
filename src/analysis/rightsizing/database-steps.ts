import type { Database } from '../../domain/resources.ts';
import { cloudSqlShape } from '../pricing/managed-databases.ts';

/** A smaller size of a database that is set by its number of cores or units. */
export interface DatabaseStep {
  readonly sizeName: string;
  readonly capacity: NonNullable<Database['capacity']>;
  /** Where memory can be chosen, or follows from the size. */
  readonly memoryMiB?: number;
}

/** Highest use of the present size, in percent; memory where it is measured. */
export interface DatabaseUse {
  readonly p99CpuPercent: number;
  readonly maxMemoryPercent?: number;
}

export interface StepTargets {
  readonly targetCpuPercent: number;
  readonly targetMemoryPercent: number;
}

/** vCores on offer for Azure SQL databases. Source: Azure SQL, "Resource limits for single databases", vCore model. */
const VCORES = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 40, 80, 128];

/** DTU of the sizes of each service tier, with the GiB that they hold at most. Source: Azure SQL, DTU resource limits. */
const DTU_SIZES: readonly (readonly (readonly [name: string, dtu: number, maxGiB: number])[])[] = [
  [
    ['S0', 10, 250],
    ['S1', 20, 250],
    ['S2', 50, 250],
    ['S3', 100, 1024],
    ['S4', 200, 1024],
    ['S6', 400, 1024],
    ['S7', 800, 1024],
    ['S9', 1600, 1024],
    ['S12', 3000, 1024],
  ],
  [
    ['P1', 125, 1024],
    ['P2', 250, 1024],
    ['P4', 500, 1024],
    ['P6', 1000, 1024],
    ['P11', 1750, 4096],
    ['P15', 4000, 4096],
  ],
];

/** vCPUs of the machine types with fixed memory, 8 GiB each. Source: Cloud SQL, "Machine series", performance-optimized. */
const OPTIMIZED = [2, 4, 8, 16, 32, 48, 64, 80, 96, 128];

/** The smallest size that carries the load; undefined where none that is smaller does. */
export function smallerStep(of: Database, use: DatabaseUse, targets: StepTargets): DatabaseStep | undefined {
  return of.scope.provider === 'gcp' ? cloudSqlStep(of, use, targets) : azureStep(of, use, targets);
}

function azureStep(
  { capacity, sizeName, storage }: Database,
  { p99CpuPercent }: DatabaseUse,
  { targetCpuPercent }: StepTargets,
): DatabaseStep | undefined {
  if (capacity === undefined) return undefined;
  const needed = (capacity.max * p99CpuPercent) / targetCpuPercent;
  if (capacity.unit === 'vCore') {
    const vcores = VCORES.find((count) => count >= needed);
    if (vcores === undefined || vcores >= capacity.max) return undefined;
    return { sizeName: sizeName.replace(/\d+$/, String(vcores)), capacity: { unit: 'vCore', max: vcores } };
  }
  const sizes = DTU_SIZES.find((each) => each.some(([name]) => name === sizeName.toUpperCase()));
  const step = sizes?.find(([, dtu, maxGiB]) => dtu >= needed && (storage?.sizeGiB ?? 0) <= maxGiB);
  if (step === undefined || step[1] >= capacity.max) return undefined;
  return { sizeName: step[0], capacity: { unit: 'DTU', max: step[1] } };
}

const MIB_STEP = 256;
/** Limits of a custom machine type. Source: Cloud SQL, "Instance settings", memory: 0.9 to 6.5 GiB a vCPU, 3.75 GiB at least. */
const CUSTOM = { leastMiB: 3840, leastPerVcpu: 922, mostPerVcpu: 6656 } as const;

function cloudSqlStep(
  { sizeName }: Database,
  { p99CpuPercent, maxMemoryPercent = 100 }: DatabaseUse,
  { targetCpuPercent, targetMemoryPercent }: StepTargets,
): DatabaseStep | undefined {
  const present = cloudSqlShape(sizeName);
  if (present === undefined) return undefined;
  const neededVcpus = (present.vcpus * p99CpuPercent) / targetCpuPercent;
  const neededMiB = (present.memoryMiB * maxMemoryPercent) / targetMemoryPercent;
  if (/perf-optimized/i.test(sizeName)) {
    const vcpus = OPTIMIZED.find((count) => count >= neededVcpus && count * 8192 >= neededMiB);
    if (vcpus === undefined || vcpus >= present.vcpus) return undefined;
    return step(`db-perf-optimized-N-${vcpus}`, vcpus, vcpus * 8192);
  }
  // One vCPU, or an even number of them.
  for (let vcpus = 1; vcpus < present.vcpus; vcpus += vcpus === 1 ? 1 : 2) {
    // As much memory for each vCPU as now, or as much as was in use.
    const wanted = Math.max(neededMiB, (present.memoryMiB * vcpus) / present.vcpus, CUSTOM.leastMiB);
    const memoryMiB = Math.ceil(Math.max(wanted, CUSTOM.leastPerVcpu * vcpus) / MIB_STEP) * MIB_STEP;
    if (vcpus < neededVcpus || memoryMiB > CUSTOM.mostPerVcpu * vcpus || memoryMiB > present.memoryMiB) continue;
    return step(`db-custom-${vcpus}-${memoryMiB}`, vcpus, memoryMiB);
  }
  return undefined;
}

const step = (sizeName: string, vcpus: number, memoryMiB: number): DatabaseStep => ({
  sizeName,
  capacity: { unit: 'vCore', max: vcpus },
  memoryMiB,
});
