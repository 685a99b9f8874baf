import type { CostFactSet, CostSubject } from '../../domain/cost-facts.ts';
import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';

/** What one of the payers told; that of another says nothing about it, so that one of whom nothing was read is unread. */
export function setOf<S extends CostSubject>(
  sets: Fact<readonly CostFactSet<S>[]>,
  payer: string,
): Fact<CostFactSet<S>> {
  if (!sets.known) return sets;
  const own = sets.value.find(({ payerAccountId }) => payerAccountId === payer);
  return own === undefined ? unread(`not read lately in ${payer}`) : known(own);
}

export const recordsOf = <S extends CostSubject>(
  sets: Fact<readonly CostFactSet<S>[]>,
  payer: string,
): Fact<CostFactSet<S>['records']> => mapFact(setOf(sets, payer), ({ records }) => records);
