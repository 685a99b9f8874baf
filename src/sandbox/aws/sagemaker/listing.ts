import { familyState } from '../../estate/family.ts';
import { machineLearningFamily } from '../../estate/machine-learning/family.ts';
import type { MachineLearningState } from '../../estate/machine-learning/model.ts';
import type { Call } from '../call.ts';
import type { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { sagemakerErrors } from './errors.ts';

export const machineLearning = (call: Call): MachineLearningState =>
  familyState(call.world.estate, machineLearningFamily);

interface Placed {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
}

/** A page of what is in the caller's account and region; `what` tells the listings apart. */
export function listed<R extends Placed>(
  call: Call,
  input: DocumentInput,
  all: ReadonlyMap<string, R>,
  {
    what,
    keep = () => true,
    usual = 10,
  }: { readonly what: unknown; readonly keep?: (item: R) => boolean; readonly usual?: number },
) {
  return pageOf(call, {
    listing: JSON.stringify(what),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 100 }) ?? usual,
    items: (after) => call.world.index.of(all).resources(call.accountId, call.region, after),
    keep,
    positionOf: ({ arn }: R) => arn,
    badToken: sagemakerErrors.badToken,
  });
}
