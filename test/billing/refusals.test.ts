import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBillingPath } from '../../src/billing/charges/read-billing.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type Row, csvOf, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

/** What refuses a file with this content; its name is `bill.csv` in every message. */
const refused = async (content: string | Uint8Array): Promise<string> => refusal(written(folder, content, 'bill.csv'));

/** Rows 1 to 3, the second with something special: it stands on line 3. */
const second = (row: Row): string => csvOf([{}, row, {}]);

describe('a bad cell is refused with file, line, column and value', () => {
  it.each<[Row, string]>([
    [{ BilledCost: 'twelve' }, 'column BilledCost: "twelve" is no number'],
    [{ BilledCost: '12,50' }, 'column BilledCost: "12,50" is no number: the decimal sign must be a point'],
    [{ EffectiveCost: '' }, 'column EffectiveCost: the cell is empty, and must not be'],
    [{ BilledCost: 'NULL' }, 'column BilledCost: the cell is empty, and must not be'],
    [{ BilledCost: 'NaN' }, 'column BilledCost: "NaN" is no number'],
    [{ BilledCost: '1_0' }, 'column BilledCost: "1_0" is no number'],
    [{ BilledCost: '1e25' }, 'column BilledCost: "1e25" is no number from -1e20 to 1e20'],
    [{ ListCost: 'n/a' }, 'column ListCost: "n/a" is no number'],
    [{ ContractedCost: '$ 4' }, 'column ContractedCost: "$ 4" is no number'],
    [{ ConsumedQuantity: 'lots' }, 'column ConsumedQuantity: "lots" is no number'],
    [{ BillingCurrency: '' }, 'column BillingCurrency: the cell is empty, and must not be'],
    [{ BillingCurrency: 'Dollar' }, 'column BillingCurrency: "Dollar" is no currency code of three letters'],
    [{ BillingCurrency: '€' }, 'column BillingCurrency: "€" is no currency code of three letters'],
    [{ BillingAccountId: '' }, 'column BillingAccountId: the cell is empty, and must not be'],
    [{ ServiceName: 'NULL' }, 'column ServiceName: the cell is empty, and must not be'],
    [{ ProviderName: '' }, 'column ProviderName: the cell is empty, and must not be'],
    [
      { ChargeCategory: 'Refund' },
      'column ChargeCategory: "Refund" is none of Usage, Purchase, Tax, Credit, Adjustment',
    ],
    [
      { ChargePeriodStart: '05/10/2026' },
      'column ChargePeriodStart: "05/10/2026" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [
      { ChargePeriodStart: '2026-02-30' },
      'column ChargePeriodStart: "2026-02-30" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [
      { BillingPeriodStart: '1970-01-01' },
      'column BillingPeriodStart: "1970-01-01" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [{ Tags: '{"env": prod}' }, 'column Tags: "{\\"env\\": prod}" is no JSON object'],
    [{ Tags: "{'env': 'prod'}" }, "column Tags: \"{'env': 'prod'}\" is no JSON object"],
    [{ BilledCost: `x${'1'.repeat(5000)}` }, `column BilledCost: "x${'1'.repeat(59)}"… is no number`],
    [{ BilledCost: '1\u001b[31m' }, 'column BilledCost: "1\\u001b[31m" is no number'],
  ])('%j', async (row, complaint) => {
    expect(await refused(second(row))).toBe(`import-invalid: bill.csv line 3, ${complaint}`);
  });

  it('names the first bad row, whatever column it is in, and the first column of the file in that row', async () => {
    const rows: Row[] = Array.from({ length: 30_000 }, () => ({}));
    rows[20_000] = { BilledCost: 'late' };
    rows[9_999] = { ServiceName: '', ChargeCategory: 'Refund' };
    rows[15_000] = { Tags: 'none' };
    const message =
      'import-invalid: bill.csv line 10001, column ChargeCategory: "Refund" is none of Usage, Purchase, Tax, Credit, Adjustment';
    expect(await refused(csvOf(rows))).toBe(message);
    expect(await refused(csvOf(rows))).toBe(message);
  });

  it('counts lines as an editor does: line ends inside cells and blank lines too', async () => {
    const content = csvOf([{ ResourceName: 'a\nb\r\nc' }, {}, { BilledCost: 'x' }]).replace('\n', '\n\n');
    expect(await refused(content)).toBe('import-invalid: bill.csv line 7, column BilledCost: "x" is no number');
  });

  it('does so in gzip', async () => {
    expect(await refused(gzipSync(second({ BilledCost: 'x' })))).toBe(
      'import-invalid: bill.csv line 3, column BilledCost: "x" is no number',
    );
  });

  it('says so when a cost is too large to be kept', async () => {
    expect(await refused(csvOf([{ BilledCost: '9200000001' }]))).toBe(
      'import-invalid: a cost of Compute on 2026-05-10 is beyond 9.2e9: too large to be kept exactly',
    );
    expect(await refused(csvOf(Array.from({ length: 3 }, () => ({ BilledCost: '99999999999999999999' }))))).toBe(
      'import-invalid: a cost of Compute on 2026-05-10 is beyond 9.2e9: too large to be kept exactly',
    );
  });
});

describe('a record that is not well formed is refused with its line', () => {
  const header = csvOf([]).trim();
  const columns = header.split(',').length;
  const [good = ''] = csvOf([{}]).trim().split('\n').slice(1);

  it.each([
    ['too few fields', `${header}\n${good}\na,b\n${good}\n`, `line 3: 2 fields where the header has ${columns}`],
    ['one field', `${header}\n${good}\nx\n${good}\n`, `line 3: 1 field where the header has ${columns}`],
    [
      'too many fields',
      `${header}\n${good}\n${good},extra\n`,
      `line 3: ${columns + 1} fields where the header has ${columns}`,
    ],
    ['spaces alone', `${header}\n${good}\n   \n`, `line 3: 1 field where the header has ${columns}`],
    ['an open quote', `${header}\n${good}\n"a,b\nc,d\n`, 'line 3: a quote is opened and never closed'],
    ['text after a quote', `${header}\n${good}\n"a"b,${good}\n`, 'line 3: text follows a closing quote'],
    ['mixed line ends', `${header}\n${good}\r\n${good}\n`, 'line 2: ends with CRLF where the lines before end with LF'],
    ['a cut last line', `${header}\n${good}\n${good.slice(0, 20)}`, `line 3: 6 fields where the header has ${columns}`],
    [
      'Latin-1',
      Buffer.from(`${header}\n${good}\n${good.replace('Compute', 'Caf\u00e9')}\n`, 'latin1'),
      'line 3: holds bytes that are no UTF-8 text',
    ],
    [
      'a line of two megabytes',
      `${header}\n${good}\n${good.replace('Compute', 'x'.repeat(2 << 20))}\n`,
      'line 3: longer than 1024 KiB',
    ],
  ])('%s', async (_what, content, complaint) => {
    expect(await refused(content)).toBe(`import-invalid: bill.csv ${complaint}`);
  });

  it('a bad cell before it comes first, one after it does not', async () => {
    const bad = good.replace('1.5', 'x');
    expect(await refused(`${header}\n${bad}\na,b\n`)).toBe(
      'import-invalid: bill.csv line 2, column BilledCost: "x" is no number',
    );
    expect(await refused(`${header}\na,b\n${bad}\n`)).toBe(
      `import-invalid: bill.csv line 2: 2 fields where the header has ${columns}`,
    );
  });

  it('a single quoted cell without end does not fill the memory', async () => {
    const start = `${header}\n${good}\n"`;
    const content = gzipSync(Buffer.concat([Buffer.from(start), Buffer.alloc(64 << 20, 'x')]), { level: 1 });
    expect(await refused(content)).toBe('import-invalid: bill.csv line 3: longer than 1024 KiB');
  });
});

describe('a header is refused', () => {
  const without = (...names: readonly string[]): string => {
    const [header = '', ...rows] = csvOf([{}]).split('\n');
    return [
      header
        .split(',')
        .map((name) => (names.includes(name) ? `x_${name}` : name))
        .join(','),
      ...rows,
    ].join('\n');
  };

  it.each([
    [
      'without BilledCost',
      without('BilledCost'),
      'import-invalid: bill.csv: the required column BilledCost is missing',
    ],
    [
      'without any provider',
      without('ProviderName', 'ServiceName'),
      'import-invalid: bill.csv: the required columns ServiceName, ServiceProviderName (or ProviderName) are missing',
    ],
    [
      'with a name twice',
      `BilledCost,${csvOf([{}])}`,
      'import-invalid: bill.csv line 1: the column "BilledCost" stands twice',
    ],
    [
      'with a name twice in another case',
      `billedcost,${csvOf([{}])}`,
      'import-invalid: bill.csv line 1: the column "BilledCost" stands twice',
    ],
    [
      'with an unknown name twice',
      `a,A,${csvOf([{}])}`,
      'import-invalid: bill.csv line 1: the column "A" stands twice',
    ],
    [
      'after an empty line',
      `\n${csvOf([{}])}`,
      'import-invalid: bill.csv line 1: the line is empty; the header must stand there',
    ],
    [
      'of one endless line',
      'x'.repeat(3 << 20),
      'import-invalid: bill.csv line 1: the header does not end within 1024 KiB',
    ],
    [
      'with an endless quote',
      `"${'x\n'.repeat(1 << 20)}`,
      'import-invalid: bill.csv line 1: the header does not end within 1024 KiB',
    ],
    [
      'of thousands of columns',
      `${Array.from({ length: 3_000 }, (_, at) => `c${at}`).join(',')}\n`,
      'import-invalid: bill.csv line 1: 3000 columns, more than the 2000 that are read',
    ],
  ])('%s', async (_what, content, message) => {
    expect(await refused(content)).toBe(message);
  });
});

describe('a file that is none of ours is refused with what it looks like', () => {
  const text = 'import-format-unknown: bill.csv: looks like';
  it.each<[string | Uint8Array, string]>([
    [
      Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync('xl/workbook.xml')]),
      `${text} a zip archive or an Excel workbook (xlsx)`,
    ],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), `${text} an old Excel workbook (xls)`],
    ['{"rows": []}', `${text} JSON`],
    ['[\n {"BilledCost": 1}]', `${text} JSON`],
    ['<!DOCTYPE html><html><body>Sign in</body></html>', `${text} an HTML page`],
    ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', `${text} XML`],
    [Buffer.from([1, 2, 0, 4, 5, 0, 0]), `${text} binary data`],
    [Buffer.from('\uFEFFBilledCost,EffectiveCost\n', 'utf16le'), `${text} UTF-16 text (save it as UTF-8)`],
    [Buffer.from('28b52ffd00', 'hex'), `${text} a zstd file`],
    ['SQLite format 3\0', `${text} an SQLite database`],
    [gzipSync(gzipSync('a,b\n')), `${text} gzip with another gzip file in it`],
    [gzipSync('PAR1 and more'), `${text} gzip with a Parquet file in it`],
    [gzipSync('{"a": 1}'), `${text} gzip with JSON in it`],
    [
      'lineItem/UsageAccountId,lineItem/UnblendedCost\n1,2\n',
      `${text} an AWS Cost and Usage Report without most of its columns`,
    ],
    ['SubscriptionId,CostInBillingCurrency\n1,2\n', `${text} an Azure cost export without most of its columns`],
    [
      'billing_account_id,service.id,usage_start_time\n',
      `${text} a Google Cloud billing export without most of its columns`,
    ],
    [
      'ContractCommitmentId,ContractId,BillingCurrency\n',
      `${text} the FOCUS Contract Commitment dataset, not Cost and Usage`,
    ],
    ['name,age\nana,3\n', `${text} a table with the columns "name", "age"`],
    ['hello world', `${text} a table with the column "hello world"`],
  ])('%j', async (content, message) => {
    expect(await refused(content)).toBe(message);
  });

  it('an empty file, and gzip of nothing', async () => {
    expect(await refused('')).toBe('import-invalid: bill.csv: the file is empty (0 bytes)');
    expect(await refused(gzipSync(''))).toBe('import-invalid: bill.csv: the gzip file holds 0 bytes');
  });
});

describe('a damaged gzip file is refused', () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => ({ ResourceId: `i-${(at * 7919) % 40_000}` }));
  const whole = gzipSync(csvOf(rows));
  const cut = 'import-unreadable: bill.csv: the gzip data ends too early: the file was cut off';
  const damaged = 'import-unreadable: bill.csv: the gzip data is damaged: its checksum does not hold';
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(whole);
    copy.writeUInt8(copy.readUInt8(at) ^ 0x55, at);
    return copy;
  };

  it.each([
    ['cut in its head', whole.subarray(0, 15), cut],
    ['cut in half', whole.subarray(0, whole.length >> 1), cut],
    ['cut by its last byte', whole.subarray(0, -1), cut],
    ['cut before its checksum', whole.subarray(0, -8), cut],
    ['cut in its second member', Buffer.concat([whole, gzipSync(csvOf(rows)).subarray(0, 500)]), cut],
    ['with another checksum', flipped(whole.length - 6), damaged],
    ['with another byte in its middle', flipped(whole.length >> 1), damaged],
  ])('%s', async (_what, content, message) => {
    expect(await refused(content)).toBe(message);
  });
});

describe('a path is refused', () => {
  const at = (name: string): string => join(folder, name);

  it('that is not there, or is a URL', async () => {
    expect(await refusal(at('none.csv'))).toBe('import-unreadable: none.csv: there is no such file');
    expect(await refusal('s3://bucket/key.csv')).toBe(
      'import-unreadable: s3://bucket/key.csv: only files on this machine are read; download it first',
    );
    expect(await refusal([])).toBe('import-unreadable: no files were named');
  });

  it('that is a folder or a pattern without billing files', async () => {
    mkdirSync(at('empty'));
    written(at('empty'), '{}', 'manifest.json');
    expect(await refusal(at('empty'))).toBe(
      `import-unreadable: ${at('empty')}: the folder holds no .csv, .csv.gz, .jsonl, .json.gz or .parquet file`,
    );
    expect(await refusal(at('empty/*.parquet'))).toBe(`import-unreadable: ${at('empty/*.parquet')}: no file matches`);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read (not run as root, who may read all)', async () => {
    const path = written(folder, csvOf([{}]), 'secret.csv');
    chmodSync(path, 0o000);
    expect(await refusal(path)).toBe('import-unreadable: secret.csv: permission to read it is denied');
  });

  it('that is no file', async () => {
    expect(await refusal('/dev/null')).toBe('import-unreadable: /dev/null: neither a file nor a folder');
  });
});

describe('nothing leaves before all of it was checked', () => {
  it('a bad last row of many ends the read itself: there is no delivery to take pages from', async () => {
    const rows: Row[] = Array.from({ length: 50_000 }, (_, at) => ({ ResourceId: `i-${at}` }));
    const path = written(folder, csvOf([...rows, { BilledCost: 'x' }]), 'bill.csv');
    await expect(readBillingPath(path)).rejects.toMatchObject({ code: 'import-invalid' });
  });

  it('an aborted read ends with interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await refusal(written(folder, csvOf([{}]), 'bill.csv'), { signal: controller.signal })).toBe(
      'interrupted: the import was interrupted',
    );
  });

  it('so does one that is aborted between two pages', async () => {
    const controller = new AbortController();
    const rows: Row[] = Array.from({ length: 10_000 }, (_, at) => ({ ResourceId: `i-${at}` }));
    const delivery = await readBillingPath(written(folder, csvOf(rows), 'bill.csv'), { signal: controller.signal });
    const pages = async (): Promise<void> => {
      for (const source of delivery.sources) for await (const _page of source.chargePages()) controller.abort();
    };
    await expect(pages()).rejects.toMatchObject({ code: 'interrupted' });
    await delivery.close();
  });
});
