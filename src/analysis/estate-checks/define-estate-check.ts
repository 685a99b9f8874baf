import type { SubjectKind } from '../../domain/findings.ts';
import type { Check, CheckDefinition, EstateNeeds, Needs } from '../define-check.ts';
import type { AccountFacts, EstateFacts } from './estate-facts.ts';
import type { EstateVerdict } from './estate-rule.ts';

type Head<Param extends string> = Omit<CheckDefinition<never, Param>, 'kind' | 'evaluate' | 'needs'> & {
  readonly kind: SubjectKind;
  readonly needs: Needs & EstateNeeds;
};

export type EstateCheckDefinition<Param extends string> = Head<Param> &
  (
    | {
        readonly reach: 'estate';
        evaluate(facts: EstateFacts, params: Readonly<Record<Param, number>>): readonly EstateVerdict[];
      }
    | {
        readonly reach: 'account';
        evaluate(facts: AccountFacts, params: Readonly<Record<Param, number>>): readonly EstateVerdict[];
      }
  );

/** A rule over a whole account or cloud: it stands in the list of checks beside the others, and judges no resource. */
export function defineEstateCheck<Param extends string>(definition: EstateCheckDefinition<Param>): Check {
  const { reach: _reach, evaluate: _evaluate, ...head } = definition;
  return { ...head, estate: definition, judge: () => undefined };
}
