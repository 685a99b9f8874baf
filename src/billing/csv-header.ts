import { AppError } from '../domain/errors.ts';
import { HEAD_BYTES } from './detect-format.ts';

export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
}

/** More columns than any billing export has; DuckDB would make a vector for each. */
const MAX_COLUMNS = 2_000;

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * The first line of a CSV file, which messages call `file`. The delimiter is the one that makes the most `known` names; a comma when none does.
 * Throws `import-invalid` for an empty first line, a name that stands twice (in any case) and a line without end.
 */
export function csvHeader(file: string, head: Buffer, isKnown: (name: string) => boolean): CsvHeader {
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  const candidates = delimiters.map((delimiter) => ({ delimiter, names: firstRecord(text, delimiter) }));
  const knownNames = (names: readonly string[] | undefined): number => names?.filter(isKnown).length ?? 0;
  const best = candidates.reduce((a, b) => (knownNames(b.names) > knownNames(a.names) ? b : a));
  const refuse = (what: string): AppError => new AppError('import-invalid', `${file} line 1: ${what}`);
  if (best.names === undefined || (head.length >= HEAD_BYTES && !/[\r\n]/.test(text))) {
    throw refuse(`the header does not end within ${HEAD_BYTES / 1024} KiB`);
  }
  const names = best.names.map((name) => name.trim());
  if (names.length === 1 && names[0] === '') throw refuse('the line is empty; the header must stand there');
  if (names.length > MAX_COLUMNS) throw refuse(`${names.length} columns, more than the ${MAX_COLUMNS} that are read`);
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (name !== '' && seen.has(folded)) throw refuse(`the column ${JSON.stringify(name.slice(0, 60))} stands twice`);
    seen.add(folded);
  }
  return { delimiter: best.delimiter, names };
}

/** Fields of the first record (RFC 4180); undefined when a quote in it is never closed. */
function firstRecord(text: string, delimiter: string): readonly string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) return undefined;
        field += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        at += 1;
      }
    }
    const start = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
    fields.push(field + text.slice(start, at));
    if (text[at] !== delimiter) return fields;
    at += 1;
  }
}
