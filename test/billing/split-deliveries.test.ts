import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { csvOf, reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

let folders = 0;
function delivery(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, `delivery-${(folders += 1)}`);
  mkdirSync(join(path, 'data'), { recursive: true });
  for (const [name, content] of Object.entries(files)) written(path, content, name);
  return path;
}

const parts = {
  'data/part-0001.csv': csvOf([{ BilledCost: '0.0000000002' }, { ResourceId: 'i-2' }]),
  'data/part-0002.csv': csvOf([{ BilledCost: '0.0000000002' }]),
  'data/part-0003.csv.gz': gzipSync(csvOf([{ BilledCost: '0.0000000002', x_Note: 'other columns' }])),
  'data/manifest.json': '{}',
  'data/_SUCCESS.csv': '',
};

describe('a delivery of several files', () => {
  it('is read from its folder as one: rows of one charge are summed across the files', () =>
    reading(delivery(parts), ({ files, rows, charges, sources }, all) => {
      expect({ rows, charges, files: files.map(({ format }) => format) }).toEqual({
        rows: 4,
        charges: 2,
        files: ['csv', 'csv', 'csv.gz'],
      });
      expect(sources).toHaveLength(1);
      expect(all.map(({ resourceId, billedCost }) => [resourceId, billedCost])).toEqual([
        ['i-1', 1n], // three times 0.2 nano-units is 0.6: one, where each file by itself would have made none
        ['i-2', 1_500_000_000n],
      ]);
    }));

  it('is read by a pattern, and by its paths', async () => {
    const path = delivery(parts);
    await reading(join(path, '*/part-000[12].csv'), ({ rows }) => expect(rows).toBe(3));
    await reading([join(path, 'data/part-0001.csv'), join(path, 'data/part-0002.csv')], ({ rows }) =>
      expect(rows).toBe(3),
    );
  });

  it('counts a file once, however often it is named', async () => {
    const path = delivery(parts);
    symlinkSync(join(path, 'data/part-0001.csv'), join(path, 'again.csv'));
    const named = [path, join(path, 'data/part-0001.csv'), join(path, '*/part-*.csv'), join(path, 'again.csv')];
    await reading(named, ({ rows }) => expect(rows).toBe(4));
  });

  it('may have an empty part', () =>
    reading(delivery({ 'a.csv': csvOf([]), 'b.csv': csvOf([{}]) }), ({ rows }) => expect(rows).toBe(1)));

  it('is refused as a whole for one bad file, by the first of them', async () => {
    const path = delivery({
      'a.csv': csvOf([{}]),
      'b.csv': csvOf([{}, {}, { BilledCost: 'x' }]),
      'c.csv': csvOf([{ EffectiveCost: 'y' }]),
    });
    expect(await refusal(path)).toBe('import-invalid: b.csv line 4, column BilledCost: "x" is no number');
    const cut = delivery({ 'a.csv': csvOf([{}]), 'b.csv.gz': gzipSync(csvOf([{}])).subarray(0, -3) });
    expect(await refusal(cut)).toBe('import-unreadable: b.csv.gz: the gzip data ends too early: the file was cut off');
    const ragged = delivery({ 'a.csv': csvOf([{}]), 'b.csv': `${csvOf([{}])}a,b\n` });
    expect(await refusal(ragged)).toBe('import-invalid: b.csv line 3: 2 fields where the header has 14');
  });
});
