import type { Fact } from '../../domain/fact.ts';
import type { Size } from '../../domain/prices.ts';
import { rounded } from '../metric-peak.ts';
import type { Evidence } from '../verdict.ts';
import type { Demand } from './demand.ts';
import type { Exclusion } from './hard-limits.ts';
import { optionInWords, type PricedOption } from './machine-options.ts';

/** What was measured, in the units that people read; null for what was not. */
export function measuredEvidence(demand: Demand, { vcpus, memoryMiB }: Size): Evidence {
  const { cpu, memoryMiB: memory, networkGbps, diskIops, diskMBps } = demand;
  const told = (fact: Fact<number>, factor = 1): number | null => (fact.known ? rounded(fact.value * factor) : null);
  return {
    p99CpuPercent: cpu.known ? rounded((cpu.value.p99 / vcpus) * 100) : null,
    maxCpuPercent: cpu.known ? rounded((cpu.value.max / vcpus) * 100) : null,
    maxMemoryPercent: told(memory, 100 / memoryMiB),
    p99NetworkMbps: told(networkGbps, 1000),
    p99DiskIops: told(diskIops),
    p99DiskMBps: told(diskMBps),
  };
}

/** What was found to take its place, and how much was ruled out. */
export function optionEvidence(
  { candidate }: PricedOption,
  options: readonly PricedOption[],
  excluded: ReadonlyMap<Exclusion, number>,
): Evidence {
  return {
    targetSize: candidate.size.name,
    fit: candidate.fit.score,
    fitLoweredBy: candidate.fit.because.length === 0 ? null : candidate.fit.because.join('; '),
    options: options.map(optionInWords).join('; '),
    sizesRuledOut: [...excluded].map(([limit, count]) => `${limit} ${count}`).join(', ') || null,
  };
}
