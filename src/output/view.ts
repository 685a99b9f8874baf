import type { ListOptions } from './lists/list-view.ts';
import type { Screen } from './screen.ts';
import type { Style } from './style.ts';

export const formats = ['table', 'json', 'csv', 'markdown', 'sarif', 'junit', 'role', 'iam', 'cloudformation'] as const;
export type Format = (typeof formats)[number];

/** What the text of a report is written on. */
export interface Paper {
  readonly screen: Screen;
  readonly style: Style;
  /** Results alone: no hints. */
  readonly quiet: boolean;
}

export type Text = Iterable<string> | AsyncIterable<string>;

/** How a report is shown. Everything may be a stream: a report may hold more than memory does. */
export interface View<Data> {
  /** The JSON document, whose lists may be `JsonRows`. */
  readonly document: (data: Data) => object;
  /** For people. */
  readonly text: (data: Data, paper: Paper, list: ListOptions) => Text;
  readonly list?: ListFormats<Data>;
  readonly formats?: Readonly<Partial<Record<Exclude<Format, 'table' | 'json'>, (data: Data) => Text>>>;
}

/** A list's own formats and changes; made by `listFormats`. */
export interface ListFormats<Data> {
  /** The report with its rows filtered, ordered and cut. Throws `usage-invalid`. */
  change(data: Data, options: ListOptions, limit: number): Data;
  csv(data: Data, options: ListOptions): Text;
  markdown(data: Data, options: ListOptions): Text;
}

/** Formats that a view can be asked for. */
export function formatsOf(view: { readonly list?: unknown; readonly formats?: object }): readonly Format[] {
  return formats.filter(
    (format) =>
      format === 'table' ||
      format === 'json' ||
      (view.formats !== undefined && format in view.formats) ||
      (view.list !== undefined && (format === 'csv' || format === 'markdown')),
  );
}
