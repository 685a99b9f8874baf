import type { FamilyContext } from './family-context.ts';
import type { MetricSource } from './metric-source.ts';
import type { Estate } from './model.ts';
import type { Usage } from './usage.ts';

/**
 * One kind of resources beside the instances, volumes, snapshots and addresses: made on top of those and scaled by
 * their number. `families.ts` lists all of them.
 */
export interface EstateFamily<State = unknown> {
  /** Such as `databases`: the key of its state, and of its streams of random numbers. */
  readonly name: string;
  /**
   * Makes the resources: plain objects, arrays and Maps of JSON values, each resource with its `accountId` and `region`.
   * Looks at nothing but the context, so that equal options give equal states.
   */
  generate(context: FamilyContext): State;
  /** CloudWatch's series of its resources; asked for once. */
  metrics?(state: State, estate: Estate): MetricSource;
  /** What its resources use and bill, from each one's beginning. A resource that goes on has usage without an end. */
  usage?(state: State, estate: Estate): Iterable<Usage>;
}

/** The families of each estate, by the Map that holds their states: functions have no place in the state itself. */
const made = new WeakMap<ReadonlyMap<string, unknown>, readonly EstateFamily[]>();

export function rememberFamilies(states: ReadonlyMap<string, unknown>, families: readonly EstateFamily[]): void {
  made.set(states, families);
}

/** The states that are made so far, and one more where it is given: for asking what they would bill. */
export function statesWith<State>(
  states: ReadonlyMap<string, unknown>,
  family?: EstateFamily<State>,
  state?: State,
): ReadonlyMap<string, unknown> {
  const copy = new Map(states);
  const kinds = (made.get(states) ?? []).filter(({ name }) => states.has(name));
  if (family !== undefined) copy.set(family.name, state);
  made.set(copy, family === undefined ? kinds : [...kinds, family]);
  return copy;
}

/** The families that an estate was made with, each with what it made, in their order. */
export function familiesOf(estate: Estate): readonly { readonly family: EstateFamily; readonly state: unknown }[] {
  const families = made.get(estate.families) ?? [];
  return families.map((family) => ({ family, state: familyState(estate, family) }));
}

/** The state that a family made. Throws a RangeError where the estate was made without that family. */
export function familyState<State>(estate: Pick<Estate, 'families'>, family: EstateFamily<State>): State {
  const state = estate.families.get(family.name);
  if (state === undefined) throw new RangeError(`the estate has no family "${family.name}"`);
  // Only the family itself put it there, under its own name.
  return state as State;
}
