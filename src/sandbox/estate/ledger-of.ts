import type { Estate } from './model.ts';
import { otherLines, type OtherLine } from './other-services.ts';
import { pastUsage } from './past-resources.ts';
import { openUsage, usageOf } from './estate-usage.ts';
import type { Usage } from './usage.ts';
import { UsageLedger } from './usage-ledger.ts';

/** The bookkeeping of one estate. */
export interface Books {
  readonly ledger: UsageLedger;
  readonly others: readonly OtherLine[];
  /** Usage by resource as it was when the estate was first changed; undefined while it is as it was generated. */
  generated: readonly Usage[] | undefined;
  /** What changes did to usage by resource since, in order. */
  readonly changes: UsageChange[];
}

interface UsageChange {
  readonly usage: Usage;
  readonly sign: 1 | -1;
  /** Epoch ms. */
  readonly at: number;
}

const allBooks = new WeakMap<Estate, Books>();

/**
 * The books of an estate, opened on first use. Every mutation opens them before it changes anything, so the
 * history in them is that of the estate as it was generated.
 */
export function booksOf(estate: Estate): Books {
  let open = allBooks.get(estate);
  if (open === undefined) {
    const ledger = new UsageLedger(estate.generatedAt);
    for (const usage of generatedUsage(estate)) ledger.add(usage);
    open = { ledger, others: otherLines(estate), generated: undefined, changes: [] };
    allBooks.set(estate, open);
  }
  return open;
}

/** For an estate that differs from another in nothing that its resources use: it gets the other's books. */
export function shareBooks(from: Estate, to: Estate): Estate {
  allBooks.set(to, booksOf(from));
  return to;
}

function* generatedUsage(estate: Estate): Generator<Usage> {
  yield* usageOf(estate);
  yield* pastUsage(estate);
}

/**
 * All usage by resource, past and present: what a change ended ends there, and what it began begins there. Ends that
 * are not known yet are infinite.
 */
export function* usageByResource(estate: Estate): Generator<Usage> {
  const { generated, changes } = booksOf(estate);
  const open = new Map<string, { readonly usage: Usage; readonly from: number }[]>();
  for (const usage of generated ?? generatedUsage(estate)) {
    if (changes.length === 0 || usage.to !== Number.POSITIVE_INFINITY) yield usage;
    else begin(open, usage, usage.from);
  }
  for (const { usage, sign, at } of changes) {
    const time = Math.floor(at / 1000);
    if (sign > 0) begin(open, usage, time);
    else {
      const ended = open.get(lineOf(usage))?.pop();
      if (ended && time > ended.from) yield { ...ended.usage, from: ended.from, to: time };
    }
  }
  for (const running of open.values()) for (const { usage, from } of running) yield { ...usage, from };
}

function begin(
  open: Map<string, { readonly usage: Usage; readonly from: number }[]>,
  usage: Usage,
  from: number,
): void {
  const line = lineOf(usage);
  const running = open.get(line);
  if (running) running.push({ usage, from });
  else open.set(line, [{ usage, from }]);
}

function lineOf({ meter, resourceId, quantity }: Usage): string {
  return [resourceId, meter.accountId, meter.region, meter.usageType, quantity].join(' ');
}

/**
 * Runs a change of state and books what it does to the usage of the named resources. `made` names those that the
 * change creates. A change that throws must have changed nothing, and then books nothing.
 */
export function withBooks<T>(
  estate: Estate,
  now: number,
  touched: readonly string[],
  change: () => T,
  made: (result: T) => readonly string[] = () => [],
): T {
  const books = booksOf(estate);
  books.generated ??= [...generatedUsage(estate)];
  const before = touched.flatMap((id) => openUsage(estate, id));
  const result = change();
  const after = [...touched, ...made(result)].flatMap((id) => openUsage(estate, id));
  for (const usage of before) book(books, usage, -1, now);
  for (const usage of after) book(books, usage, 1, now);
  return result;
}

function book({ ledger, changes }: Books, usage: Usage, sign: 1 | -1, now: number): void {
  ledger.change(usage, sign, now);
  // The ledger's history is closed: a change before its end counts from there on.
  changes.push({ usage, sign, at: Math.max(now, ledger.close * 1000) });
}
