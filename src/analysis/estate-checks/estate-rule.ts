import type { Fact } from '../../domain/fact.ts';
import type { SubjectKind } from '../../domain/findings.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Tags } from '../../domain/resources.ts';
import type { CannotTell, Waste } from '../verdict.ts';
import type { AccountFacts, EstateFacts } from './estate-facts.ts';

/** What a finding of such a check is about. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly scope: Scope;
  /** Of a resource: they may exempt it. What has no tags of its own leaves them out. */
  readonly tags?: Fact<Tags>;
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
