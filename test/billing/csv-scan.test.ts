import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanCsv } from '../../src/billing/csv-scan.ts';

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const scan = (text: string, record?: number, size = 7) =>
  scanCsv(inPieces(Buffer.from(text), size), {
    delimiter: ',',
    columns: 2,
    maxRecordBytes: 100,
    ...(record === undefined ? {} : { record }),
  });

describe('a walk over CSV records', () => {
  it('finds the line of a record', async () => {
    const text = 'a,b\n1,"x\ny"\n\n2,"q""q"\n3,z';
    expect(await Promise.all([1, 2, 3, 4].map(async (record) => (await scan(text, record)).line))).toEqual([
      2,
      5,
      6,
      undefined,
    ]);
  });

  it('is the same however the bytes arrive', async () => {
    const cell = fc.stringMatching(/^[a-zé😀,"\n\r ]{0,6}$/u).map((text) => `"${text.replaceAll('"', '""')}"`);
    const record = fc.tuple(cell, cell).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (records, end) => {
          const text = ['a,b', ...records].join(end);
          const whole = await scan(text, records.length, 10_000);
          expect(whole.fault).toBeUndefined();
          const before = ['a,b', ...records.slice(0, -1)].join(end) + end;
          expect(whole.line).toBe(before.split(/\r\n|\r|\n/).length);
          for (const size of [1, 2, 3]) expect(await scan(text, records.length, size)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a,b\n1\n', 1, 2, '1 field where the header has 2'],
    ['a,b\n1,2\n1,2,3\n', 2, 3, '3 fields where the header has 2'],
    ['a,b\n1,"2\n', 1, 2, 'a quote is opened and never closed'],
    ['a,b\n1,"2"x\n', 1, 2, 'text follows a closing quote'],
    ['a,b\n1,2\r\n', 1, 2, 'ends with CRLF where the lines before end with LF'],
    ['a,b\r\n\r\n1,2\n', 1, 3, 'ends with LF where the lines before end with CRLF'],
    [`a,b\n1,${'x'.repeat(200)}\n`, 1, 2, 'longer than 0.09765625 KiB'],
  ])('%j has a fault', async (text, record, line, what) => {
    expect((await scan(text)).fault).toEqual({ record, line, what });
  });

  it.each([[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x28, 0xa1], [0xff]])(
    'bytes %j are no UTF-8',
    async (...bytes) => {
      const content = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from(bytes), Buffer.from('\n')]);
      const { fault } = await scanCsv(inPieces(content, 2), { delimiter: ',', columns: 2, maxRecordBytes: 100 });
      expect(fault).toMatchObject({ line: 2, what: 'holds bytes that are no UTF-8 text' });
    },
  );

  it('forgives one empty field more, and spaces around quotes', async () => {
    expect(await scan('a,b\n1,2,\n 1 , "2" \n')).toEqual({ fault: undefined, line: undefined });
  });
});
