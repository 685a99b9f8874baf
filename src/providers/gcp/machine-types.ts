/**
 * What a machine type's name tells. Sources: Compute Engine documentation, "Machine families resource and comparison
 * guide" and "Create a VM with a custom machine type" (names of custom types: `<family>-custom-<vCPUs>-<MiB>[-ext]`,
 * of N1 without the family).
 */

export interface CustomShape {
  readonly family: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** More memory a vCPU than the family usually has: the excess has a price of its own. */
  readonly extended: boolean;
}

const CUSTOM = /^(?:([a-z][a-z0-9]*)-)?custom-(\d+|micro|small|medium)-(\d+)(-ext)?$/;

/** Shared-core E2 machines, custom ones among them, bill for a part of their two vCPUs ("E2 shared-core machine types"). */
const sharedCore: Readonly<Record<string, { readonly billedVcpus: number }>> = {
  micro: { billedVcpus: 0.25 },
  small: { billedVcpus: 0.5 },
  medium: { billedVcpus: 1 },
};

/** Undefined for a predefined machine type. */
export function customShape(name: string): CustomShape | undefined {
  const match = CUSTOM.exec(name);
  if (!match) return undefined;
  const [, family = 'n1', vcpus = '', memory = '', extended] = match;
  return {
    family,
    vcpus: Object.hasOwn(sharedCore, vcpus) ? 2 : Number(vcpus),
    memoryMiB: Number(memory),
    extended: extended !== undefined,
  };
}

/** `n2-standard-4` is of the family `n2`; `custom-2-4096` of `n1`; `f1-micro` of `f1`. */
export const familyOf = (name: string): string => customShape(name)?.family ?? name.slice(0, name.indexOf('-'));

/** What of a shared-core machine's vCPUs is billed and may be used on and on; undefined for one with cores of its own. */
export function sharedCoreShare(name: string): { readonly billedVcpus: number; readonly vcpus: number } | undefined {
  const part = /^e2-(?:custom-)?(micro|small|medium)(?:-\d+)?$/.exec(name)?.[1];
  const billed = part === undefined ? undefined : sharedCore[part]?.billedVcpus;
  if (billed !== undefined) return { billedVcpus: billed, vcpus: 2 };
  if (name === 'f1-micro') return { billedVcpus: 0.2, vcpus: 1 };
  return name === 'g1-small' ? { billedVcpus: 0.5, vcpus: 1 } : undefined;
}

/** Families whose processors are Arm ("Arm VMs on Compute Engine"). */
const armFamilies = new Set(['t2a', 'c4a', 'n4a', 'a4x', 'a4xmax']);

export const architectureOf = (name: string): 'x86_64' | 'arm64' =>
  armFamilies.has(familyOf(name)) ? 'arm64' : 'x86_64';

interface FamilyFacts {
  /** Families of one series are for the same: general, compute, memory, storage, accelerated. */
  readonly series: string;
  /** Larger is newer hardware. */
  readonly generation: number;
  readonly maker: 'intel' | 'amd' | 'google' | 'ampere' | 'nvidia' | 'mixed';
}

/** "Machine families resource and comparison guide", by generation of the series. */
const families: Readonly<Record<string, FamilyFacts>> = {
  f1: { series: 'general', generation: 1, maker: 'intel' },
  g1: { series: 'general', generation: 1, maker: 'intel' },
  n1: { series: 'general', generation: 1, maker: 'intel' },
  e2: { series: 'general', generation: 2, maker: 'mixed' },
  n2: { series: 'general', generation: 2, maker: 'intel' },
  n2d: { series: 'general', generation: 2, maker: 'amd' },
  t2d: { series: 'general', generation: 2, maker: 'amd' },
  t2a: { series: 'general', generation: 2, maker: 'ampere' },
  c3: { series: 'general', generation: 3, maker: 'intel' },
  c3d: { series: 'general', generation: 3, maker: 'amd' },
  n4: { series: 'general', generation: 4, maker: 'intel' },
  n4d: { series: 'general', generation: 4, maker: 'amd' },
  n4a: { series: 'general', generation: 4, maker: 'google' },
  c4: { series: 'general', generation: 4, maker: 'intel' },
  c4d: { series: 'general', generation: 4, maker: 'amd' },
  c4a: { series: 'general', generation: 4, maker: 'google' },
  c2: { series: 'compute', generation: 2, maker: 'intel' },
  c2d: { series: 'compute', generation: 2, maker: 'amd' },
  h3: { series: 'compute', generation: 3, maker: 'intel' },
  h4d: { series: 'compute', generation: 4, maker: 'amd' },
  m1: { series: 'memory', generation: 1, maker: 'intel' },
  m2: { series: 'memory', generation: 2, maker: 'intel' },
  m3: { series: 'memory', generation: 3, maker: 'intel' },
  m4: { series: 'memory', generation: 4, maker: 'intel' },
  x4: { series: 'memory', generation: 4, maker: 'intel' },
  z3: { series: 'storage', generation: 3, maker: 'intel' },
  a2: { series: 'accelerated', generation: 2, maker: 'intel' },
  a3: { series: 'accelerated', generation: 3, maker: 'intel' },
  a4: { series: 'accelerated', generation: 4, maker: 'intel' },
  g2: { series: 'accelerated', generation: 2, maker: 'intel' },
  g4: { series: 'accelerated', generation: 4, maker: 'amd' },
};

export const familyFacts = (family: string): FamilyFacts | undefined => families[family];

/** Families that newer ones of the same series have superseded ("Compute Engine: previous generation machine series"). */
export const isCurrentGeneration = (family: string): boolean => !['f1', 'g1', 'n1', 'm1', 'c2'].includes(family);

/** Whether a family takes Persistent Disks; the others take Hyperdisk alone ("Supported disk types for each series"). */
export const takesPersistentDisks = (family: string): boolean =>
  !['n4', 'n4d', 'n4a', 'c4', 'c4d', 'c4a', 'x4', 'a4', 'm4', 'h4d', 'g4'].includes(family);
