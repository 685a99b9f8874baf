import { unitsOf } from '../pricing/warehouse-units.ts';

/** Sizes of a dedicated SQL pool. Source: Synapse, "Memory and concurrency limits for dedicated SQL pool". */
const LEVELS = [100, 200, 300, 400, 500, 1000, 1500, 2000, 2500, 3000, 5000, 6000, 7500, 10_000, 15_000, 30_000];

/** The smallest size that carries the load, and half of the present one at the least: memory and concurrency shrink too. */
export function smallerPool(sizeName: string, usedPercent: number, targetPercent: number): string | undefined {
  const units = unitsOf(sizeName);
  if (units === undefined) return undefined;
  const needed = Math.max(units / 2, (units * usedPercent) / targetPercent);
  const found = LEVELS.find((level) => level >= needed && level < units);
  return found === undefined ? undefined : `DW${found}c`;
}
