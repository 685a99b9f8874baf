import { type Column, plainCell } from '../lists/column.ts';
import type { Batches } from '../lists/rows.ts';

/** RFC 4180: CRLF, quotes where needed. Amounts are exact and without sign or separators. */
export async function* csv<Row>(columns: readonly Column<Row>[], rows: Batches<Row>): AsyncGenerator<string> {
  yield line(columns.map((column) => column.key));
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) {
      text += line(
        columns.map((column) => {
          const value = column.value(row);
          return typeof value === 'string' ? defused(value) : plainCell(value);
        }),
      );
    }
    yield text;
  }
}

export const line = (fields: readonly string[]): string => `${fields.map(quoted).join(',')}\r\n`;

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/**
 * A spreadsheet runs a cell that begins like a formula, and names and tags can be written by others. An apostrophe
 * in front makes it text (OWASP, CSV injection). Numbers are not touched.
 */
const defused = (text: string): string => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text);
