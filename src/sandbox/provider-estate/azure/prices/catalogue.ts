import document from '../../../data/azure-prices.json' with { type: 'json' };
import { machineMeters } from './machine-meters.ts';
import type { Meter } from './meter.ts';
import { networkMeters } from './network-meters.ts';
import { platformMeters } from './platform-meters.ts';
import { serviceMeters } from './service-meters.ts';
import { storageMeters } from './storage-meters.ts';

/** The regions that have prices. */
export const AZURE_REGIONS: readonly string[] = document.regions;

let all: ReadonlyMap<string, Meter> | undefined;

/** The whole price list, by `<key> <region>`. */
export function meters(): ReadonlyMap<string, Meter> {
  return (all ??= new Map([...everyMeter()].map((each) => [`${each.key} ${each.region}`, each])));
}

/** The line of the price list. Throws a RangeError where there is none: nothing is billed without a price. */
export function meter(key: string, region: string): Meter {
  const found = meters().get(`${key} ${region}`);
  if (found === undefined) throw new RangeError(`no price of ${key} in ${region}`);
  return found;
}

export function usdOf(key: string, region: string): string {
  return meter(key, region).usd;
}

function* everyMeter(): Generator<Meter> {
  yield* machineMeters();
  for (const parts of [storageMeters(), networkMeters(), platformMeters(), serviceMeters()]) {
    for (const [key, part] of parts) {
      for (const region of AZURE_REGIONS) yield { armSkuName: '', ...part, key, region };
    }
  }
}
