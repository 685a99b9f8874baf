import type { Estate } from './model.ts';
import { otherLines, type OtherLine } from './other-services.ts';
import { pastUsage } from './past-resources.ts';
import { openUsage, usageOf } from './estate-usage.ts';
import { UsageLedger } from './usage-ledger.ts';

/** The bookkeeping of one estate. */
export interface Books {
  readonly ledger: UsageLedger;
  readonly others: readonly OtherLine[];
}

const books = new WeakMap<Estate, Books>();

/**
 * The books of an estate, opened on first use. Every mutation opens them before it changes anything, so the
 * history in them is that of the estate as it was generated.
 */
export function booksOf(estate: Estate): Books {
  let open = books.get(estate);
  if (open === undefined) {
    const ledger = new UsageLedger(estate.generatedAt);
    for (const usage of usageOf(estate)) ledger.add(usage);
    for (const usage of pastUsage(estate)) ledger.add(usage);
    open = { ledger, others: otherLines(estate) };
    books.set(estate, open);
  }
  return open;
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
  const { ledger } = booksOf(estate);
  const before = touched.flatMap((id) => openUsage(estate, id));
  const result = change();
  const after = [...touched, ...made(result)].flatMap((id) => openUsage(estate, id));
  for (const usage of before) ledger.change(usage, -1, now);
  for (const usage of after) ledger.change(usage, 1, now);
  return result;
}
