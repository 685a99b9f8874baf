/** What the layout must know of a column. */
export interface ColumnSize {
  /** Widest cell, the header included. */
  readonly natural: number;
  /** May be cut to this; `natural` when it may not be cut. */
  readonly least: number;
  readonly rank: number;
}

export interface Layout {
  /** Indexes of the columns that fit, in their order. */
  readonly shown: readonly number[];
  readonly widths: readonly number[];
}

/** Spaces between two columns. */
export const GAP = 2;

/**
 * Fits columns into `available` screen columns. Cutting comes before dropping: first the columns that may be cut
 * give way, the widest first; then the one with the highest rank goes, and so on. Undefined when not even the
 * columns of rank 0 fit: the rows must then be stacked.
 */
export function fit(columns: readonly ColumnSize[], available: number | null): Layout | undefined {
  let shown = columns.map((_, index) => index);
  if (available === null) return { shown, widths: columns.map((column) => column.natural) };
  for (;;) {
    const widths = shrink(
      shown.map((index) => columns[index] as ColumnSize),
      available,
    );
    if (widths) return { shown, widths };
    const worst = shown.reduce((a, b) => (rankOf(columns, b) >= rankOf(columns, a) ? b : a));
    if (rankOf(columns, worst) === 0) return undefined;
    shown = shown.filter((index) => index !== worst);
  }
}

const rankOf = (columns: readonly ColumnSize[], index: number): number => columns[index]?.rank ?? 0;

function shrink(columns: readonly ColumnSize[], available: number): readonly number[] | undefined {
  const widths = columns.map((column) => column.natural);
  let excess = sum(widths) + GAP * (columns.length - 1) - available;
  while (excess > 0) {
    const widest = widestCuttable(columns, widths);
    if (widest === undefined) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function widestCuttable(columns: readonly ColumnSize[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0;
    if (width <= Math.min(column.least, column.natural)) return;
    if (widest === undefined || width > (widths[widest] ?? 0)) widest = index;
  });
  return widest;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
