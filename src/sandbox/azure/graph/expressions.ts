import { invalidQuery, parserFailure, type Token } from './tokens.ts';

/** A row of a table: columns of any JSON value. */
export type Row = Readonly<Record<string, unknown>>;
export type Expression = (row: Row) => unknown;

/** Reads tokens one by one; `query` is for messages. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw parserFailure('', 'end of query');
    return token;
  }

  /** Takes the next token if it is this one. */
  take(text: string): boolean {
    const token = this.peek();
    if (token === undefined || token.kind === 'text' || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw parserFailure('', this.peek()?.text ?? 'end of query');
  }

  name(): string {
    const token = this.next();
    if (token.kind !== 'name') throw parserFailure('', token.text);
    return token.text;
  }
}

export function readExpression(reader: TokenReader): Expression {
  let left = readAnd(reader);
  while (reader.take('or')) {
    const [one, other] = [left, readAnd(reader)];
    left = (row) => Boolean(one(row)) || Boolean(other(row));
  }
  return left;
}

function readAnd(reader: TokenReader): Expression {
  let left = readComparison(reader);
  while (reader.take('and')) {
    const [one, other] = [left, readComparison(reader)];
    left = (row) => Boolean(one(row)) && Boolean(other(row));
  }
  return left;
}

const text = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : `${value as string | number | boolean}`;
const lower = (value: unknown): string => text(value).toLowerCase();
const isEmpty = (value: unknown): boolean => text(value) === '';

const COMPARISONS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '==': (left, right) => text(left) === text(right),
  '!=': (left, right) => text(left) !== text(right),
  '=~': (left, right) => lower(left) === lower(right),
  '!~': (left, right) => lower(left) !== lower(right),
  '<': (left, right) => compare(left, right) < 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>': (left, right) => compare(left, right) > 0,
  '>=': (left, right) => compare(left, right) >= 0,
  contains: (left, right) => lower(left).includes(lower(right)),
  '!contains': (left, right) => !lower(left).includes(lower(right)),
  has: (left, right) => words(left).includes(lower(right)),
  '!has': (left, right) => !words(left).includes(lower(right)),
  startswith: (left, right) => lower(left).startsWith(lower(right)),
  '!startswith': (left, right) => !lower(left).startsWith(lower(right)),
  endswith: (left, right) => lower(left).endsWith(lower(right)),
  '!endswith': (left, right) => !lower(left).endsWith(lower(right)),
};

const words = (value: unknown): readonly string[] => lower(value).split(/[^a-z0-9]+/);

/** Numbers by their size, all else by code unit. */
export function compare(left: unknown, right: unknown): number {
  const [a, b] = [Number(left), Number(right)];
  if (!isEmpty(left) && !isEmpty(right) && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  const [one, other] = [text(left), text(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function readComparison(reader: TokenReader): Expression {
  const left = readValue(reader);
  const operator = reader.peek()?.kind === 'text' ? undefined : reader.peek()?.text.toLowerCase();
  if (operator === undefined) return left;
  if (/^!?in~?$/.test(operator)) {
    reader.next();
    const values = readList(reader);
    const fold = operator.endsWith('~') ? lower : text;
    const negated = operator.startsWith('!');
    return (row) => values.some((value) => fold(value(row)) === fold(left(row))) !== negated;
  }
  const comparison = COMPARISONS[operator];
  if (comparison === undefined) return left;
  reader.next();
  const right = readValue(reader);
  return (row) => comparison(left(row), right(row));
}

function readList(reader: TokenReader): readonly Expression[] {
  reader.expect('(');
  const values = [readExpression(reader)];
  while (reader.take(',')) values.push(readExpression(reader));
  reader.expect(')');
  return values;
}

const FUNCTIONS: Readonly<Record<string, (value: unknown) => unknown>> = {
  tostring: text,
  tolower: lower,
  toupper: (value) => text(value).toUpperCase(),
  toint: Number,
  tolong: Number,
  todouble: Number,
  todatetime: text,
  isempty: isEmpty,
  isnotempty: (value) => !isEmpty(value),
  isnull: (value) => value === null || value === undefined,
  isnotnull: (value) => value !== null && value !== undefined,
  not: (value) => !value,
  array_length: (value) => (Array.isArray(value) ? value.length : null),
  strlen: (value) => text(value).length,
};

function readValue(reader: TokenReader): Expression {
  const token = reader.next();
  if (token.kind === 'text') return () => token.text;
  if (token.kind === 'number') return () => Number(token.text);
  if (token.text === '(') {
    const inner = readExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (token.kind !== 'name') throw parserFailure('', token.text);
  const name = token.text.toLowerCase();
  if (name === 'true' || name === 'false') return () => name === 'true';
  if (reader.peek()?.text === '(' && reader.peek()?.kind === 'sign') {
    const apply = FUNCTIONS[name];
    if (apply === undefined) throw invalidQuery('UnknownFunction', `Unknown function: '${token.text}'.`);
    const [argument] = readList(reader);
    return (row) => apply(argument!(row));
  }
  return readPath(reader, token.text);
}

/** `properties.storageProfile.osDisk.osType`, `tags['env']` */
function readPath(reader: TokenReader, column: string): Expression {
  const steps: string[] = [];
  for (;;) {
    if (reader.take('.')) steps.push(reader.name());
    else if (reader.peek()?.text === '[' && reader.peek()?.kind === 'sign') {
      reader.next();
      steps.push(reader.next().text);
      reader.expect(']');
    } else break;
  }
  const wanted = column.toLowerCase();
  return (row) => {
    let value = row[column] ?? row[Object.keys(row).find((key) => key.toLowerCase() === wanted) ?? ''];
    for (const step of steps) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    }
    return value ?? null;
  };
}
