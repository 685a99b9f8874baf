import { AppError } from '../domain/errors.ts';
import { jsonText } from './json/write-json.ts';
import type { ListOptions } from './lists/list-view.ts';
import { plainScreen, type Screen } from './screen.ts';
import { type Sink, writeAll } from './sink.ts';
import { styleFor } from './style.ts';
import { type Format, formatsOf, type View } from './view.ts';

export interface Presentation {
  readonly format: Format;
  readonly list: ListOptions;
  readonly quiet: boolean;
}

/** Rows of a table on a terminal when no --limit says otherwise: what scrolls away is not read. */
export const TERMINAL_ROWS = 100;

/** Writes a report in the format that was asked for. */
export async function present<Data>(
  view: View<Data>,
  data: Data,
  { format, list, quiet }: Presentation,
  sink: Sink,
  screenOf: () => Screen,
): Promise<void> {
  if (list.columns !== undefined && format === 'json') {
    throw new AppError(
      'usage-invalid',
      '--columns shapes tables, CSV and Markdown; a JSON document always has every field',
    );
  }
  // Asking what is at the other end takes time that a document for a script need not spend.
  const screen = format === 'table' ? screenOf() : plainScreen;
  const usual = screen.interactive ? TERMINAL_ROWS : 0;
  const shown = view.list ? view.list.change(data, list, list.limit ?? usual) : data;
  switch (format) {
    case 'json':
      return writeAll(sink, jsonText(view.document(shown)));
    case 'table':
      return writeAll(sink, view.text(shown, { screen, style: await styleFor(screen.color), quiet }, list));
    default: {
      const special = view.formats?.[format];
      if (special) return writeAll(sink, special(shown));
      if (view.list && (format === 'csv' || format === 'markdown'))
        return writeAll(sink, view.list[format](shown, list));
      throw new AppError('usage-invalid', `--format ${format}: this command has ${formatsOf(view).join(', ')}`);
    }
  }
}
