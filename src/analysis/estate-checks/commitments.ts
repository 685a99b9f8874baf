import type { CommitmentUse, CostFactSet } from '../../domain/cost-facts.ts';
import type { Commitment, StoredResource } from '../../domain/resources.ts';
import { cannotTell } from '../verdict.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';

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
  tags: resource.tags,
});

/** A listing that was not whole: of each payer, one answer that says so. */
export const commitmentsUnread = ({ provider, payers }: EstateFacts, reason: string): readonly EstateVerdict[] =>
  payers.map((accountId) => ({
    subject: {
      kind: 'commitment',
      type: `${provider}:billing:commitment`,
      id: 'commitments',
      scope: { provider, accountId, regionId: 'global' },
    },
    verdict: cannotTell(`commitments: ${reason}`),
  }));

/** The same for two of which one can take the other's place: the same discount on the same things. */
export const likenessOf = ({ type, category, covers, unitName, family, boundTo, scope }: Commitment): string =>
  JSON.stringify([
    type,
    category,
    covers,
    unitName ?? null,
    family ?? null,
    boundTo ?? null,
    category === 'spend' ? null : scope.regionId,
  ]);
