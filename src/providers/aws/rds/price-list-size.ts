import type { Size } from '../../../domain/prices.ts';
import type { ListedProduct } from '../price-items.ts';

/**
 * Percent of each vCPU that burstable classes earn. Source: EC2 User Guide, "Key concepts for burstable performance
 * instances" (RDS runs T3 and T4g as `unlimited`, T2 as `standard`; RDS User Guide, "DB instance classes").
 */
const baselines: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t2: { micro: 10, small: 20, medium: 20, large: 30, xlarge: 22.5, '2xlarge': 17 },
  t3: { micro: 10, small: 20, medium: 20, large: 30, xlarge: 40, '2xlarge': 40 },
  t4g: { micro: 10, small: 20, medium: 20, large: 30, xlarge: 40, '2xlarge': 40 },
};

/** The class that a `Database Instance` product is the price of. The same class comes once per engine. */
export function databaseSizeOf({
  productFamily,
  attributes,
}: ListedProduct): Omit<Size, 'provider' | 'regionId'> | undefined {
  const { instanceType: name = '', memory, vcpu, physicalProcessor = '', storage = '' } = attributes;
  const [, letters = '', generation, suffix = '', size = ''] = /^db\.([a-z]+)(\d+)([a-z]*)\.(\w+)/.exec(name) ?? [];
  const [vcpus, memoryGiB] = [numberOf(vcpu), numberOf(memory)];
  if (productFamily !== 'Database Instance' || vcpus === undefined || memoryGiB === undefined) return undefined;
  if (generation === undefined) return undefined;
  const burstable = letters === 't';
  const arm = /graviton/i.test(physicalProcessor) || suffix.startsWith('g');
  const localDisks = suffix.includes('d') || /NVMe/.test(storage);
  const baseline = burstable ? baselines[`t${generation}${suffix}`]?.[size] : undefined;
  const throughput = sustained(attributes['dedicatedEbsThroughput']);
  const network = sustained(attributes['networkPerformance']);
  return {
    name,
    vcpus,
    memoryMiB: Math.round(memoryGiB * 1024),
    architectures: [arm ? 'arm64' : 'x86_64'],
    family: name.split('.').slice(0, 2).join('.'),
    currentGeneration: attributes['currentGeneration'] === 'Yes',
    burstable,
    ...(baseline !== undefined && { baselinePercentPerVcpu: baseline }),
    series: `${letters}${localDisks ? '+d' : ''}${suffix.includes('n') ? '+n' : ''}`,
    generation: Number(generation),
    gpus: 0,
    localStorageGiB: localDisks ? 1 : 0,
    // Megabits per second.
    ...(throughput !== undefined && { ebsBaselineThroughputMBps: throughput / 8 }),
    ...(network !== undefined && { networkBandwidthGbps: network }),
  };
}

/** `8 GiB`, `1,952 GiB`, `10 Gigabit`. */
function numberOf(text: string | undefined): number | undefined {
  const value = /^[\d,.]+/.exec(text ?? '')?.[0].replaceAll(',', '');
  const number = value === undefined ? Number.NaN : Number(value);
  return number > 0 ? number : undefined;
}

/** What is reached for a while only (`Up to 10 Gigabit`) is no promise. */
const sustained = (text: string | undefined): number | undefined => numberOf(text);
