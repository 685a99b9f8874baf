import type { Size } from '../../domain/prices.ts';
import type { Demand, Headroom } from './demand.ts';
import { type Exclusion, exclusionOf } from './hard-limits.ts';
import { type Fit, fitOf } from './fit.ts';

/** How far a candidate is from the present size; each is an option of its own, as each is another decision. */
export type OptionKind = 'same-family' | 'newer-generation' | 'cross-family' | 'other-architecture';

/** A size that can take the place of another. */
export interface Candidate {
  readonly size: Size;
  readonly kind: OptionKind;
  readonly fit: Fit;
  /** The machine can't be changed in place: software has to be built for the other architecture. */
  readonly needsRebuild: boolean;
  /** How full it would be at what was measured; null for what was not. */
  readonly projected: Projection;
}

export interface Projection {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

export interface Candidates {
  /** In the order of the sizes given. */
  readonly fitting: readonly Candidate[];
  /** How many sizes each hard limit ruled out (the first that each broke). */
  readonly excluded: ReadonlyMap<Exclusion, number>;
}

/**
 * The sizes that can carry a demand in the place of `present`. Give those alone that would be an improvement: which
 * are cheaper is the caller's to know. Architectures other than the present one are candidates that need a rebuild.
 */
export function candidatesFor(present: Size, demand: Demand, sizes: Iterable<Size>, headroom: Headroom): Candidates {
  const fitting: Candidate[] = [];
  const excluded = new Map<Exclusion, number>();
  for (const size of sizes) {
    if (size.name === present.name) continue;
    const exclusion = exclusionOf(size, present, demand, headroom);
    if (exclusion !== undefined) {
      excluded.set(exclusion, (excluded.get(exclusion) ?? 0) + 1);
      continue;
    }
    const kind = kindOf(size, present);
    fitting.push({
      size,
      kind,
      fit: fitOf(size, present, demand),
      needsRebuild: kind === 'other-architecture',
      projected: projectionOn(size, demand),
    });
  }
  return { fitting, excluded };
}

/** Less of a machine than `present`: fewer vCPUs or less memory. The same in another family is no smaller size. */
export const isSmaller = (size: Size, present: Size): boolean =>
  size.vcpus < present.vcpus || size.memoryMiB < present.memoryMiB;

function kindOf(size: Size, present: Size): OptionKind {
  if (!size.architectures.some((each) => present.architectures.includes(each))) return 'other-architecture';
  if (size.family === present.family) return 'same-family';
  const newer = (size.generation ?? 0) > (present.generation ?? 0);
  return newer && size.series !== undefined && size.series === present.series ? 'newer-generation' : 'cross-family';
}

const percent = (used: number, of: number): number => Math.round((used / of) * 1000) / 10;

const projectionOn = (size: Size, { cpu, memoryMiB }: Demand): Projection => ({
  cpuPercent: cpu.known ? percent(cpu.value.p99, size.vcpus) : null,
  memoryPercent: memoryMiB.known ? percent(memoryMiB.value, size.memoryMiB) : null,
});
