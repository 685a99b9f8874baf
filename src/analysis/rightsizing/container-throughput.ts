import type { ContainerThroughput } from '../../domain/resources.ts';
import { mostScaledUnits, type PaidThroughput } from '../pricing/document-throughput.ts';

/** Use of the throughput by the hour: peaks of hours, as shares from 0 to 1 of what is provisioned. */
export interface ThroughputUse {
  readonly meanPeak: number;
  readonly p99Peak: number;
  readonly highestPeak: number;
}

/** A setting, and what it bills for at most. */
export interface ThroughputOption {
  readonly setting: ContainerThroughput['mode'];
  readonly unitsPerSecond: number;
  readonly paid: PaidThroughput;
}

/** Manual throughput is set in hundreds from 400 on, that of autoscale in thousands. Source: "Azure Cosmos DB service quotas". */
const MANUAL = { step: 100, least: 400 } as const;
const AUTOSCALE = { step: 1000, least: 1000 } as const;

/** Settings that carry the load, none of them larger than the present one (but for the steps of autoscale). */
export function throughputOptions(
  { unitsPerSecond, minUnitsPerSecond }: ContainerThroughput,
  { meanPeak, p99Peak, highestPeak }: ThroughputUse,
  { maxUsedPercent, targetPercent }: { readonly maxUsedPercent: number; readonly targetPercent: number },
): readonly ThroughputOption[] {
  const wanted =
    p99Peak * 100 >= maxUsedPercent
      ? unitsPerSecond
      : Math.min(unitsPerSecond, (highestPeak * unitsPerSecond * 100) / targetPercent);
  const needed = Math.max(wanted, minUnitsPerSecond);
  const manual = stepped(needed, MANUAL);
  const autoscale = stepped(needed, AUTOSCALE);
  const scaled = mostScaledUnits(autoscale, meanPeak * unitsPerSecond);
  return [
    { setting: 'manual', unitsPerSecond: manual, paid: { mode: 'manual', unitsPerSecond: manual } },
    { setting: 'autoscale', unitsPerSecond: autoscale, paid: { mode: 'autoscale', unitsPerSecond: scaled } },
  ];
}

const stepped = (units: number, { step, least }: { readonly step: number; readonly least: number }): number =>
  Math.max(least, Math.ceil(Math.round(units * 1e6) / 1e6 / step) * step);
