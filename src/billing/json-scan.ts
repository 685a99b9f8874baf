import type { CsvScan } from './csv-scan.ts';

export interface JsonScanOptions {
  readonly maxRecordBytes: number;
  /** Stop at this record (1: the first). */
  readonly record?: number;
}

const LF = 10;

/**
 * Walks over JSON lines in order and finds the first that is no JSON object, or the line of a record; blank lines are
 * skipped, as DuckDB skips them. It runs only on a file that was refused, to say where.
 */
export async function scanJson(bytes: AsyncIterable<Buffer>, options: JsonScanOptions): Promise<CsvScan> {
  let line = 0;
  let record = 0;
  for await (const text of lines(bytes, options.maxRecordBytes)) {
    line += 1;
    if (text !== undefined && text.trim() === '') continue;
    record += 1;
    if (record === options.record) return { fault: undefined, line };
    const what = faultOf(text, options.maxRecordBytes);
    if (what !== undefined) return { fault: { record, line, what }, line: undefined };
  }
  return { fault: undefined, line: undefined };
}

/** Lines as text; undefined for one that is too long to be kept. */
async function* lines(bytes: AsyncIterable<Buffer>, most: number): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const taken = (): string | undefined => {
    const text = length > most ? undefined : Buffer.concat(parts).toString('utf8');
    [parts, length] = [[], 0];
    return text;
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      length += end - start;
      if (length <= most) parts.push(chunk.subarray(start, end));
      yield taken();
      start = end + 1;
    }
    length += chunk.length - start;
    if (length <= most) parts.push(chunk.subarray(start));
  }
  if (length > 0) yield taken();
}

function faultOf(text: string | undefined, most: number): string | undefined {
  if (text === undefined) return `longer than ${most / 1024} KiB`;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'is no JSON object';
  } catch {
    return 'is no JSON object: the line is damaged or was cut off';
  }
}
