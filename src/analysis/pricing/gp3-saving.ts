import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { BlockVolume } from '../../domain/resources.ts';
import { GP3_INCLUDED } from './aws.ts';
import type { Costs } from './costs.ts';
import { difference } from './estimates.ts';

interface Performance {
  readonly iops: number;
  readonly throughputMiBps: number;
}

/**
 * What a volume saves as gp3 of the same size: `amount` buys `target`, `low` buys `most` (what it can deliver now), and
 * `high` is what is saved if what gp3 includes turns out to be enough.
 */
export function gp3Saving(
  volume: BlockVolume,
  { target, most }: { readonly target: Performance; readonly most: Performance },
  costs: Costs,
): Fact<CostEstimate> {
  const now = costs.monthly(volume);
  if (!now.known) return now;
  const { model } = costs;
  if (!model.known) return model;
  const asGp3 = (performance: Performance) =>
    costs.inPlaceOf(volume, model.value.volume({ tier: 'gp3', sizeGiB: volume.sizeGiB, ...performance }));
  const after = asGp3(target);
  if (!after.known) return after;
  const dearest = asGp3({
    iops: Math.max(target.iops, most.iops),
    throughputMiBps: Math.max(target.throughputMiBps, most.throughputMiBps),
  });
  if (!dearest.known) return dearest;
  const least = asGp3(GP3_INCLUDED);
  if (!least.known) return least;
  return difference(now.value, after.value, { least: least.value, most: dearest.value });
}
