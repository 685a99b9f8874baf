import type { CoverableLine, CoveredPart, DayCoverage } from './commitments/coverage.ts';
import { coverDay } from './commitments/coverage.ts';
import type { CommitmentsState } from './commitments/model.ts';
import { type Books, booksOf } from './ledger-of.ts';
import type { Estate } from './model.ts';
import { DAY_SECONDS } from './usage-ledger.ts';
import { eachUsageLine, type LineName } from './usage-lines.ts';

/** One line of a day's usage at its on-demand price. */
export interface UsageOfDay {
  readonly line: LineName;
  readonly nano: bigint;
  readonly quantity: number;
}

/** A day's usage, and what commitments cover of it. */
export interface BilledDay {
  readonly lines: readonly UsageOfDay[];
  /** Undefined for an estate without commitments. */
  readonly coverage: Coverage | undefined;
}

export interface Coverage {
  readonly days: DayCoverage['days'];
  partsOf(line: UsageOfDay): readonly CoveredPart[] | undefined;
}

/** About 80 MB. An estate of 2,000 resources has some 800 lines a day, one of 20,000 in ten accounts 4,300. */
const MOST_LINES = 500_000;

interface KeptDays {
  readonly days: Map<number, BilledDay & { readonly end: number }>;
  /** Sums of whole months by name, which are small. */
  readonly sums: Map<string, ReadonlyMap<string, bigint>>;
  lines: number;
  /** What the days were made from: they are forgotten when it is another. */
  madeFrom: readonly unknown[];
}

const kept = new WeakMap<Books, KeptDays>();

function keptOf(estate: Estate): KeptDays {
  const books = booksOf(estate);
  const state = commitmentsOf(estate);
  const madeFrom = [state, state?.plans.size, state?.reservations.size, books.changes.length];
  const known = kept.get(books);
  if (known?.madeFrom.every((value, at) => value === madeFrom[at]) === true) return known;
  const made: KeptDays = { days: new Map(), sums: new Map(), lines: 0, madeFrom };
  kept.set(books, made);
  return made;
}

/** What `add` makes of a bill that does not change, such as a month's; `name` tells one sum from another. */
export function keptSum(
  estate: Estate,
  name: string,
  add: () => ReadonlyMap<string, bigint>,
): ReadonlyMap<string, bigint> {
  const { sums } = keptOf(estate);
  const known = sums.get(name);
  if (known !== undefined) return known;
  const made = add();
  sums.set(name, made);
  return made;
}

/**
 * The bill of the day that begins at `day`, up to `until`, both seconds of the epoch. Cost Explorer is asked for the same
 * days over and over, the latest of all, so these are kept.
 */
export function billedDay(estate: Estate, day: number, until: number): BilledDay {
  const of = keptOf(estate);
  const end = Math.min(day + DAY_SECONDS, until);
  const known = of.days.get(day);
  if (known?.end === end) return known;
  const lines: UsageOfDay[] = [];
  eachUsageLine(booksOf(estate), day, until, (line, nano, quantity) => lines.push({ line, nano, quantity }));
  const made = { lines, coverage: coverageOf(commitmentsOf(estate), day, end - day, lines), end };
  keep(of, day, made);
  return made;
}

/** Where there is no room, a later day takes the place of earlier ones. */
function keep(of: KeptDays, day: number, made: BilledDay & { readonly end: number }): void {
  of.lines += made.lines.length - (of.days.get(day)?.lines.length ?? 0);
  of.days.set(day, made);
  while (of.lines > MOST_LINES && of.days.size > 1) {
    const earliest = Math.min(...of.days.keys());
    of.lines -= of.days.get(earliest)?.lines.length ?? 0;
    of.days.delete(earliest);
  }
}

/** Name of the family that holds the commitments; it is looked up by it, since it is made from the bill itself. */
const COMMITMENTS = 'commitments';

const commitmentsOf = (estate: Estate): CommitmentsState | undefined =>
  estate.families.get(COMMITMENTS) as CommitmentsState | undefined;

function coverageOf(
  state: CommitmentsState | undefined,
  day: number,
  seconds: number,
  lines: readonly UsageOfDay[],
): Coverage | undefined {
  if (state === undefined || state.plans.size + state.reservations.size === 0) return undefined;
  const coverable = new Map<UsageOfDay, CoverableLine>();
  for (const each of lines) {
    const { accountId, region, service, usageType, operation = '', unit } = each.line;
    if (unit !== 'Hrs' || each.nano <= 0n || usageType.includes('SpotUsage')) continue;
    coverable.set(each, { accountId, region, service, usageType, operation, hours: each.quantity, nano: each.nano });
  }
  const { parts, days } = coverDay(state, day, seconds, [...coverable.values()]);
  const ofLine = new Map<UsageOfDay, readonly CoveredPart[]>();
  for (const [each, line] of coverable) {
    const covered = parts.get(line);
    if (covered !== undefined) ofLine.set(each, covered);
  }
  return { days, partsOf: (each) => ofLine.get(each) };
}
