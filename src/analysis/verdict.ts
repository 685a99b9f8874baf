import type { Fact } from '../domain/fact.ts';
import type { CostEstimate, EvidenceValue, Risk } from '../domain/findings.ts';
import type { ActionKind } from './actions.ts';

export type Evidence = Readonly<Record<string, EvidenceValue>>;

/** What a check says of one resource. */
export type Verdict = Fine | CannotTell | Waste;

export interface Fine {
  readonly verdict: 'fine';
}

/** Something that decides was not read; `reason` says what and why. */
export interface CannotTell {
  readonly verdict: 'cannot-tell';
  readonly reason: string;
  readonly evidence: Evidence;
}

export interface Waste {
  readonly verdict: 'waste';
  /** 0 to 1. */
  readonly confidence: number;
  /** The numbers that decided it, units in the names. */
  readonly evidence: Evidence;
  /** Unread where a price or a part of the inventory is not known: never zero for that reason. */
  readonly monthlySavings: Fact<CostEstimate>;
  readonly actionParams?: Readonly<Record<string, string | number | boolean>>;
  /** Where this resource needs another action than the check's usual one. */
  readonly action?: ActionKind;
  readonly risk?: Risk;
}

export const fine = (): Fine => ({ verdict: 'fine' });

export const cannotTell = (reason: string, evidence: Evidence = {}): CannotTell => ({
  verdict: 'cannot-tell',
  reason,
  evidence,
});

export const waste = (of: Omit<Waste, 'verdict'>): Waste => ({ verdict: 'waste', ...of });
