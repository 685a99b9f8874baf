import { createEstate } from '../../../src/sandbox/estate/create-estate.ts';
import { families } from '../../../src/sandbox/estate/families.ts';
import type { EstateFamily } from '../../../src/sandbox/estate/family.ts';
import type { Estate, EstateOptions } from '../../../src/sandbox/estate/model.ts';

export const NOW = Date.UTC(2026, 10, 24, 9, 30);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];

/** Of all families, or of those that are named. */
export function estateOf(options: Partial<EstateOptions> = {}, kinds: readonly EstateFamily[] = families): Estate {
  return createEstate({ seed: 7, resources: 1000, accounts: 3, regions: REGIONS, now: NOW, ...options }, kinds);
}

export function sizeOf({ instances, volumes, snapshots, addresses }: Estate): number {
  return instances.size + volumes.size + snapshots.size + addresses.size;
}

/** The first resource that fits; a test without one has nothing to test. */
export function first<T>(items: Iterable<T>, fits: (item: T) => boolean): T {
  for (const item of items) if (fits(item)) return item;
  throw new Error('the estate has no such resource');
}
