import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Column } from '../../src/output/lists/column.ts';
import { plainScreen } from '../../src/output/screen.ts';
import { plainStyle } from '../../src/output/style.ts';
import { fit, GAP } from '../../src/output/table/layout.ts';
import { table, tableOfStream } from '../../src/output/table/render-table.ts';
import { terminal } from './support/render.ts';

type Row = readonly [string, string, number];

const columns: readonly Column<Row>[] = [
  { key: 'id', header: 'Id', value: ([id]) => id, standard: true, rank: 0 },
  { key: 'text', header: 'Text', value: ([, text]) => text, standard: true, rank: 0, least: 6 },
  { key: 'n', header: 'Number', align: 'right', value: ([, , n]) => n, standard: true, rank: 1 },
];
const on = (columnsOfScreen: number | null) => ({
  screen: columnsOfScreen === null ? plainScreen : terminal(columnsOfScreen),
  style: plainStyle,
});

describe('the layout of a table', () => {
  it('fits or says that it cannot', () => {
    const size = fc.record({
      natural: fc.integer({ min: 1, max: 40 }),
      least: fc.integer({ min: 1, max: 40 }),
      rank: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 10, max: 120 }),
        (sizes, available) => {
          const layout = fit(sizes, available);
          if (layout === undefined) {
            const needed = sizes.filter(({ rank }) => rank === 0).map(({ natural, least }) => Math.min(natural, least));
            expect(needed.reduce((a, b) => a + b, GAP * (needed.length - 1))).toBeGreaterThan(available);
            return;
          }
          const total = layout.widths.reduce((a, b) => a + b, GAP * (layout.widths.length - 1));
          expect(total).toBeLessThanOrEqual(available);
          // What stays shown always includes what may not be dropped.
          sizes.forEach(({ rank }, index) => rank === 0 && expect(layout.shown).toContain(index));
        },
      ),
    );
  });

  it('leaves everything as it is where there is no edge', () => {
    expect(fit([{ natural: 500, least: 5, rank: 0 }], null)).toEqual({ shown: [0], widths: [500] });
  });
});

describe('a table', () => {
  const rows: readonly Row[] = [
    ['a', 'a rather long text', 12_345],
    ['bb', '日本語', 6],
  ];

  it('aligns columns and numbers', async () => {
    expect(await table(columns, rows, on(80))).toBe(
      'Id  Text                Number\na   a rather long text  12,345\nbb  日本語                   6\n',
    );
  });

  it('cuts before it drops, and drops before it stacks', async () => {
    expect(await table(columns, rows, on(40))).toContain('a rather long text');
    const narrow = [...columns.slice(0, 1), { ...columns[1]!, least: 30 }, columns[2]!];
    const long: readonly Row[] = [['a', 'x'.repeat(60), 1]];
    expect(await table(narrow, long, on(40))).toBe(`Id  Text\na   ${'x'.repeat(35)}…\n`);
    expect(await table([{ ...columns[1]!, least: 50 }], long, on(40))).toBe(`Text  ${'x'.repeat(33)}…\n`);
  });

  it('never cuts in a pipe', async () => {
    expect(await table(columns, [['a', 'y'.repeat(300), 1]], on(null))).toContain('y'.repeat(300));
  });

  it('keeps named columns, stacked where they do not fit', async () => {
    const text = await table([{ ...columns[0]! }, { ...columns[2]!, rank: 5 }], [['z'.repeat(38), '', 7]], {
      ...on(40),
      keepAll: true,
    });
    expect(text).toBe(`Id      ${'z'.repeat(31)}…\nNumber  7\n`);
  });

  it('is nothing for no rows', async () => {
    expect(await table(columns, [], on(80))).toBe('');
  });

  it('streams with one head and even columns', async () => {
    async function* many(): AsyncGenerator<readonly Row[]> {
      for (let batch = 0; batch < 5; batch += 1)
        yield Array.from({ length: 500 }, (_, index): Row => [`id-${batch * 500 + index}`, 't', index]);
    }
    let text = '';
    let pieces = 0;
    for await (const piece of tableOfStream(columns, many(), on(80))) {
      text += piece;
      pieces += 1;
    }
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(2501);
    expect(lines.filter((line) => line.startsWith('Id'))).toHaveLength(1);
    expect(new Set(lines.slice(1).map((line) => line.length)).size).toBe(1);
    expect(pieces).toBeGreaterThan(3);
  });

  it('goes on past what the library draws with the very same lines', async () => {
    const wide = Array.from({ length: 200 }, (_, index): Row => [`id-${index}`, '日'.repeat(1 + (index % 5)), index]);
    const [, ...all] = (await table(columns, wide, on(80))).trimEnd().split('\n');
    const [, ...second] = (await table(columns, [...wide.slice(100), ...wide.slice(0, 100)], on(80)))
      .trimEnd()
      .split('\n');
    expect(second.slice(0, 100)).toEqual(all.slice(100));
    expect(second.slice(100)).toEqual(all.slice(0, 100));
  });
});
