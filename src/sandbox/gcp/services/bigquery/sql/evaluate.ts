import { callFunction, castTo, compared, type Interval, textOf } from './functions.ts';
import { invalidQuery } from './parser.ts';
import type { Expression, Select } from './syntax.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What a name may mean: columns of the table, elements of unnested arrays by alias, and results of aggregates. */
export interface Scope {
  readonly columns: Row;
  readonly aliases: Readonly<Record<string, unknown>>;
  readonly locals: readonly unknown[];
  readonly aggregates?: readonly unknown[];
}

export interface Context {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly now: number;
  /** Rows of a SELECT that stands inside of another. */
  readonly run: (select: Select, outer: Scope) => Row[];
}

export type Value = (scope: Scope) => unknown;

/** One aggregate of a SELECT, kept up row by row. */
export interface Aggregate {
  readonly start: () => AggregateState;
}

export interface AggregateState {
  add(scope: Scope): void;
  result(): unknown;
}

const AGGREGATES = new Set([
  'SUM',
  'COUNT',
  'MIN',
  'MAX',
  'AVG',
  'ANY_VALUE',
  'ARRAY_AGG',
  'STRING_AGG',
  'COUNTIF',
  'LOGICAL_OR',
]);

/** Makes a function of an expression; aggregates in it are put on the list. */
export function compile(expression: Expression, context: Context, aggregates: Aggregate[]): Value {
  const of = (inner: Expression): Value => compile(inner, context, aggregates);
  switch (expression.kind) {
    case 'value':
      return () => expression.value;
    case 'parameter': {
      if (!Object.hasOwn(context.parameters, expression.name))
        throw invalidQuery(`Query parameter '${expression.name}' not found`);
      const value = context.parameters[expression.name];
      return () => value;
    }
    case 'path':
      return pathOf(expression.names);
    case 'star':
      return ({ columns }) => columns;
    case 'cast': {
      const inner = of(expression.of);
      return (scope) => castTo(inner(scope), expression.type, expression.safe);
    }
    case 'struct': {
      const fields = expression.fields.map(
        (field, i) => [field.alias ?? `_field_${i + 1}`, of(field.expression)] as const,
      );
      return (scope) => Object.fromEntries(fields.map(([name, value]) => [name, value(scope)]));
    }
    case 'case':
      return caseOf(expression, of);
    case 'in': {
      const [needle, list] = [of(expression.of), expression.list.map(of)];
      return (scope) => {
        const value = needle(scope);
        const all = expression.array
          ? ((list[0]?.(scope) as readonly unknown[] | null) ?? [])
          : list.map((each) => each(scope));
        return all.some((each) => compared(value, each) === 0);
      };
    }
    case 'interval': {
      const amount = of(expression.amount);
      return (scope): Interval => ({ amount: Number(amount(scope)), unit: expression.unit });
    }
    case 'subquery': {
      const { form, select } = expression;
      return (scope) => {
        const rows = context.run(select, scope);
        if (form === 'exists') return rows.length > 0;
        const values = rows.map((row) => (Object.keys(row).length === 1 ? Object.values(row)[0] : row));
        return form === 'array' ? values : (values[0] ?? null);
      };
    }
    case 'call':
      return AGGREGATES.has(expression.name)
        ? aggregateOf(expression, context, aggregates)
        : callOf(expression, context, of);
  }
}

function pathOf([first = '', ...rest]: readonly string[]): Value {
  return ({ aliases, locals, columns }) => {
    let value: unknown;
    if (Object.hasOwn(aliases, first)) value = aliases[first];
    else {
      const local = locals.find((each) => typeof each === 'object' && each !== null && Object.hasOwn(each, first));
      const holder = (local ?? columns) as Row;
      if (!Object.hasOwn(holder, first)) throw invalidQuery(`Unrecognized name: ${first}`);
      value = holder[first];
    }
    for (const name of rest) value = (value as Row | null | undefined)?.[name];
    return value ?? null;
  };
}

function caseOf(expression: Extract<Expression, { kind: 'case' }>, of: (inner: Expression) => Value): Value {
  const subject = expression.of && of(expression.of);
  const when = expression.when.map(([test, then]) => [of(test), of(then)] as const);
  const otherwise = expression.otherwise && of(expression.otherwise);
  return (scope) => {
    for (const [test, then] of when) {
      const hit = subject ? compared(subject(scope), test(scope)) === 0 : test(scope) === true;
      if (hit) return then(scope);
    }
    return otherwise?.(scope) ?? null;
  };
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};
const ORDERED: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
/** Parts of a date that stand bare among the arguments: `DATE_TRUNC(d, MONTH)`. */
const PART = /^(SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR|DATE)$/i;
/** Functions that take one; for all others such a name is a column's. */
const TAKES_PART = /^(DATE|DATETIME|TIME|TIMESTAMP)_(TRUNC|DIFF|ADD|SUB)$|^(FROM|EXTRACT|LAST_DAY)$/;

function callOf(
  expression: Extract<Expression, { kind: 'call' }>,
  context: Context,
  of: (inner: Expression) => Value,
): Value {
  const { name } = expression;
  if (name === 'CURRENT_DATE') return () => new Date(context.now).toISOString().slice(0, 10);
  if (name === 'CURRENT_TIMESTAMP') return () => new Date(context.now);
  const args = expression.args.map((arg) =>
    TAKES_PART.test(name) && arg.kind === 'path' && arg.names.length === 1 && PART.test(arg.names[0] ?? '')
      ? () => arg.names[0]?.toUpperCase()
      : of(arg),
  );
  const [first = () => null, second = () => null] = args;
  switch (name) {
    case 'AND':
      return (scope) => first(scope) === true && second(scope) === true;
    case 'OR':
      return (scope) => first(scope) === true || second(scope) === true;
    case 'NOT':
      return (scope) => {
        const value = first(scope);
        return value === null ? null : value !== true;
      };
    case 'IS NULL':
      return (scope) => (first(scope) ?? null) === null;
    case '||':
      return (scope) => callFunction('CONCAT', [first(scope), second(scope)]);
    case 'LIKE':
      return (scope) => likeOf(first(scope), second(scope));
    case 'FROM':
      return (scope) => [first(scope), second(scope)];
    case 'EXTRACT':
      return (scope) => extracted(first(scope) as readonly [string, unknown]);
    default:
  }
  const ordered = ORDERED[name];
  if (ordered) {
    return (scope) => {
      const order = compared(first(scope), second(scope));
      return order === null ? null : ordered(order);
    };
  }
  const arithmetic = ARITHMETIC[name];
  if (arithmetic) {
    return (scope) => {
      const [a, b] = [first(scope), second(scope)];
      return a === null || b === null ? null : arithmetic(Number(a), Number(b));
    };
  }
  return (scope) =>
    callFunction(
      name,
      args.map((arg) => arg(scope)),
    );
}

function likeOf(value: unknown, pattern: unknown): boolean | null {
  if (value === null || pattern === null) return null;
  const escaped = textOf(pattern).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('%', '[\\s\\S]*').replaceAll('_', '[\\s\\S]')}$`).test(textOf(value));
}

function extracted([part, value]: readonly [string, unknown]): unknown {
  if (value === null) return null;
  const iso = (castTo(value, 'TIMESTAMP', false) as Date).toISOString();
  const places: Readonly<Record<string, readonly [number, number]>> = {
    YEAR: [0, 4],
    MONTH: [5, 7],
    DAY: [8, 10],
    HOUR: [11, 13],
  };
  const place = places[part];
  if (part === 'DATE') return iso.slice(0, 10);
  if (place === undefined) throw invalidQuery(`A valid date part name is required but found ${part}`);
  return Number(iso.slice(...place));
}

function aggregateOf(
  { name, args, distinct }: Extract<Expression, { kind: 'call' }>,
  context: Context,
  aggregates: Aggregate[],
): Value {
  const [first = { kind: 'star' } as const, second] = args;
  const nothingInside: Aggregate[] = [];
  const value = first.kind === 'star' ? () => true : compile(first, context, nothingInside);
  const separator = second?.kind === 'value' ? String(second.value) : ',';
  const index = aggregates.length;
  aggregates.push({
    start() {
      const seen = new Set<string>();
      const values: unknown[] = [];
      let [count, sum, nanos] = [0, 0, 0];
      let best: unknown = null;
      return {
        add(scope) {
          const each = value(scope) ?? null;
          if (each === null && name !== 'ARRAY_AGG') return;
          if (distinct) {
            const key = JSON.stringify(each);
            if (seen.has(key)) return;
            seen.add(key);
          }
          if (name !== 'COUNTIF' || each === true) count += 1;
          if (name === 'SUM' || name === 'AVG') {
            // Money in whole units of 10^-9, which add up exactly.
            if (Math.abs(Number(each)) < 1e5) nanos += Math.round(Number(each) * 1e9);
            else sum += Number(each);
          } else if (name === 'ARRAY_AGG' || name === 'STRING_AGG') values.push(each);
          else if (name === 'LOGICAL_OR') best = best === true || each;
          else if (count === 1 && best === null) best = each;
          else if (name === 'MIN' || name === 'MAX') {
            const order = compared(each, best) ?? 0;
            if (name === 'MIN' ? order < 0 : order > 0) best = each;
          }
        },
        result() {
          if (name === 'COUNT' || name === 'COUNTIF') return count;
          if (name === 'SUM') return count === 0 ? null : sum + nanos / 1e9;
          if (name === 'AVG') return count === 0 ? null : (sum + nanos / 1e9) / count;
          if (name === 'ARRAY_AGG') return values;
          return name === 'STRING_AGG' ? (values.length === 0 ? null : values.map(textOf).join(separator)) : best;
        },
      };
    },
  });
  return ({ aggregates: results }) => results?.[index] ?? null;
}
