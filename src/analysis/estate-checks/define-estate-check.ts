import type { SubjectKind } from '../../domain/findings.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Tags } from '../../domain/resources.ts';
import type { Check, CheckDefinition, EstateNeeds, Needs } from '../define-check.ts';
import type { CannotTell, Waste } from '../verdict.ts';
import type { AccountFacts, EstateFacts } from './estate-facts.ts';

/** What a finding of such a check is about. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly scope: Scope;
  /** Of a resource, where they are known: they may exempt it. */
  readonly tags?: Tags;
}

export interface EstateVerdict {
  readonly subject: Subject;
  readonly verdict: Waste | CannotTell;
  /** Instead of the check's, where one rule speaks of several things. */
  readonly title?: string;
  /** False where the saving stands in another finding too, or is none of today. */
  readonly counts?: boolean;
}

type Params = Readonly<Record<string, number>>;

/** `estate`: judged once per cloud; `account`: once for each account. */
export type EstateRule =
  | { readonly reach: 'estate'; evaluate(facts: EstateFacts, params: Params): readonly EstateVerdict[] }
  | { readonly reach: 'account'; evaluate(facts: AccountFacts, params: Params): readonly EstateVerdict[] };

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
  return { ...head, estate: definition as EstateRule, judge: () => undefined };
}
