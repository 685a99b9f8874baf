import {
  type Aggregate,
  type AggregateState,
  compile,
  type Context,
  type Row,
  type Scope,
  type Value,
} from './evaluate.ts';
import { compared } from './functions.ts';
import { invalidQuery } from './parser.ts';
import type { Expression, Item, Select } from './syntax.ts';

/** Rows of the tables that there are. `where` tells what the table may leave out. Throws a GoogleError for an unknown name. */
export type Tables = (
  name: string,
  where: Expression | undefined,
  alias: string | undefined,
  context: Context,
) => Iterable<Row>;

/** Runs a query. Throws a GoogleError. */
export function runSelect(
  select: Select,
  tables: Tables,
  options: { readonly parameters: Readonly<Record<string, unknown>>; readonly now: number },
): { readonly columns: readonly string[]; readonly rows: readonly Row[] } {
  const context: Context = { ...options, run: (inner, outer) => rowsOf(inner, tables, context, outer) };
  const rows = rowsOf(select, tables, context, undefined);
  return { columns: select.items.map(nameOf), rows };
}

const nameOf = ({ alias }: Item, index: number): string => alias ?? `f${index}_`;

function rowsOf(select: Select, tables: Tables, context: Context, outer: Scope | undefined): Row[] {
  const aggregates: Aggregate[] = [];
  const isStar = select.items.some(({ expression }) => expression.kind === 'star');
  const items = select.items.map(
    (item, i) => [nameOf(item, i), compile(item.expression, context, aggregates)] as const,
  );
  const having = select.having && compile(select.having, context, aggregates);
  const orders = select.orderBy.map(({ expression, descending }) => ({
    descending,
    value: orderValue(expression, select.items, context, aggregates),
  }));
  const keys = select.groupBy.map((expression) => compile(itemOf(expression, select.items), context, []));
  const where = select.where && compile(select.where, context, []);
  const output = (scope: Scope): Row =>
    isStar ? { ...scope.columns } : Object.fromEntries(items.map(([name, value]) => [name, value(scope)]));
  const found: { readonly row: Row; readonly order: readonly unknown[] }[] = [];
  const emit = (scope: Scope): void => {
    if (having && having(scope) !== true) return;
    const row = output(scope);
    found.push({ row, order: orders.map(({ value }) => value(scope, row)) });
  };
  if (select.groupBy.length === 0 && aggregates.length === 0) {
    for (const scope of scopesOf(select, tables, context, outer)) if (!where || where(scope) === true) emit(scope);
  } else {
    const groups = new Map<string, { readonly scope: Scope; readonly states: readonly AggregateState[] }>();
    const groupOf = (key: string, scope: Scope) => {
      const states = aggregates.map((aggregate) => aggregate.start());
      const group = { scope, states };
      groups.set(key, group);
      return group;
    };
    for (const scope of scopesOf(select, tables, context, outer)) {
      if (where && where(scope) !== true) continue;
      const key = JSON.stringify(keys.map((value) => value(scope)));
      const { states } = groups.get(key) ?? groupOf(key, scope);
      for (const state of states) state.add(scope);
    }
    // Without GROUP BY there is one row, of nothing too.
    if (groups.size === 0 && keys.length === 0) groupOf('', outer ?? { columns: {}, aliases: {}, locals: [] });
    for (const { scope, states } of groups.values())
      emit({ ...scope, aggregates: states.map((state) => state.result()) });
  }
  const sorted = orders.length === 0 ? found : found.toSorted((a, b) => inOrder(a.order, b.order, orders));
  const rows = (select.distinct ? distinct(sorted) : sorted).map(({ row }) => row);
  return select.limit === undefined ? rows : rows.slice(0, select.limit);
}

const distinct = <T extends { readonly row: Row }>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((each) => [JSON.stringify(each.row), each])).values(),
];

function inOrder(
  a: readonly unknown[],
  b: readonly unknown[],
  orders: readonly { readonly descending: boolean }[],
): number {
  for (const [i, { descending }] of orders.entries()) {
    const order = compared(a[i], b[i]) ?? Number((b[i] ?? null) === null) - Number((a[i] ?? null) === null);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** An ordinal (`GROUP BY 1`) or an alias means an item. */
function itemOf(expression: Expression, items: readonly Item[]): Expression {
  if (expression.kind === 'value' && typeof expression.value === 'number') {
    const item = items[expression.value - 1];
    if (!item) throw invalidQuery(`GROUP BY is out of SELECT column number range: ${expression.value}`);
    return item.expression;
  }
  if (expression.kind !== 'path' || expression.names.length !== 1) return expression;
  const item = items.find(({ alias }) => alias === expression.names[0]);
  return item && item.expression.kind !== 'path' ? item.expression : (item?.expression ?? expression);
}

function orderValue(
  expression: Expression,
  items: readonly Item[],
  context: Context,
  aggregates: Aggregate[],
): (scope: Scope, row: Row) => unknown {
  if (expression.kind === 'value' && typeof expression.value === 'number') {
    const at = expression.value - 1;
    return (_, row) => Object.values(row)[at];
  }
  const name = expression.kind === 'path' && expression.names.length === 1 ? expression.names[0]! : undefined;
  if (name !== undefined && items.some(({ alias }) => alias === name)) return (_, row) => row[name];
  const value: Value = compile(expression, context, aggregates);
  return (scope) => value(scope);
}

/** The rows of FROM, each with the elements of its arrays. */
function* scopesOf(select: Select, tables: Tables, context: Context, outer: Scope | undefined): Generator<Scope> {
  const arrays = select.unnested.map(({ array, ...rest }) => ({ ...rest, value: compile(array, context, []) }));
  for (const scope of baseScopes(select, tables, context, outer)) yield* unnested(scope, arrays);
}

function* unnested(
  scope: Scope,
  [first, ...rest]: readonly { readonly value: Value; readonly alias?: string; readonly keep: boolean }[],
): Generator<Scope> {
  if (first === undefined) {
    yield scope;
    return;
  }
  const elements = (first.value(scope) as readonly unknown[] | null) ?? [];
  for (const element of elements.length === 0 && first.keep ? [null] : elements) {
    yield* unnested(withElement(scope, first.alias, element), rest);
  }
}

const withElement = (scope: Scope, alias: string | undefined, element: unknown): Scope => ({
  ...scope,
  aliases: alias === undefined ? scope.aliases : { ...scope.aliases, [alias]: element },
  locals: [element, ...scope.locals],
});

function* baseScopes(select: Select, tables: Tables, context: Context, outer: Scope | undefined): Generator<Scope> {
  const around: Scope = outer ?? { columns: {}, aliases: {}, locals: [] };
  const { from } = select;
  if (from === undefined) {
    yield around;
    return;
  }
  if (from.kind === 'unnest') {
    const elements = (compile(from.array, context, [])(around) as readonly unknown[] | null) ?? [];
    for (const element of elements) yield withElement(around, from.alias, element);
    return;
  }
  const named = from.kind === 'table' ? select.tables.get(from.name) : from.select;
  const rows = named
    ? rowsOf(named, tables, context, outer)
    : tables(from.kind === 'table' ? from.name : '', select.where, from.alias, context);
  const { alias } = from;
  const own = alias ?? (from.kind === 'table' ? from.name.split('.').at(-1) : undefined);
  for (const row of rows) {
    yield {
      columns: row,
      aliases: own === undefined ? around.aliases : { ...around.aliases, [own]: row },
      locals: around.locals,
    };
  }
}
