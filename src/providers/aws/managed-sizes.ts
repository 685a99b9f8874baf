import type { Size } from '../../domain/prices.ts';
import type { ListedProduct } from './price-items.ts';

/** Share of each vCPU that T3 and T4g nodes may use on and on. Source: EC2 User Guide, "Key concepts for burstable performance instances". */
const baselines: Readonly<Record<string, number>> = { micro: 10, small: 20, medium: 20, large: 30, xlarge: 40 };

/**
 * The size of a managed service's node, as its price list describes it: `cache.r6g.large`, `r6g.large.search`,
 * `kafka.m5.large`. `service` keeps the families of services apart.
 */
export function managedSizeOf(
  service: string,
  name: string,
  { attributes }: Pick<ListedProduct, 'attributes'>,
): Omit<Size, 'provider' | 'regionId'> | undefined {
  const [, letters = '', generation, suffix = '', size = ''] = /(?:^|\.)([a-z]+)(\d+)([a-z]*)\.(\w+)/.exec(name) ?? [];
  const vcpus = numberIn(attributes['vcpu']);
  const memoryGiB = numberIn(attributes['memory'] ?? attributes['memoryGib']);
  if (generation === undefined || vcpus === undefined || memoryGiB === undefined) return undefined;
  const burstable = letters === 't';
  const localDisks = suffix.includes('d');
  const baseline = burstable ? baselines[size] : undefined;
  return {
    name,
    vcpus,
    memoryMiB: Math.round(memoryGiB * 1024),
    architectures: [suffix.startsWith('g') ? 'arm64' : 'x86_64'],
    family: `${service}.${letters}${generation}${suffix}`,
    currentGeneration: attributes['currentGeneration'] !== 'No',
    burstable,
    ...(baseline !== undefined && { baselinePercentPerVcpu: baseline }),
    series: `${service}.${letters}${localDisks ? '+d' : ''}${suffix.includes('n') ? '+n' : ''}`,
    generation: Number(generation),
    gpus: 0,
    localStorageGiB: localDisks ? 1 : 0,
  };
}

/** `13.07 GiB`, `1,952 GiB`. */
function numberIn(text: string | undefined): number | undefined {
  const digits = /^[\d,.]+/.exec(text ?? '')?.[0].replaceAll(',', '');
  const number = digits === undefined ? Number.NaN : Number(digits);
  return number > 0 ? number : undefined;
}
