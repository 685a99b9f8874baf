/** Why a CSV record cannot be read. */
export interface CsvFault {
  /** 1 for the first record after the header. */
  readonly record: number;
  /** Where the record starts, as an editor counts: the header is line 1. */
  readonly line: number;
  readonly what: string;
}

export interface CsvScan {
  /** The first record that is not well formed; undefined when all before the wanted one are. */
  readonly fault: CsvFault | undefined;
  /** Line where the wanted record starts; undefined when the file ends or breaks before it. */
  readonly line: number | undefined;
}

export interface CsvScanOptions {
  readonly delimiter: string;
  /** Fields of a whole record. */
  readonly columns: number;
  readonly maxRecordBytes: number;
  /** Stop at this record (1: the first after the header). */
  readonly record?: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

type State = 'field-start' | 'plain' | 'quoted' | 'quote-in-quoted' | 'after-quoted';
type LineEnd = 'LF' | 'CRLF' | 'CR';

/**
 * Walks over the records of a CSV file in order, with flat memory, by the rules that DuckDB's strict reader has:
 * blank lines are skipped, a record has all fields (one empty one more is forgiven), quotes close, one kind of
 * line end, UTF-8. DuckDB reads in parallel and names a record, not a line; this finds the first fault and its
 * line, and the line of a record. It is slower than DuckDB, so it runs only on a file that was refused.
 */
export async function scanCsv(bytes: AsyncIterable<Buffer>, options: CsvScanOptions): Promise<CsvScan> {
  const scanner = new CsvScanner(options);
  for await (const chunk of bytes) {
    const result = scanner.feed(chunk);
    if (result !== undefined) return result;
  }
  return scanner.end();
}

class CsvScanner {
  readonly #options: CsvScanOptions;
  readonly #delimiter: number;
  #state: State = 'field-start';
  #line = 1;
  #record = 0;
  #recordLine = 1;
  #recordBytes = 0;
  #delimiters = 0;
  #fieldBytes = 0;
  #lineEnd: LineEnd | undefined;
  /** A CR was seen outside quotes, and whether an LF follows is not known yet. */
  #carriageReturn = false;
  #quotedCarriageReturn = false;
  readonly #utf8 = new Utf8Check();

  constructor(options: CsvScanOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
  }

  feed(chunk: Buffer): CsvScan | undefined {
    for (const byte of chunk) {
      const result = this.#byte(byte);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  end(): CsvScan {
    if (this.#state === 'quoted') return this.#fault('a quote is opened and never closed');
    const fault = this.#recordBytes > 0 ? this.#endRecord() : undefined;
    return fault ?? { fault: undefined, line: undefined };
  }

  #byte(byte: number): CsvScan | undefined {
    if (this.#carriageReturn) {
      this.#carriageReturn = false;
      if (byte === LF) return this.#endLine('CRLF');
      const mixed = this.#endLine('CR');
      if (mixed !== undefined) return mixed;
    }
    if (this.#state !== 'quoted' && (byte === LF || byte === CR)) {
      const fault = this.#recordBytes > 0 ? this.#endRecord() : undefined;
      if (fault !== undefined) return fault;
      if (byte === LF) return this.#endLine('LF');
      this.#carriageReturn = true;
      return undefined;
    }
    if (this.#recordBytes === 0) {
      this.#recordLine = this.#line;
      if (this.#record === this.#options.record) return { fault: undefined, line: this.#line };
    }
    this.#recordBytes += 1;
    if (this.#recordBytes > this.#options.maxRecordBytes) {
      return this.#fault(`longer than ${this.#options.maxRecordBytes / 1024} KiB`);
    }
    if (!this.#utf8.accepts(byte)) return this.#fault('holds bytes that are no UTF-8 text');
    return this.#inField(byte);
  }

  #inField(byte: number): CsvScan | undefined {
    switch (this.#state) {
      case 'quoted':
        if (byte === QUOTE) this.#state = 'quote-in-quoted';
        else if (byte === CR || (byte === LF && !this.#quotedCarriageReturn)) this.#line += 1;
        this.#quotedCarriageReturn = byte === CR;
        return undefined;
      case 'quote-in-quoted':
        if (byte === QUOTE) {
          this.#state = 'quoted';
          return undefined;
        }
        this.#state = 'after-quoted';
        break;
      case 'field-start':
        if (byte === QUOTE) {
          this.#state = 'quoted';
          this.#fieldBytes += 1;
          return undefined;
        }
        if (byte === SPACE) return undefined;
        break;
      case 'plain':
      case 'after-quoted':
        break;
    }
    if (byte === this.#delimiter) {
      this.#delimiters += 1;
      this.#fieldBytes = 0;
      this.#state = 'field-start';
    } else if (this.#state === 'after-quoted') {
      if (byte !== SPACE) return this.#fault('text follows a closing quote');
    } else {
      this.#fieldBytes += 1;
      this.#state = 'plain';
    }
    return undefined;
  }

  #endRecord(): CsvScan | undefined {
    const { columns } = this.#options;
    const fields = this.#delimiters + 1;
    const oneEmptyMore = fields === columns + 1 && this.#fieldBytes === 0;
    if (this.#record > 0 && fields !== columns && !oneEmptyMore) {
      return this.#fault(`${fields} ${fields === 1 ? 'field' : 'fields'} where the header has ${columns}`);
    }
    this.#record += 1;
    this.#recordBytes = 0;
    this.#delimiters = 0;
    this.#fieldBytes = 0;
    this.#state = 'field-start';
    return undefined;
  }

  #endLine(kind: LineEnd): CsvScan | undefined {
    this.#lineEnd ??= kind;
    const line = this.#line;
    this.#line += 1;
    if (this.#lineEnd === kind) return undefined;
    const what = `ends with ${kind} where the lines before end with ${this.#lineEnd}`;
    return { fault: { record: Math.max(0, this.#record - 1), line, what }, line: undefined };
  }

  #fault(what: string): CsvScan {
    return { fault: { record: this.#record, line: this.#recordLine, what }, line: undefined };
  }
}

/** Well-formed UTF-8, byte by byte. Source: Unicode, table 3-7. */
class Utf8Check {
  #pending = 0;
  #low = 0x80;
  #high = 0xbf;

  accepts(byte: number): boolean {
    if (this.#pending > 0) {
      if (byte < this.#low || byte > this.#high) return false;
      this.#pending -= 1;
      this.#low = 0x80;
      this.#high = 0xbf;
      return true;
    }
    if (byte < 0x80) return true;
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.#pending = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte === 0xe0) this.#low = 0xa0;
    else if (byte === 0xed) this.#high = 0x9f;
    else if (byte === 0xf0) this.#low = 0x90;
    else if (byte === 0xf4) this.#high = 0x8f;
    return true;
  }
}
