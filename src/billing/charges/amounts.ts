import type { Physical } from './cells.ts';

/**
 * An exact amount as two numbers that DuckDB adds fast: `nanos`, DECIMAL(38, 9), and `rest`, DECIMAL(18, 18), whose
 * sum is the cell's value to 18 decimals. Both are null where the cell is null; one is where it is no number.
 *
 * One DECIMAL(38, 18) would say the same, but 128-bit decimals are slow where they are divided or made of text:
 * a cast from text takes 1.7 to 14 µs against 0.04 of a 64-bit one, a rounding 2.5 µs against 0.004. So numbers
 * that fit are split as 64-bit ones, and the slow way is for those that do not.
 */
export interface AmountSql {
  /**
   * DECIMAL(18, 12): the whole value where it is below 100,000 and has at most twelve decimals, else null. It is
   * selected first, and the others refer to it by its name: a cast in both of them would be made twice.
   */
  readonly fast: string;
  readonly nanos: string;
  readonly rest: string;
}

/** SQL of a cell's amount; `fast` names the first of the three. Undefined when the type holds no numbers. */
export function amountSql(cell: string, physical: Physical, fast: string): AmountSql | undefined {
  const slow = slowWay(cell, physical);
  if (slow === undefined) return undefined;
  const ninth = `CAST(${fast} AS DECIMAL(18, 9))`;
  return {
    fast: slow.fast,
    nanos: `CASE WHEN ${fast} IS NOT NULL THEN ${ninth}::${NANOS} WHEN ${cell} IS NULL THEN NULL ${slow.nanos} END`,
    rest: `CASE WHEN ${fast} IS NOT NULL THEN CAST(${fast} - CAST(${ninth} AS ${FAST}) AS ${REST})
      WHEN ${cell} IS NULL THEN NULL ${slow.rest} END`,
  };
}

const FAST = 'DECIMAL(18, 12)';
const NANOS = 'DECIMAL(38, 9)';
const REST = 'DECIMAL(18, 18)';
const WIDE = 'DECIMAL(38, 18)';

/** `nanos` and `rest` are the further branches of a CASE for what `fast` leaves. */
function slowWay(cell: string, physical: Physical): AmountSql | undefined {
  switch (physical) {
    case 'csv':
    case 'text': {
      // Six signs before the point are at most 99,999: rounding to nine decimals cannot leave the type.
      const fits = `${decimalsOf(cell)} <= 12 AND strpos(${cell}, '.') < 7`;
      return {
        fast: `CASE WHEN ${isPlain(cell)} AND ${fits} THEN TRY_CAST(${cell} AS ${FAST}) END`,
        ...textBranches(cell),
      };
    }
    case 'float':
      return floatWay(cell);
    case 'exact': {
      const wide = `TRY_CAST(${cell} AS ${WIDE})`;
      return { fast: `CASE WHEN abs(${cell}) < 100000 THEN TRY_CAST(${cell} AS ${FAST}) END`, ...wideBranches(wide) };
    }
    case 'exact-fine': {
      const small = `TRY_CAST(TRY_CAST(${cell} AS ${WIDE}) AS ${REST})`;
      const { nanos, rest } = wideBranches(`TRY_CAST(${cell} AS ${WIDE})`);
      const isSmall = `abs(${cell}) < 0.9`;
      return {
        fast: `NULL::${FAST}`,
        nanos: `WHEN ${isSmall} THEN CAST(${small} AS DECIMAL(18, 9))::${NANOS} ${nanos}`,
        rest: `WHEN ${isSmall} THEN ${small} - CAST(CAST(${small} AS DECIMAL(18, 9)) AS ${REST}) ${rest}`,
      };
    }
    default:
      return undefined;
  }
}

/**
 * No exponent: then a minus can only be the sign, and the digits can be cut by place. DuckDB also takes the `_` of
 * programmers between digits; no bill has it.
 */
const isPlain = (cell: string): string =>
  `NOT contains(${cell}, 'e') AND NOT contains(${cell}, 'E') AND NOT contains(${cell}, '_')`;

/** Signs after the point, or all signs of a whole number. */
const decimalsOf = (cell: string): string => `strlen(${cell}) - strpos(${cell}, '.')`;

/** Decimal numbers with or without an exponent, as exporters write them; no group signs, no words. */
const NUMBER = ' *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,3})? *';
/** Below 0.001 by its exponent: there a double holds 18 decimals exactly. */
const TINY = ' *[-+]?[0-9]([.][0-9]*)?[eE]-(0?[4-9]|[1-9][0-9]) *';

function textBranches(cell: string): Omit<AmountSql, 'fast'> {
  const point = `strpos(${cell}, '.')`;
  const ninth = `TRY_CAST(CASE WHEN ${decimalsOf(cell)} <= 9 THEN ${cell}
    WHEN contains(${cell}, '.') THEN substr(${cell}, 1, ${point} + 9) END AS DECIMAL(18, 9))`;
  const sign = `CASE WHEN contains(${cell}, '-') THEN '-' ELSE '' END`;
  const beyondNinth = `CASE WHEN ${decimalsOf(cell)} <= 9 THEN 0
    ELSE TRY_CAST(${sign} || '0.000000000' || substr(${cell}, ${point} + 10) AS ${REST}) END`;
  const isCut = `${isPlain(cell)} AND ${ninth} IS NOT NULL`;
  const isTiny = `regexp_full_match(${cell}, '${TINY}')`;
  const wide = wideBranches(
    `CASE WHEN regexp_full_match(${cell}, '${NUMBER}') THEN TRY_CAST(trim(${cell}) AS ${WIDE}) END`,
  );
  return {
    nanos: `WHEN ${isCut} THEN ${ninth}::${NANOS} WHEN ${isTiny} THEN 0 ${wide.nanos}`,
    rest: `WHEN ${isCut} THEN ${beyondNinth} WHEN ${isTiny} THEN TRY_CAST(TRY_CAST(${cell} AS DOUBLE) AS ${REST}) ${wide.rest}`,
  };
}

const wideBranches = (wide: string): Omit<AmountSql, 'fast'> => ({
  nanos: `ELSE CAST(${wide} AS ${NANOS})`,
  rest: `ELSE TRY_CAST(${wide} - CAST(CAST(${wide} AS ${NANOS}) AS ${WIDE}) AS ${REST})`,
});

/**
 * A float stands for the shortest decimal that reads back as it. A decimal of at most 15 digits that reads back
 * as it is that one, so equality proves the fast ways; the others go by their text.
 */
function floatWay(cell: string): AmountSql {
  const ninth = `TRY_CAST(${cell} AS DECIMAL(18, 9))`;
  const hasNine = `abs(${cell}) < 1000000 AND ${ninth}::DOUBLE = ${cell}`;
  const isTiny = `abs(${cell}) < 0.001`;
  const text = textBranches(`${cell}::VARCHAR`);
  return {
    fast: `CASE WHEN abs(${cell}) < 1000 AND TRY_CAST(${cell} AS ${FAST})::DOUBLE = ${cell} THEN TRY_CAST(${cell} AS ${FAST}) END`,
    nanos: `WHEN ${hasNine} THEN ${ninth}::${NANOS} WHEN ${isTiny} THEN 0 ${text.nanos}`,
    rest: `WHEN ${hasNine} THEN 0 WHEN ${isTiny} THEN TRY_CAST(${cell} AS ${REST}) ${text.rest}`,
  };
}

/** A quantity for sums that come out the same in any order: a double's digits, twelve decimals, up to 1e26. */
export function quantitySql(cell: string, physical: Physical): string | undefined {
  switch (physical) {
    case 'csv':
    case 'text': {
      const isNumber = `regexp_full_match(${cell}, '${NUMBER}')`;
      return `CASE WHEN ${isNumber} THEN TRY_CAST(TRY_CAST(${cell} AS DOUBLE) AS DECIMAL(38, 12)) END`;
    }
    case 'float':
    case 'exact':
    case 'exact-fine':
      return `TRY_CAST(${cell} AS DECIMAL(38, 12))`;
    default:
      return undefined;
  }
}

/**
 * Sums of `nanos` and `rest` as DECIMAL(38, 9) nano-units, rounded once, half to even. DuckDB rounds half away
 * from zero, so an exact half that it made odd goes one back.
 */
export const roundedSum = (nanos: string, rest: string): string =>
  `CASE WHEN abs(${rest}) < 0.9 THEN ${roundHalfEven(nanos, `TRY_CAST(${rest} AS ${REST})`, 'DECIMAL(18, 9)', REST)}
    ELSE ${roundHalfEven(nanos, rest, NANOS, WIDE)} END`;

function roundHalfEven(nanos: string, rest: string, ninth: string, full: string): string {
  const away = `CAST(${rest} AS ${ninth})`;
  const isHalf = `abs(${rest} - CAST(${away} AS ${full})) = 0.0000000005`;
  const isOdd = `CAST((${nanos} + ${away}) * 1000000000 AS HUGEINT) % 2 <> 0`;
  return `CAST(CASE WHEN ${isHalf} AND ${isOdd} THEN ${nanos} + ${away} - CAST(sign(${rest}) * 0.000000001 AS ${NANOS})
    ELSE ${nanos} + ${away} END AS ${NANOS})`;
}
