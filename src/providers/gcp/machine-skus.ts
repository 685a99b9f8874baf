import type { Decimal } from '../../domain/decimal.ts';
import { listAmount, type Sku } from './sku-catalogue.ts';

/** A price of vCPUs or memory of one family. */
export interface Rate {
  readonly sku: Sku;
  readonly amount: Decimal;
}

/** Rates by family and shape: `n2`, `n2-custom`, `n2-custom-ext` (extended memory), of vCPUs and of GiB of memory. */
export interface MachineRates {
  readonly vcpu: ReadonlyMap<string, Rate>;
  readonly memory: ReadonlyMap<string, Rate>;
  /** By machine type, for the two that are priced as a whole. */
  readonly whole: ReadonlyMap<string, Rate>;
  /** By accelerator type without its maker: `t4`, `a100`, `l4`. */
  readonly gpu: ReadonlyMap<string, Rate>;
}

/** `N2D AMD Custom Extended Instance Ram running in Iowa`; N1's custom machines come without a family. */
const MACHINE =
  /^(?:Spot )?(?:Preemptible )?(?:([A-Z]\d+[A-Z]*)(?:: | |$))?(?:(?:AMD|Arm|ARM|Predefined|Memory-optimized) )*(Custom )?(Extended )?(?:Instance )(Core|Ram) (?:running )?in /;

/** C2 and M1 are named by what they are for. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:Spot )?(?:Preemptible )?Compute[- ]optimized (Core|Ram) (?:running )?in /i, 'c2'],
  [/^(?:Spot )?(?:Preemptible )?Memory-optimized Instance (Core|Ram) (?:running )?in /i, 'm1'],
];

const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/^(?:Spot )?(?:Preemptible )?Micro Instance with burstable CPU /, 'f1-micro'],
  [/^(?:Spot )?(?:Preemptible )?Small Instance with 1 VCPU /, 'g1-small'],
];

const GPU = /^Nvidia (.+?) GPU (?:attached to .*)?(?:running )?in /i;

/** Accelerators' names without maker and brand, so that `nvidia-tesla-t4` and `Nvidia Tesla T4` are one. */
export const gpuKey = (name: string): string => name.toLowerCase().replaceAll(/nvidia|tesla|[\s-]/g, '');

/** `usageType`: `OnDemand` or `Preemptible`, which is what spot machines are called there. */
export function machineRates(skus: readonly Sku[], usageType: 'OnDemand' | 'Preemptible'): MachineRates {
  const vcpu = new Map<string, Rate>();
  const memory = new Map<string, Rate>();
  const whole = new Map<string, Rate>();
  const gpu = new Map<string, Rate>();
  const put = (into: Map<string, Rate>, key: string, sku: Sku): void => {
    const amount = listAmount(sku);
    if (amount !== undefined && !into.has(key)) into.set(key, { sku, amount });
  };
  for (const sku of skus) {
    if (sku.usageType !== usageType || isOtherSale(sku.description)) continue;
    const found = shapeOf(sku.description);
    if (found !== undefined) put(found.of === 'Core' ? vcpu : memory, found.shape, sku);
    const type = WHOLE.find(([pattern]) => pattern.test(sku.description))?.[1];
    if (type !== undefined) put(whole, type, sku);
    const card = GPU.exec(sku.description)?.[1];
    if (card !== undefined) put(gpu, gpuKey(card), sku);
  }
  return { vcpu, memory, whole, gpu };
}

/** Sold by the node, in advance or for a while: none of them is a machine's own price. */
const isOtherSale = (description: string): boolean =>
  /sole tenancy|reserved|commitment|DWS|calendar mode|flex start|upgrade premium|overcommit/i.test(description);

function shapeOf(description: string): { readonly shape: string; readonly of: string } | undefined {
  for (const [pattern, shape] of NAMED) {
    const of = pattern.exec(description)?.[1];
    if (of !== undefined) return { shape, of };
  }
  const match = MACHINE.exec(description);
  if (!match) return undefined;
  const [, family, custom, extended, of = ''] = match;
  if (family === undefined && custom === undefined) return undefined;
  const name = (family ?? 'N1').toLowerCase();
  return { shape: `${name}${custom === undefined ? '' : '-custom'}${extended === undefined ? '' : '-ext'}`, of };
}
