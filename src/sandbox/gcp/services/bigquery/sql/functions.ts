import { invalidQuery } from './parser.ts';

const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
};

/** An interval of time, as the functions of dates take it. */
export interface Interval {
  readonly amount: number;
  readonly unit: string;
}

export const textOf = (value: unknown): string =>
  value instanceof Date ? timestampText(value) : typeof value === 'string' ? value : JSON.stringify(value);

/** `2026-11-24 00:00:00+00`, as a timestamp becomes text. */
const timestampText = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')}+00`;

export const instantOf = (value: unknown): Date => {
  const at =
    value instanceof Date
      ? value
      : new Date(/^\d{4}-\d\d-\d\d$/.test(String(value)) ? `${String(value)}T00:00:00Z` : String(value));
  if (Number.isNaN(at.getTime())) throw invalidQuery(`Invalid timestamp: ${textOf(value)}`);
  return at;
};
const dayOf = (value: unknown): string => instantOf(value).toISOString().slice(0, 10);

export function castTo(value: unknown, type: string, safe: boolean): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'STRING':
      return textOf(value);
    case 'DATE':
      return dayOf(value);
    case 'TIMESTAMP':
    case 'DATETIME':
      return instantOf(value);
    case 'BOOL':
      return value === true || value === 'true';
    default: {
      const number = type === 'INT64' ? Math.round(Number(value)) : Number(value);
      if (!Number.isNaN(number)) return number;
      if (safe) return null;
      throw invalidQuery(`Bad ${type.toLowerCase()} value: ${textOf(value)}`);
    }
  }
}

function moved(value: unknown, { amount, unit }: Interval, sign: 1 | -1): Date {
  const at = new Date(instantOf(value));
  const months: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
  const by = months[unit];
  if (by !== undefined) at.setUTCMonth(at.getUTCMonth() + sign * amount * by);
  else at.setTime(at.getTime() + sign * amount * (UNIT_MS[unit] ?? DAY_MS));
  return at;
}

function truncated(value: unknown, unit: string): Date {
  const day = dayOf(value);
  if (unit === 'MONTH') return instantOf(`${day.slice(0, 7)}-01`);
  if (unit === 'YEAR') return instantOf(`${day.slice(0, 4)}-01-01`);
  const at = instantOf(value).getTime();
  return new Date(at - (at % (UNIT_MS[unit] ?? DAY_MS)));
}

function formatted(format: unknown, value: unknown): string {
  const iso = instantOf(value).toISOString();
  const parts: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
  };
  return String(format).replace(/%E?\d?\*?([a-zA-Z])/g, (_, letter: string) => parts[letter] ?? '');
}

// oxlint-disable-next-line typescript/no-explicit-any -- a query decides at run time what a function is given
type Implementation = (...args: readonly any[]) => unknown;

/** Functions that give null for a null. */
const STRICT: Readonly<Record<string, Implementation>> = {
  DATE: dayOf,
  TIMESTAMP: instantOf,
  DATE_ADD: (of: unknown, by: Interval) => dayOf(moved(of, by, 1)),
  DATE_SUB: (of: unknown, by: Interval) => dayOf(moved(of, by, -1)),
  TIMESTAMP_ADD: (of: unknown, by: Interval) => moved(of, by, 1),
  TIMESTAMP_SUB: (of: unknown, by: Interval) => moved(of, by, -1),
  DATE_TRUNC: (of: unknown, unit: string) => dayOf(truncated(of, unit)),
  TIMESTAMP_TRUNC: (of: unknown, unit: string) => truncated(of, unit),
  DATE_DIFF: (a: unknown, b: unknown) => (instantOf(dayOf(a)).getTime() - instantOf(dayOf(b)).getTime()) / DAY_MS,
  FORMAT_DATE: formatted,
  FORMAT_TIMESTAMP: formatted,
  PARSE_DATE: (format: unknown, value: string) =>
    format === '%Y%m%d'
      ? value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
      : format === '%Y%m'
        ? `${value.slice(0, 4)}-${value.slice(4)}-01`
        : dayOf(value),
  UNIX_MILLIS: (of: unknown) => instantOf(of).getTime(),
  UNIX_SECONDS: (of: unknown) => Math.floor(instantOf(of).getTime() / 1000),
  LOWER: (of: unknown) => textOf(of).toLowerCase(),
  UPPER: (of: unknown) => textOf(of).toUpperCase(),
  TRIM: (of: unknown) => textOf(of).trim(),
  LENGTH: (of: unknown) => textOf(of).length,
  CONCAT: (...all: readonly unknown[]) => all.map(textOf).join(''),
  REPLACE: (of: string, from: string, to: string) => of.replaceAll(from, to),
  SUBSTR: (of: string, from: number, length?: number) =>
    of.slice(from - 1, length === undefined ? undefined : from - 1 + length),
  STARTS_WITH: (of: string, start: string) => of.startsWith(start),
  ENDS_WITH: (of: string, end: string) => of.endsWith(end),
  REGEXP_CONTAINS: (of: string, pattern: string) => new RegExp(pattern).test(of),
  REGEXP_EXTRACT: (of: string, pattern: string) => {
    const found = new RegExp(pattern).exec(of);
    return found ? (found[1] ?? found[0]) : null;
  },
  ABS: Math.abs,
  ROUND: (of: number, digits = 0) => Math.round(of * 10 ** digits) / 10 ** digits,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  GREATEST: (...all: readonly unknown[]) => all.reduce((best, each) => ((compared(each, best) ?? 0) > 0 ? each : best)),
  LEAST: (...all: readonly unknown[]) => all.reduce((best, each) => ((compared(each, best) ?? 0) < 0 ? each : best)),
  SAFE_DIVIDE: (a: number, b: number) => (b === 0 ? null : a / b),
  ARRAY_LENGTH: (of: readonly unknown[]) => of.length,
  ARRAY_TO_STRING: (of: readonly unknown[], separator: string) => of.map(textOf).join(separator),
  TO_JSON_STRING: (of: unknown) => JSON.stringify(of),
  FIELD: (of: Readonly<Record<string, unknown>>, name: string) => of[name] ?? null,
  AT: (of: readonly unknown[], index: number) => of[index] ?? null,
  OFFSET: (index: number) => index,
  SAFE_OFFSET: (index: number) => index,
  NUMERIC: Number,
};

/** Functions that look at nulls themselves. */
const LENIENT: Readonly<Record<string, Implementation>> = {
  COALESCE: (...all: readonly unknown[]) => all.find((each) => each !== null && each !== undefined) ?? null,
  IFNULL: (of: unknown, otherwise: unknown) => of ?? otherwise,
  NULLIF: (of: unknown, other: unknown) => (of === other ? null : of),
  IF: (test: unknown, yes: unknown, no: unknown) => (test === true ? yes : no),
};

export function callFunction(name: string, args: readonly unknown[]): unknown {
  const lenient = Object.hasOwn(LENIENT, name) ? LENIENT[name] : undefined;
  if (lenient) return lenient(...args);
  const strict = Object.hasOwn(STRICT, name) ? STRICT[name] : undefined;
  if (!strict) throw invalidQuery(`Function not found: ${name}`);
  return args.some((each) => each === null || each === undefined) ? null : strict(...args);
}

/** Values in order; null where one of them has none. Texts that stand beside timestamps are timestamps. */
export function compared(a: unknown, b: unknown): number | null {
  if (a === null || a === undefined || b === null || b === undefined) return null;
  if (a instanceof Date || b instanceof Date) return instantOf(a).getTime() - instantOf(b).getTime();
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [textOf(a), textOf(b)];
  return x < y ? -1 : Number(x > y);
}
