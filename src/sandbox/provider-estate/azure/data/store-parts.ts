import { DAY } from '../../../estate/generate/time.ts';
import { meanFor } from '../../../estate/metric-shapes.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { KEEP_TAG } from '../check-ids.ts';
import type { AzureUnit, Course } from '../model.ts';
import { guidOf } from '../tenant.ts';

type Identity = ReturnType<AzureContext['identity']>;

/** A level that follows the day: at night four tenths of what it comes to. */
export function level(unit: AzureUnit, peak: number): Course {
  return { of: 'gauge', unit, shape: 'daily', mean: meanFor('daily', peak * 0.4, peak), peak };
}

export const still = (unit: AzureUnit, value: number): Course => ({ of: 'constant', unit, value });

/** Created some days ago: within two weeks for what is young. */
export function createdAt(context: AzureContext, random: Random, young: boolean): number {
  return context.now - (young ? random.between(2, 10) : random.between(70, 500)) * DAY;
}

export function tagsFor(
  context: AzureContext,
  random: Random,
  identity: Identity,
  name: string,
  keep = false,
): Readonly<Record<string, string>> {
  return {
    ...context.tagsOf(random, identity, name),
    // Its own word for what it is: a code that no two of them share.
    deployment: guidOf(random).slice(0, 8),
    ...(keep && { [KEEP_TAG]: 'for the peak season' }),
  };
}
