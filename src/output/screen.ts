/** What is being written to: a terminal of some width, or a file or pipe that takes lines of any length. */
export interface Screen {
  /** Columns to fit into; null for a file or pipe, where nothing is cut. */
  readonly columns: number | null;
  readonly color: ColorDepth;
  readonly interactive: boolean;
}

/** 0 none, 1 the 16 basic colours, 2 256 colours, 3 true colour. */
export type ColorDepth = 0 | 1 | 2 | 3;

export interface ScreenInput {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly noColor: boolean;
}

/** Narrower than this nothing is readable; a window that claims less is taken as this wide. */
const LEAST_COLUMNS = 40;

export function screenOf(input: ScreenInput): Screen {
  return {
    columns: input.isTTY ? Math.max(LEAST_COLUMNS, input.columns || columnsFrom(input.env) || 80) : null,
    color: colorDepth(input),
    interactive: input.isTTY,
  };
}

/** A file or pipe without colour. */
export const plainScreen: Screen = { columns: null, color: 0, interactive: false };

function columnsFrom(env: NodeJS.ProcessEnv): number | undefined {
  const columns = Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}

/**
 * The flag wins, then FORCE_COLOR (as in chalk and Node: 0 to 3, true, false, or empty for 1), then NO_COLOR
 * (no-color.org: set to anything but the empty text), then whether there is a terminal that can.
 */
function colorDepth({ isTTY, env, noColor }: ScreenInput): ColorDepth {
  if (noColor) return 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forcedDepth(forced);
  if (env['NO_COLOR']) return 0;
  if (!isTTY || env['TERM'] === 'dumb') return 0;
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit') return 3;
  return env['TERM']?.includes('256') ? 2 : 1;
}

function forcedDepth(value: string): ColorDepth {
  if (value === 'false' || value === '0') return 0;
  if (value === '2') return 2;
  return value === '3' ? 3 : 1;
}
