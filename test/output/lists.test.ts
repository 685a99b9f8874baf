import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AppError } from '../../src/domain/errors.ts';
import { type Money, money } from '../../src/domain/money.ts';
import type { Column } from '../../src/output/lists/column.ts';
import { parseFilter } from '../../src/output/lists/filter.ts';
import { listFormats } from '../../src/output/lists/list-formats.ts';
import { changeRows, inBatches } from '../../src/output/lists/rows.ts';
import { parseSort } from '../../src/output/lists/sort.ts';
import { stream, usd } from './support/sample-reports.ts';

interface Row {
  readonly name: string | null;
  readonly size: number | null;
  readonly cost: Money | null;
  readonly on?: boolean;
}

const columns: readonly Column<Row>[] = [
  { key: 'name', header: 'Name', value: (row) => row.name, standard: true, rank: 0 },
  { key: 'size', header: 'Size', value: (row) => row.size, standard: true, rank: 1, align: 'right' },
  { key: 'cost', header: 'Cost', value: (row) => row.cost, standard: false, rank: 1 },
  { key: 'on', header: 'On', value: (row) => row.on ?? null, standard: false, rank: 1 },
];
const find = (key: string) => columns.find((column) => column.key === key);
const keys = columns.map((column) => column.key);

const row: Row = { name: 'Web-01', size: 20, cost: usd(1050), on: true };
const unknown: Row = { name: null, size: null, cost: null };

describe('--filter', () => {
  it.each([
    ['name=Web-01', true, false],
    ['name=web-01', false, false],
    ['name!=Web-01', false, true],
    ['name~WEB', true, false],
    ['name!~web', false, true],
    ['name=', false, true],
    ['name!=', true, false],
    ['size>19', true, false],
    ['size>=20', true, false],
    ['size>20', false, false],
    ['size<=20', true, false],
    ['size<20.5', true, false],
    ['size = 20', true, false],
    ['cost>10', true, false],
    ['cost<10.50', false, false],
    ['cost>=10.50', true, false],
    ['cost>10 USD', true, false],
    ['cost>10eur', false, false],
    ['cost~usd', true, false],
    ['cost=', false, true],
    ['on=yes', true, false],
    ['on=no', false, false],
  ])('%s', (expression, known, notKnown) => {
    const holds = parseFilter(expression, find, keys);
    expect([holds(row), holds(unknown)]).toEqual([known, notKnown]);
  });

  it.each([
    ['name', /not COLUMN=VALUE/],
    ['=x', /not COLUMN=VALUE/],
    ['nope=1', /no column "nope"; there are name, size, cost, on/],
  ])('refuses %s', (expression, message) => {
    expect(() => parseFilter(expression, find, keys)).toThrow(message);
  });

  it.each(['size>big', 'cost>ten', 'cost>'])('refuses %s when it meets a number', (expression) => {
    const holds = parseFilter(expression, find, keys);
    expect(() => holds(row)).toThrow(AppError);
  });
});

describe('--sort', () => {
  const rows: readonly Row[] = [
    { name: 'b', size: 2, cost: usd(100) },
    { name: null, size: 1, cost: null },
    { name: 'a', size: 2, cost: money(1n, 'EUR') },
    { name: 'c', size: null, cost: usd(50) },
  ];
  it.each([
    ['name', ['a', 'b', 'c', null]],
    ['-name', ['c', 'b', 'a', null]],
    ['-size,name', ['a', 'b', null, 'c']],
    ['cost', ['a', 'c', 'b', null]],
    ['-cost', ['b', 'c', 'a', null]],
  ])('%s', (expression, names) => {
    expect(rows.toSorted(parseSort(expression, find, keys)).map(({ name }) => name)).toEqual(names);
  });

  it('refuses a column that there is not', () => {
    expect(() => parseSort('name,-nope', find, keys)).toThrow(/--sort: no column "nope"/);
  });
});

describe('a stream of rows', () => {
  const numbers = (of: readonly number[]): Row[] => of.map((size) => ({ name: String(size), size, cost: null }));
  const collect = async (rows: AsyncIterable<readonly Row[]>) => {
    const sizes: (number | null)[] = [];
    for await (const batch of rows) sizes.push(...batch.map(({ size }) => size));
    return sizes;
  };

  it('is filtered, ordered and cut as an array would be', async () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 0, max: 20 }), fc.boolean(), async (values, limit, sorted) => {
        const changed = changeRows(stream(...values.map(numbers)), {
          filters: [parseFilter('size>10', find, keys)],
          ...(sorted && { order: parseSort('-size', find, keys) }),
          limit,
        });
        const kept = values.flat().filter((value) => value > 10);
        if (sorted) kept.sort((a, b) => b - a);
        expect(await collect(changed)).toEqual(limit === 0 ? kept : kept.slice(0, limit));
      }),
    );
  });

  it('keeps the best of more rows than it holds', async () => {
    const many = Array.from({ length: 30 }, (_, batch) =>
      numbers(Array.from({ length: 200 }, (__, i) => batch * 200 + i)),
    );
    const changed = changeRows(stream(...many), { filters: [], order: parseSort('-size', find, keys), limit: 3 });
    expect(await collect(changed)).toEqual([5999, 5998, 5997]);
  });

  it('is not read further than the limit', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield numbers([read]);
      }
    }
    expect(await collect(changeRows(endless(), { filters: [], limit: 2 }))).toEqual([1, 2]);
    expect(read).toBe(2);
  });
});

describe('the formats of a list', () => {
  const list = listFormats<{ rows: readonly Row[] }, Row>({
    columns: () => columns,
    named: (key) =>
      key === 'tag:x' ? { key, header: 'x', value: () => 'tagged', standard: false, rank: 9 } : undefined,
    rows: (data) => inBatches(data.rows),
    withRows: (data) => data,
  });
  const text = async (pieces: Iterable<string> | AsyncIterable<string>) => {
    let all = '';
    for await (const piece of pieces) all += piece;
    return all;
  };
  const hostile: Row = { name: '=HYPERLINK("http://x")\n|<b>@team `*', size: -5, cost: money(-1_500_000_000n, 'USD') };

  it('writes CSV with every column, exact and defused', async () => {
    expect(await text(list.csv({ rows: [row, unknown, hostile] }, { filters: [] }))).toBe(
      'name,size,cost,on\r\nWeb-01,20,10.50,true\r\n,,,\r\n"\'=HYPERLINK(""http://x"")\n|<b>@team `*",-5,-1.50,\r\n',
    );
  });

  it('writes Markdown that a name cannot leave', async () => {
    expect(await text(list.markdown({ rows: [hostile] }, { filters: [] }))).toBe(
      '| Name | Size |\n| --- | ---: |\n| =HYPERLINK("http://x") \\|\\<b\\>&#64;team \\`\\* | -5 |\n',
    );
  });

  it('takes the columns that are named, in their order', async () => {
    const options = { filters: [], columns: ['cost', 'tag:x', 'NAME'] };
    expect(await text(list.csv({ rows: [row] }, options))).toBe('cost,tag:x,name\r\n10.50,tagged,Web-01\r\n');
    expect(() => list.csv({ rows: [] }, { filters: [], columns: ['nope'] })).toThrow(/--columns: no column "nope"/);
  });
});
