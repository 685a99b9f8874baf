import { invalid } from './errors.ts';

/**
 * The `filter` of Compute Engine's lists: `status = RUNNING`, `labels.env:prod`, `name eq web-.*`, `sizeGb > 10`, joined by
 * AND and OR, with parentheses and NOT. Source: Compute Engine API, `filter` of instances.list.
 */
export function listFilter(text: string | undefined): (document: object) => boolean {
  if (text === undefined || text.trim() === '') return () => true;
  const parser = new Parser(text);
  const test = parser.either();
  if (!parser.atEnd()) throw parser.problem();
  return test;
}

type Test = (document: object) => boolean;

class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/"(?:[^"\\]|\\.)*"|!=|<=|>=|[()=<>:]|[^\s()=<>:!"]+/g) ?? [];
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  problem(): Error {
    return invalid(`Invalid value for field 'filter': '${this.#text}'. Invalid list filter expression.`);
  }

  either(): Test {
    const tests = [this.#all()];
    while (this.#take('OR')) tests.push(this.#all());
    return (document) => tests.some((test) => test(document));
  }

  #all(): Test {
    const tests = [this.#one()];
    // Expressions that stand side by side are joined by AND.
    while (this.#take('AND') || (!this.atEnd() && !['OR', ')'].includes(this.#tokens[this.#at]!)))
      tests.push(this.#one());
    return (document) => tests.every((test) => test(document));
  }

  #one(): Test {
    if (this.#take('NOT') || this.#take('-')) {
      const test = this.#one();
      return (document) => !test(document);
    }
    if (this.#take('(')) {
      const test = this.either();
      if (!this.#take(')')) throw this.problem();
      return test;
    }
    const [field, operator, value] = [this.#next(), this.#next(), unquoted(this.#next())];
    const compare = comparison(operator, value);
    if (compare === undefined) throw this.problem();
    const path = field.split('.').map(unquoted);
    return (document) => compare(valueAt(document, path));
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.problem();
    this.#at += 1;
    return token;
  }
}

const unquoted = (token: string): string =>
  token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;

function valueAt(document: object, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** A value as a filter spells it; what is no single value has no spelling. */
function spelt(found: unknown): string {
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

function comparison(operator: string, value: string): ((found: unknown) => boolean) | undefined {
  switch (operator) {
    case '=':
      return (found) => spelt(found) === value;
    case '!=':
      return (found) => spelt(found) !== value;
    case ':':
      // `labels.owner:*` asks whether there is one.
      return value === '*'
        ? (found) => found !== undefined
        : (found) => spelt(found).toLowerCase().includes(value.toLowerCase());
    case 'eq':
    case 'ne': {
      // The older form: a regular expression that the whole value has to match.
      const pattern = new RegExp(`^(?:${value})$`);
      return (found) => pattern.test(spelt(found)) === (operator === 'eq');
    }
    case '<':
      return (found) => compareValues(found, value) < 0;
    case '<=':
      return (found) => compareValues(found, value) <= 0;
    case '>':
      return (found) => compareValues(found, value) > 0;
    case '>=':
      return (found) => compareValues(found, value) >= 0;
    default:
      return undefined;
  }
}

/** Numbers by size, times by instant, all else by spelling; NaN (nothing is true of it) where there is no value. */
function compareValues(found: unknown, value: string): number {
  if (found === undefined) return Number.NaN;
  const [a, b] = [Number(found), Number(value)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const [x, y] = [Date.parse(spelt(found)), Date.parse(value)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return spelt(found) < value ? -1 : Number(spelt(found) > value);
}
