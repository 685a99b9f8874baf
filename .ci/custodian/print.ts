import type { Comparison } from './compare.ts';

/** The tables: one row for each policy, then one for each explanation. */
export function printComparison({ rows, uses }: Comparison): void {
  printTable(
    ['policy', 'c7n', 'truth', 'Ballast', 'only c7n', 'only Ballast', 'explained'],
    rows.map((row) => [
      row.checkId,
      ...[row.custodian, row.truth, row.ballast, row.onlyCustodian, row.onlyBallast, row.explained].map(String),
    ]),
  );
  process.stdout.write('\nWhy c7n and Ballast differ:\n');
  printTable(
    ['policy', 'selected by', 'resources', 'rule'],
    uses.map(({ explanation, count }) => [
      explanation.checkId,
      explanation.selectedBy,
      String(count),
      explanation.rule,
    ]),
  );
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    process.stdout.write(
      `${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

/** Of an odd number of values the middle one, of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
}
