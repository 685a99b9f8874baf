import type { CommitmentUse, CostFactSet } from '../../domain/cost-facts.ts';
import type { Commitment, StoredResource } from '../../domain/resources.ts';
import type { Subject } from './estate-rule.ts';

/** The use of a commitment by any of the names that the bill may have for it; an ARN may end in its id. */
export function usesByName(
  sets: readonly CostFactSet<'commitment-use'>[],
): (of: Commitment) => CommitmentUse | undefined {
  const byName = new Map<string, CommitmentUse>();
  for (const use of sets.flatMap(({ records }) => records)) {
    byName.set(use.commitmentId, use);
    const last = use.commitmentId.split('/').at(-1);
    if (last !== undefined) byName.set(last, use);
  }
  return ({ resourceId, billingIds = [] }) => {
    for (const name of [resourceId, ...billingIds]) {
      const found = byName.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

export const subjectOf = ({ resource }: StoredResource<Commitment>): Subject => ({
  kind: 'commitment',
  type: resource.type,
  id: resource.resourceId,
  ...(resource.name !== undefined && { name: resource.name }),
  scope: resource.scope,
  ...(resource.tags.known && { tags: resource.tags.value }),
});

/** Whether one can take the other's place: the same discount on the same things. */
export const isAlike = (a: Commitment, b: Commitment): boolean =>
  a.type === b.type &&
  a.category === b.category &&
  a.covers === b.covers &&
  a.unitName === b.unitName &&
  a.family === b.family &&
  a.boundTo === b.boundTo &&
  (a.category === 'spend' || a.scope.regionId === b.scope.regionId);
