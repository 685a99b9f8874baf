import type { ListOptions } from '../../../src/output/lists/list-view.ts';
import { present } from '../../../src/output/present.ts';
import { plainScreen, type Screen } from '../../../src/output/screen.ts';
import type { Sink } from '../../../src/output/sink.ts';
import type { Format, View } from '../../../src/output/view.ts';

export interface MemorySink extends Sink {
  readonly text: string;
}

/** Keeps what is written; `closeAfter` characters the reader goes away. */
export function memorySink(closeAfter = Number.POSITIVE_INFINITY): MemorySink {
  let text = '';
  return {
    get text() {
      return text;
    },
    get closed() {
      return text.length >= closeAfter;
    },
    write: async (piece) => {
      text += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
    },
  };
}

export const terminal = (columns: number, color: Screen['color'] = 0): Screen => ({
  columns,
  color,
  interactive: true,
});

export interface RenderOptions {
  readonly format?: Format;
  readonly screen?: Screen;
  readonly list?: Partial<ListOptions>;
  readonly quiet?: boolean;
}

export async function render<Data>(view: View<Data>, data: Data, options: RenderOptions = {}): Promise<string> {
  const { format = 'table', screen = plainScreen, list, quiet = false } = options;
  const sink = memorySink();
  await present(view, data, { format, list: { filters: [], ...list }, quiet }, sink, () => screen);
  return sink.text;
}
