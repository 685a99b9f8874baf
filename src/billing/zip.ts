import { type FileHandle, open } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../domain/errors.ts';

/** The one file in an archive. Source: PKWARE, .ZIP File Format Specification 6.3 (APPNOTE.TXT), section 4.3. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks an archive of a single CSV file, as AWS delivers reports with ZIP compression, to a file that does not exist
 * yet. False, and nothing written, for anything else: no archive, several files, an Excel workbook. Length and
 * checksum are verified. Throws `import-unreadable`; `name` is for messages.
 */
export async function unzipCsv(path: string, name: string, to: string, signal?: AbortSignal): Promise<boolean> {
  const file = await open(path, 'r');
  let start: number;
  let entry: Entry | undefined;
  try {
    if ((await readAt(file, 0, 4)).toString('latin1') !== 'PK\u0003\u0004') return false;
    entry = await onlyCsv(file, name);
    if (entry === undefined) return false;
    const local = await readAt(file, entry.headerAt, 30);
    if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) throw cut(name);
    start = entry.headerAt + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  } finally {
    await file.close();
  }
  await unpack(path, name, to, entry, start, signal);
  return true;
}

async function unpack(
  path: string,
  name: string,
  to: string,
  entry: Entry,
  start: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let crc = 0;
  let bytes = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const source = createReadStream(path, { start, end: Math.max(start, start + entry.compressedBytes - 1) });
  const inflated = entry.method === DEFLATED ? [createInflateRaw()] : [];
  try {
    await pipeline(
      [source, ...inflated, check, createWriteStream(to, { flags: 'wx' })],
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? damaged(name, error) : error;
  }
  if (bytes !== entry.bytes || crc !== entry.crc) throw damaged(name);
}

/** Undefined when the archive holds anything but one CSV file. */
async function onlyCsv(file: FileHandle, name: string): Promise<Entry | undefined> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), 65_557);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) throw cut(name);
  let [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (at === 0xffffffff || length === 0xffffffff) [length, at] = await directory64(file, tail, end, name);
  if (length > 1 << 20) return undefined; // thousands of files
  const entries = entriesOf(await readAt(file, at, length)).filter((each) => !each.name.endsWith('/'));
  const [only, second] = entries;
  if (only === undefined || second !== undefined || !/\.csv$/i.test(only.name)) return undefined;
  return only.method === STORED || only.method === DEFLATED ? only : undefined;
}

/** Length and place of the directory of an archive beyond 4 GiB. */
async function directory64(file: FileHandle, tail: Buffer, end: number, name: string): Promise<[number, number]> {
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) throw cut(name);
  const record = await readAt(file, Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw cut(name);
  return [Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))];
}

function entriesOf(directory: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((of) => directory.readUInt16LE(at + of)) as [
      number,
      number,
      number,
    ];
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const [bytes, compressedBytes, headerAt] = sizes(directory, at, extra);
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: isEncrypted ? -1 : directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedBytes,
      bytes,
      headerAt,
    });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Unpacked and packed length and the place of the header; those that do not fit in 32 bits stand in the extra field. */
function sizes(directory: Buffer, at: number, extra: Buffer): [number, number, number] {
  let long: Buffer = Buffer.alloc(0);
  for (let of = 0; of + 4 <= extra.length; of += 4 + extra.readUInt16LE(of + 2)) {
    if (extra.readUInt16LE(of) === 1) long = extra.subarray(of + 4, of + 4 + extra.readUInt16LE(of + 2));
  }
  return [24, 20, 42].map((of) => {
    const short = directory.readUInt32LE(at + of);
    if (short !== 0xffffffff || long.length < 8) return short;
    const value = Number(long.readBigUInt64LE(0));
    long = long.subarray(8);
    return value;
  }) as [number, number, number];
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const cut = (name: string): AppError =>
  new AppError('import-unreadable', `${name}: the zip archive ends too early: the file was cut off`);

const damaged = (name: string, cause?: unknown): AppError =>
  new AppError('import-unreadable', `${name}: the zip archive is damaged: its checksum does not hold`, { cause });
