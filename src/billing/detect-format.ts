import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../domain/errors.ts';
import { textHead } from './text-stream.ts';

/** `json` is JSON lines: one object a line. */
export type BillingFormat = 'csv' | 'csv.gz' | 'json' | 'json.gz' | 'parquet';

export const isGzip = (format: BillingFormat): boolean => format === 'csv.gz' || format === 'json.gz';

export interface DetectedFile {
  readonly format: BillingFormat;
  /** The first bytes of the text, inflated; empty for Parquet. */
  readonly head: Buffer;
}

/** How much is read to recognise a file and its header. A longer header is refused. */
export const HEAD_BYTES = 1 << 20;

/**
 * Tells the format by content, never by name; `name` is for messages. Throws `import-format-unknown` for anything but delimited text or
 * JSON lines, gzip with that in it, and Parquet, with what the file looks like; `import-invalid` for an empty file; `import-unreadable`
 * for one that was cut.
 */
export async function detectFormat(path: string, name: string): Promise<DetectedFile> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = await readAt(file, 0, Math.min(size, PROBE_BYTES));
    if (start.length === 0) throw new AppError('import-invalid', `${name}: the file is empty (0 bytes)`);
    if (startsWith(start, PARQUET_MAGIC)) {
      await assertWholeParquet(name, file, size);
      return { format: 'parquet', head: Buffer.alloc(0) };
    }
    const gzipped = startsWith(start, GZIP_MAGIC);
    const head = await textHead(path, name, gzipped, HEAD_BYTES);
    if (head.length === 0) throw new AppError('import-invalid', `${name}: the gzip file holds 0 bytes`);
    const kind = binaryKind(head);
    if (kind === undefined && startsLikeJson(head)) {
      if (startsLikeJsonLines(head)) return { format: gzipped ? 'json.gz' : 'json', head };
      throw notRead(name, 'JSON', gzipped);
    }
    if (kind !== undefined) throw notRead(name, kind, gzipped);
    return { format: gzipped ? 'csv.gz' : 'csv', head };
  } finally {
    await file.close();
  }
}

export const unknownFormat = (file: string, what: string): AppError =>
  new AppError('import-format-unknown', `${file}: looks like ${what}`);

/** As `unknownFormat`, for what may lie in a gzip file. */
export const notRead = (file: string, what: string, gzipped: boolean): AppError =>
  unknownFormat(file, gzipped ? `gzip with ${what} in it` : what);

const PROBE_BYTES = 8;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const PARQUET_MAGIC = Buffer.from('PAR1');

/** First bytes of what people mistake for a billing file. Sources: the formats' specifications. */
const magics: readonly { readonly bytes: Buffer; readonly at?: number; readonly what: string }[] = [
  { bytes: PARQUET_MAGIC, what: 'a Parquet file' },
  { bytes: GZIP_MAGIC, what: 'another gzip file' },
  { bytes: Buffer.from('PARE'), what: 'an encrypted Parquet file' },
  { bytes: Buffer.from([0x50, 0x4b, 0x03, 0x04]), what: 'a zip archive or an Excel workbook (xlsx)' },
  { bytes: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), what: 'an old Excel workbook (xls)' },
  { bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), what: 'a zstd file' },
  { bytes: Buffer.from('BZh'), what: 'a bzip2 file' },
  { bytes: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]), what: 'an xz file' },
  { bytes: Buffer.from('%PDF'), what: 'a PDF document' },
  { bytes: Buffer.from('SQLite format 3\0'), what: 'an SQLite database' },
  { bytes: Buffer.from('Obj\u0001'), what: 'an Avro file' },
  { bytes: Buffer.from('ORC'), what: 'an ORC file' },
  { bytes: Buffer.from([0xff, 0xfe]), what: 'UTF-16 text (save it as UTF-8)' },
  { bytes: Buffer.from([0xfe, 0xff]), what: 'UTF-16 text (save it as UTF-8)' },
  { bytes: Buffer.from('ustar'), at: 257, what: 'a tar archive' },
];

const startsWith = (bytes: Buffer, prefix: Buffer, at = 0): boolean =>
  bytes.subarray(at, at + prefix.length).equals(prefix);

/** What these bytes are if they are not delimited text. */
function binaryKind(head: Buffer): string | undefined {
  const magic = magics.find(({ bytes, at }) => startsWith(head, bytes, at));
  if (magic) return magic.what;
  if (head.subarray(0, 65_536).includes(0)) return 'binary data';
  const first = beginning(head);
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(first)) return 'an HTML page';
  return first.startsWith('<') ? 'XML' : undefined;
}

const beginning = (head: Buffer): string =>
  head
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();

const startsLikeJson = (head: Buffer): boolean => /^\{|^\[\s*[[{"]/.test(beginning(head));

/** An object that begins on its first line with a name; a document over several lines, or a list, is none. */
const startsLikeJsonLines = (head: Buffer): boolean => /^\{[ \t]*"/.test(beginning(head));

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** A Parquet file ends with the length of its footer and the magic again. Source: the Parquet format. */
async function assertWholeParquet(name: string, file: FileHandle, size: number): Promise<void> {
  const tail = await readAt(file, Math.max(0, size - 8), 8);
  if (startsWith(tail, Buffer.from('PARE'), 4)) throw unknownFormat(name, 'an encrypted Parquet file');
  const whole = size >= 12 && startsWith(tail, PARQUET_MAGIC, 4) && tail.readUInt32LE(0) <= size - 12;
  if (whole) return;
  throw new AppError('import-unreadable', `${name}: the Parquet file was cut off: its footer is missing`);
}
