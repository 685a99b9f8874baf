import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { JsonRows } from '../../src/output/json/json-rows.ts';
import { jsonText } from '../../src/output/json/write-json.ts';
import { writeAll } from '../../src/output/sink.ts';
import { memorySink } from './support/render.ts';
import { stream } from './support/sample-reports.ts';

async function textOf(document: unknown): Promise<string> {
  let text = '';
  for await (const piece of jsonText(document)) text += piece;
  return text;
}

describe('a JSON document that is written while it is read', () => {
  it('is the document that it would be in memory', async () => {
    const batches = fc.array(fc.array(fc.jsonValue(), { maxLength: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), batches, fc.jsonValue(), async (before, rows, after) => {
        const document = {
          before,
          nested: { rows: JsonRows.of(stream(...rows), (row) => ({ row })) },
          list: [JsonRows.of(stream(...rows), (row) => row)],
          after,
        };
        const expected = { before, nested: { rows: rows.flat().map((row) => ({ row })) }, list: [rows.flat()], after };
        expect(JSON.parse(await textOf(document))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 50 },
    );
  });

  it('has each row on one line', async () => {
    const text = await textOf({ n: 1, rows: JsonRows.of(stream([1, 2], [3]), (id) => ({ id, tags: { a: 'b' } })) });
    expect(text).toBe(
      '{\n  "n": 1,\n  "rows": [\n    {"id":1,"tags":{"a":"b"}},\n    {"id":2,"tags":{"a":"b"}},\n    {"id":3,"tags":{"a":"b"}}\n  ]\n}\n',
    );
    expect(await textOf({ rows: JsonRows.of(stream(), (row) => row), left: undefined })).toBe('{\n  "rows": []\n}\n');
  });
});

describe('writing a long text', () => {
  it('stops asking for more when the reader has gone', async () => {
    let made = 0;
    function* endless() {
      for (;;) {
        made += 1;
        yield 'x'.repeat(10_000);
      }
    }
    const sink = memorySink(100_000);
    await writeAll(sink, endless());
    expect(sink.text.length).toBeLessThan(200_000);
    expect(made).toBeLessThan(20);
  });
});
