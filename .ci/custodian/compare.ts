import type { Estate } from '../../src/sandbox/estate/model.ts';
import type { Explanation } from './explanation.ts';
import { policies } from './policies.ts';
import { idOfKey, type Selected } from './selected.ts';

export interface Compared {
  readonly checkId: string;
  readonly custodian: number;
  readonly truth: number;
  readonly ballast: number;
  readonly onlyCustodian: number;
  readonly onlyBallast: number;
  readonly explained: number;
}

export interface Comparison {
  readonly rows: readonly Compared[];
  /** How many differences each explanation accounts for, in their order. */
  readonly uses: readonly { readonly explanation: Explanation; readonly count: number }[];
  /** What must not be: each line says one thing. */
  readonly failures: readonly string[];
}

/**
 * Ballast has to find the truth itself, nothing more or less. Where c7n selects something else, an explanation has to
 * hold for that resource, and every explanation has to hold for one at least.
 */
export function compare(
  selections: { readonly custodian: Selected; readonly truth: Selected; readonly ballast: Selected },
  explanations: readonly Explanation[],
  estate: Estate,
): Comparison {
  const failures: string[] = [];
  const counts = new Map<Explanation, number>();
  const rows = policies.map(({ checkId }) => {
    const [custodian, truth, ballast] = [selections.custodian, selections.truth, selections.ballast].map(
      (selected) => selected.get(checkId) ?? new Set<string>(),
    ) as [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>];
    if (truth.size === 0) failures.push(`${checkId}: nothing is planted, so nothing is shown`);
    for (const key of without(ballast, truth)) failures.push(`${checkId}: Ballast finds ${key}, which is not planted`);
    for (const key of without(truth, ballast)) failures.push(`${checkId}: Ballast misses ${key}, which is planted`);
    const differences = [
      ...without(custodian, ballast).map((key) => ({ key, selectedBy: 'c7n alone' as const })),
      ...without(ballast, custodian).map((key) => ({ key, selectedBy: 'Ballast alone' as const })),
    ];
    let explained = 0;
    for (const { key, selectedBy } of differences) {
      const reasons = explanations.filter(
        (each) => each.checkId === checkId && each.selectedBy === selectedBy && each.holds(idOfKey(key), estate),
      );
      if (reasons.length === 0) failures.push(`${checkId}: ${selectedBy} selects ${key}, and no rule explains it`);
      else explained += 1;
      for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return {
      checkId,
      custodian: custodian.size,
      truth: truth.size,
      ballast: ballast.size,
      onlyCustodian: without(custodian, ballast).length,
      onlyBallast: without(ballast, custodian).length,
      explained,
    };
  });
  const uses = explanations.map((explanation) => ({ explanation, count: counts.get(explanation) ?? 0 }));
  for (const { explanation, count } of uses) {
    if (count === 0) failures.push(`${explanation.checkId}: no difference needs the rule "${explanation.rule}"`);
  }
  return { rows, uses, failures };
}

const without = (all: ReadonlySet<string>, those: ReadonlySet<string>): readonly string[] =>
  [...all].filter((key) => !those.has(key));
