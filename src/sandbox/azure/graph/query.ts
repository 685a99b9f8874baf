import { compare, type Expression, readExpression, type Row, TokenReader } from './expressions.ts';
import { invalidQuery, parserFailure, tokensOf } from './tokens.ts';

/** One step after the table: rows in, rows out. */
type Step = (rows: readonly Row[]) => readonly Row[];

export interface Query {
  /** Lower case: `resources`, `resourcecontainers`, `advisorresources`. */
  readonly table: string;
  readonly run: Step;
}

/**
 * A query of Resource Graph: a table and `where`, `project`, `project-away`, `extend`, `order by`, `limit`, `distinct`,
 * `count` and `summarize count() by`. Throws an invalid query for all else that Kusto has.
 */
export function readQuery(text: string): Query {
  const reader = new TokenReader(tokensOf(text));
  const table = reader.name().toLowerCase();
  const steps: Step[] = [];
  while (reader.take('|')) steps.push(readStep(reader));
  const left = reader.peek();
  if (left !== undefined) throw parserFailure(text, left.text);
  return { table, run: (rows) => steps.reduce((now, step) => step(now), rows) };
}

function readStep(reader: TokenReader): Step {
  const operator = reader.name().toLowerCase();
  switch (operator) {
    case 'where': {
      const fits = readExpression(reader);
      return (rows) => rows.filter((row) => Boolean(fits(row)));
    }
    case 'project': {
      const columns = readColumns(reader);
      return (rows) => rows.map((row) => pick(row, columns));
    }
    case 'extend': {
      const columns = readColumns(reader);
      return (rows) => rows.map((row) => ({ ...row, ...pick(row, columns) }));
    }
    case 'project-away': {
      const names = new Set(readColumns(reader).map(([name]) => name));
      return (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name))));
    }
    case 'order':
    case 'sort':
      reader.expect('by');
      return readOrder(reader);
    case 'limit':
    case 'take': {
      const count = Number(reader.next().text);
      return (rows) => rows.slice(0, count);
    }
    case 'count':
      return (rows) => [{ Count: rows.length }];
    case 'distinct': {
      const columns = readColumns(reader);
      return (rows) => distinct(rows.map((row) => pick(row, columns)));
    }
    case 'summarize':
      return readSummary(reader);
    default:
      throw invalidQuery('UnsupportedOperator', `The operator '${operator}' is not served by the sandbox.`);
  }
}

type Column = readonly [string, Expression];

/** `name`, `name = expression`, `a.b` (named `a_b`) */
function readColumns(reader: TokenReader): readonly Column[] {
  const columns: Column[] = [];
  do {
    const [first, second] = [reader.peek(), reader.peek(1)];
    if (first?.kind === 'name' && second?.kind === 'sign' && second.text === '=') {
      reader.next();
      reader.next();
      columns.push([first.text, readExpression(reader)]);
    } else columns.push([pathName(reader), readExpression(reader)]);
  } while (reader.take(','));
  return columns;
}

function pathName(reader: TokenReader): string {
  let name = reader.peek()?.text ?? '';
  for (let at = 1; reader.peek(at)?.text === '.'; at += 2) name += `_${reader.peek(at + 1)?.text}`;
  return name;
}

const pick = (row: Row, columns: readonly Column[]): Row =>
  Object.fromEntries(columns.map(([name, value]) => [name, value(row)]));

function readOrder(reader: TokenReader): Step {
  const keys: { readonly value: Expression; readonly sign: 1 | -1 }[] = [];
  do {
    const value = readExpression(reader);
    // Kusto sorts downwards unless it is told otherwise.
    const sign = reader.take('asc') ? 1 : (reader.take('desc'), -1);
    if (reader.take('nulls') && !reader.take('first')) reader.expect('last');
    keys.push({ value, sign });
  } while (reader.take(','));
  return (rows) =>
    rows.toSorted((a, b) => keys.reduce((order, { value, sign }) => order || sign * compare(value(a), value(b)), 0));
}

function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** `count() by a, b`, with a name for the count or `count_`. */
function readSummary(reader: TokenReader): Step {
  const named = reader.peek(1)?.text === '=' ? reader.name() : 'count_';
  if (named !== 'count_') reader.expect('=');
  reader.expect('count');
  reader.expect('(');
  reader.expect(')');
  const columns = reader.take('by') ? readColumns(reader) : [];
  return (rows) => {
    const groups = new Map<string, { readonly row: Row; count: number }>();
    for (const row of rows) {
      const picked = pick(row, columns);
      const key = JSON.stringify(picked);
      const group = groups.get(key) ?? { row: picked, count: 0 };
      group.count += 1;
      groups.set(key, group);
    }
    return [...groups.values()].map(({ row, count }) => ({ ...row, [named]: count }));
  };
}
