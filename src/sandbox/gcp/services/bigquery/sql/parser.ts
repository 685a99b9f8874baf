import { GoogleError } from '../../../wire/errors.ts';
import type { Expression, From, Item, Select } from './syntax.ts';

export const invalidQuery = (message: string): GoogleError =>
  new GoogleError(400, 'INVALID_ARGUMENT', 'invalidQuery', message);

const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(`[^`]*`|[rR]?'(?:[^'\\]|\\.)*'|[rR]?"(?:[^"\\]|\\.)*"|@\w+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|<=|>=|!=|<>|\|\||[-+*/%(),.=<>[\]])/y;
const RESERVED = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT AS AND OR NOT IN IS BETWEEN LIKE CASE WHEN THEN ELSE END UNNEST LEFT CROSS INNER JOIN ON UNION WITH BY ASC DESC DISTINCT INTERVAL'.split(
    ' ',
  ),
);
const JOINING = [',', 'LEFT', 'CROSS', 'INNER', 'JOIN'];
const COMPARISONS = ['=', '!=', '<>', '<', '<=', '>', '>='];

/** Throws a GoogleError (`invalidQuery`) for what it does not understand. */
export function parseQuery(text: string): Select {
  const parser = new Parser(text);
  const select = parser.query(new Map());
  parser.end();
  return select;
}

class Parser {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (!found) throw invalidQuery(`Syntax error: Illegal input character ${JSON.stringify(text[at])}`);
      if (found[1] !== undefined && found[1] !== '') this.#tokens.push(found[1]);
    }
  }

  query(outer: ReadonlyMap<string, Select>): Select {
    const tables = new Map(outer);
    if (this.#word('WITH')) {
      do {
        const name = this.#name();
        this.#need('AS');
        this.#need('(');
        tables.set(name, this.query(tables));
        this.#need(')');
      } while (this.#take(','));
    }
    return this.#select(tables);
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#problem();
  }

  #select(tables: ReadonlyMap<string, Select>): Select {
    this.#need('SELECT');
    const distinct = this.#word('DISTINCT');
    const items = this.#list(() => this.#item(tables));
    const from = this.#word('FROM') ? this.#from(tables) : undefined;
    const unnested: { readonly array: Expression; readonly alias?: string; readonly keep: boolean }[] = [];
    while (this.#joins(from)) {
      const keep = this.#peek('LEFT');
      while (JOINING.some((word) => this.#word(word)));
      const joined = this.#from(tables);
      if (joined.kind !== 'unnest') throw invalidQuery('The sandbox joins arrays of a table alone');
      unnested.push({ array: joined.array, keep, ...(joined.alias !== undefined && { alias: joined.alias }) });
    }
    const where = this.#word('WHERE') ? this.#expression(tables) : undefined;
    const groupBy = this.#words('GROUP', 'BY') ? this.#list(() => this.#expression(tables)) : [];
    const having = this.#word('HAVING') ? this.#expression(tables) : undefined;
    const orderBy = this.#words('ORDER', 'BY')
      ? this.#list(() => {
          const expression = this.#expression(tables);
          const descending = this.#word('DESC');
          if (!descending) this.#word('ASC');
          return { expression, descending };
        })
      : [];
    const limit = this.#word('LIMIT') ? Number(this.#next()) : undefined;
    return {
      items,
      distinct,
      unnested,
      groupBy,
      orderBy,
      tables,
      ...(from && { from }),
      ...(where && { where }),
      ...(having && { having }),
      ...(limit !== undefined && { limit }),
    };
  }

  /** `, UNNEST(…)`, `CROSS JOIN UNNEST(…)`, `LEFT JOIN UNNEST(…)`. */
  #joins(from: From | undefined): boolean {
    return from !== undefined && JOINING.some((word) => this.#peek(word));
  }

  #item(tables: ReadonlyMap<string, Select>): Item {
    if (this.#take('*')) return { expression: { kind: 'star' } };
    const expression = this.#expression(tables);
    const alias = this.#alias() ?? (expression.kind === 'path' ? expression.names.at(-1) : undefined);
    return { expression, ...(alias !== undefined && { alias }) };
  }

  #alias(): string | undefined {
    if (this.#word('AS')) return this.#name();
    const token = this.#tokens[this.#at];
    return token !== undefined && /^[A-Za-z_`]/.test(token) && !RESERVED.has(token.toUpperCase())
      ? this.#name()
      : undefined;
  }

  #from(tables: ReadonlyMap<string, Select>): From {
    if (this.#word('UNNEST')) {
      this.#need('(');
      const array = this.#expression(tables);
      this.#need(')');
      return { kind: 'unnest', array, ...this.#aliased() };
    }
    if (this.#take('(')) {
      const select = this.query(tables);
      this.#need(')');
      return { kind: 'select', select, ...this.#aliased() };
    }
    let name = this.#name();
    // Names of projects hold dashes, and need no quotes there.
    while (this.#peek('.') || this.#peek('-')) name += this.#next() + this.#name();
    return { kind: 'table', name, ...this.#aliased() };
  }

  #aliased(): { readonly alias?: string } {
    const alias = this.#alias();
    return alias === undefined ? {} : { alias };
  }

  #expression(tables: ReadonlyMap<string, Select>): Expression {
    return this.#either(tables);
  }

  #either(tables: ReadonlyMap<string, Select>): Expression {
    let left = this.#all(tables);
    while (this.#word('OR')) left = call('OR', left, this.#all(tables));
    return left;
  }

  #all(tables: ReadonlyMap<string, Select>): Expression {
    let left = this.#not(tables);
    while (this.#word('AND')) left = call('AND', left, this.#not(tables));
    return left;
  }

  #not(tables: ReadonlyMap<string, Select>): Expression {
    return this.#word('NOT') ? call('NOT', this.#not(tables)) : this.#comparison(tables);
  }

  #comparison(tables: ReadonlyMap<string, Select>): Expression {
    const left = this.#sum(tables);
    const operator = COMPARISONS.find((each) => this.#take(each));
    if (operator !== undefined) return call(operator, left, this.#sum(tables));
    if (this.#word('IS')) {
      const not = this.#word('NOT');
      const value = this.#next().toUpperCase();
      const test =
        value === 'NULL' ? call('IS NULL', left) : call('=', left, { kind: 'value', value: value === 'TRUE' });
      return not ? call('NOT', test) : test;
    }
    const not = this.#word('NOT');
    const test = this.#membership(left, tables);
    if (test === undefined) {
      if (not) throw this.#problem();
      return left;
    }
    return not ? call('NOT', test) : test;
  }

  #membership(left: Expression, tables: ReadonlyMap<string, Select>): Expression | undefined {
    if (this.#word('LIKE')) return call('LIKE', left, this.#sum(tables));
    if (this.#word('BETWEEN')) {
      const low = this.#sum(tables);
      this.#need('AND');
      return call('AND', call('>=', left, low), call('<=', left, this.#sum(tables)));
    }
    if (!this.#word('IN')) return undefined;
    const array = this.#word('UNNEST');
    this.#need('(');
    const list = this.#list(() => this.#expression(tables));
    this.#need(')');
    return { kind: 'in', of: left, list, array };
  }

  #sum(tables: ReadonlyMap<string, Select>): Expression {
    let left = this.#product(tables);
    for (;;) {
      const operator = ['+', '-', '||'].find((each) => this.#take(each));
      if (operator === undefined) return left;
      left = call(operator, left, this.#product(tables));
    }
  }

  #product(tables: ReadonlyMap<string, Select>): Expression {
    let left = this.#unary(tables);
    for (;;) {
      const operator = ['*', '/', '%'].find((each) => this.#take(each));
      if (operator === undefined) return left;
      left = call(operator, left, this.#unary(tables));
    }
  }

  #unary(tables: ReadonlyMap<string, Select>): Expression {
    if (this.#take('-')) return call('-', { kind: 'value', value: 0 }, this.#unary(tables));
    let of = this.#primary(tables);
    while (this.#take('[')) {
      const index = this.#expression(tables);
      this.#need(']');
      of = call('AT', of, index);
    }
    while (of.kind !== 'path' && this.#take('.')) of = call('FIELD', of, { kind: 'value', value: this.#name() });
    return of;
  }

  #primary(tables: ReadonlyMap<string, Select>): Expression {
    const token = this.#next();
    const upper = token.toUpperCase();
    if (token === '(') {
      const inner: Expression =
        this.#peek('SELECT') || this.#peek('WITH')
          ? { kind: 'subquery', form: 'scalar', select: this.query(tables) }
          : this.#expression(tables);
      this.#need(')');
      return inner;
    }
    if (/^\d/.test(token)) return { kind: 'value', value: Number(token) };
    if (/^[rR]?['"]/.test(token)) return { kind: 'value', value: textOf(token) };
    if (token.startsWith('@')) return { kind: 'parameter', name: token.slice(1) };
    if (upper === 'TRUE' || upper === 'FALSE') return { kind: 'value', value: upper === 'TRUE' };
    if (upper === 'NULL') return { kind: 'value', value: null };
    if (upper === 'CASE') return this.#case(tables);
    if (upper === 'INTERVAL')
      return { kind: 'interval', amount: this.#unary(tables), unit: this.#name().toUpperCase() };
    if (/^(DATE|TIMESTAMP|DATETIME|NUMERIC)$/.test(upper) && /^['"]/.test(this.#tokens[this.#at] ?? '')) {
      return { kind: 'cast', of: { kind: 'value', value: textOf(this.#next()) }, type: upper, safe: false };
    }
    if (this.#take('(')) return this.#call(upper, tables);
    if (!/^[A-Za-z_`]/.test(token)) throw this.#problem();
    const names = [unquoted(token)];
    while (this.#take('.')) names.push(this.#name());
    return { kind: 'path', names };
  }

  #call(name: string, tables: ReadonlyMap<string, Select>): Expression {
    if ((name === 'ARRAY' || name === 'EXISTS') && this.#peek('SELECT')) {
      const select = this.query(tables);
      this.#need(')');
      return { kind: 'subquery', form: name === 'ARRAY' ? 'array' : 'exists', select };
    }
    if (name === 'CAST' || name === 'SAFE_CAST') {
      const of = this.#expression(tables);
      this.#need('AS');
      const type = this.#name().toUpperCase();
      this.#need(')');
      return { kind: 'cast', of, type, safe: name === 'SAFE_CAST' };
    }
    if (name === 'STRUCT') {
      const fields = this.#list(() => this.#item(tables));
      this.#need(')');
      return { kind: 'struct', fields };
    }
    if (this.#take(')')) return { kind: 'call', name, args: [], distinct: false };
    const distinct = this.#word('DISTINCT');
    const args = this.#list((): Expression => {
      if (this.#take('*')) return { kind: 'star' };
      const of = this.#expression(tables);
      // `EXTRACT(MONTH FROM x)`
      return this.#word('FROM') ? call('FROM', of, this.#expression(tables)) : of;
    });
    if (this.#words('ORDER', 'BY')) {
      this.#list(() => this.#expression(tables));
      if (!this.#word('DESC')) this.#word('ASC');
    }
    if (this.#word('LIMIT')) this.#next();
    this.#need(')');
    return { kind: 'call', name, args, distinct };
  }

  #case(tables: ReadonlyMap<string, Select>): Expression {
    const of = this.#peek('WHEN') ? undefined : this.#expression(tables);
    const when: (readonly [Expression, Expression])[] = [];
    while (this.#word('WHEN')) {
      const test = this.#expression(tables);
      this.#need('THEN');
      when.push([test, this.#expression(tables)]);
    }
    const otherwise = this.#word('ELSE') ? this.#expression(tables) : undefined;
    this.#need('END');
    return { kind: 'case', when, ...(of && { of }), ...(otherwise && { otherwise }) };
  }

  #list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.#take(',')) all.push(read());
    return all;
  }

  #peek(word: string): boolean {
    return this.#tokens[this.#at]?.toUpperCase() === word;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #word(word: string): boolean {
    if (!this.#peek(word)) return false;
    this.#at += 1;
    return true;
  }

  #words(first: string, second: string): boolean {
    if (!this.#peek(first) || this.#tokens[this.#at + 1]?.toUpperCase() !== second) return false;
    this.#at += 2;
    return true;
  }

  #need(word: string): void {
    if (!this.#word(word)) throw this.#problem();
  }

  #name(): string {
    const token = this.#next();
    if (!/^[A-Za-z_`\d]/.test(token)) throw this.#problem();
    return unquoted(token);
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#problem();
    this.#at += 1;
    return token;
  }

  #problem(): GoogleError {
    const token = this.#tokens[this.#at];
    return invalidQuery(`Syntax error: Unexpected ${token === undefined ? 'end of script' : JSON.stringify(token)}`);
  }
}

const call = (name: string, ...args: readonly Expression[]): Expression => ({
  kind: 'call',
  name,
  args,
  distinct: false,
});
const unquoted = (token: string): string => (token.startsWith('`') ? token.slice(1, -1) : token);

function textOf(token: string): string {
  const raw = /^[rR]/.test(token);
  const inner = token.slice(raw ? 2 : 1, -1);
  return raw
    ? inner
    : inner.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : letter));
}
