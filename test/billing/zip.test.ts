import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { unzipCsv } from '../../src/billing/zip.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type ZipFile, zip } from './support/zip.ts';

const folder = tempFolder();
/** Lines that do not pack to nothing. */
const csv = Array.from({ length: 5_000 }, (_, at) => `${hash('md5', String(at))},${at}\n`).join('');
let files = 0;

/** What comes of an archive: its CSV file's text, false, or what refuses it. */
async function unzipped(archive: Buffer): Promise<string | false> {
  const path = join(folder, `archive-${(files += 1)}`);
  const to = `${path}.out`;
  writeFileSync(path, archive);
  try {
    const done = await unzipCsv(path, 'bill.zip', to);
    expect(existsSync(to)).toBe(done);
    return done && readFileSync(to, 'utf8');
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const one: ZipFile = { name: 'report-1.csv', content: csv };
const cut = 'import-unreadable: bill.zip: the zip archive ends too early: the file was cut off';
const damaged = 'import-unreadable: bill.zip: the zip archive is damaged: its checksum does not hold';

describe('an archive of one CSV file', () => {
  it.each<[string, Buffer]>([
    ['deflated', zip([one])],
    ['stored', zip([{ ...one, stored: true }])],
    [
      'with a folder',
      zip([
        { name: 'reports/', content: '' },
        { ...one, name: 'reports/report-1.CSV' },
      ]),
    ],
    ['with a comment', zip([one], { comment: 'made by a test' })],
    ['beyond 4 GiB, as far as its directory says', zip([one], { zip64: true })],
  ])('%s is unpacked', async (_how, archive) => {
    expect(await unzipped(archive)).toBe(csv);
  });

  it('an empty one too', async () => {
    expect(await unzipped(zip([{ name: 'a.csv', content: '' }]))).toBe('');
  });

  it.each<[string, Buffer, string]>([
    ['cut in half', zip([one]).subarray(0, 40_000), cut],
    ['cut by its last bytes', zip([one]).subarray(0, -5), cut],
    ['with another checksum', zip([{ ...one, crc: 1 }]), damaged],
    ['with another length', zip([{ ...one, bytes: csv.length + 1 }]), damaged],
    ['with another byte in its data', flipped(zip([one]), 100), damaged],
  ])('%s is refused', async (_how, archive, message) => {
    expect(await unzipped(archive)).toBe(message);
  });
});

describe('anything else is left as it is', () => {
  it.each<[string, Buffer]>([
    ['two CSV files', zip([one, { ...one, name: 'report-2.csv' }])],
    ['a workbook', zip([{ name: 'xl/workbook.xml', content: '<x/>' }])],
    ['an encrypted file', zip([{ ...one, flags: 1 }])],
    ['another compression', zip([{ ...one, method: 12 }])],
    ['no archive', Buffer.from('a,b\n1,2\n')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', async (_what, content) => {
    expect(await unzipped(content)).toBe(false);
  });
});

const python = ((): string | undefined => {
  try {
    execFileSync('python3', ['-c', 'import zipfile'], { stdio: 'ignore' });
    return 'python3';
  } catch {
    return undefined;
  }
})();

describe.skipIf(python === undefined)("an archive that Python's zipfile made (skipped: no python3)", () => {
  it('is unpacked', async () => {
    const path = join(folder, 'python.zip');
    const source = join(folder, 'python.csv');
    writeFileSync(source, csv);
    execFileSync(python ?? '', [
      '-c',
      'import sys,zipfile; zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED).write(sys.argv[2],"bill.csv")',
      path,
      source,
    ]);
    expect(await unzipped(readFileSync(path))).toBe(csv);
  });
});

function flipped(archive: Buffer, at: number): Buffer {
  archive.writeUInt8(archive.readUInt8(at) ^ 0x55, at);
  return archive;
}
