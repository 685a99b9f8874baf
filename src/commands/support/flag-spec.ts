import { AppError } from '../../domain/errors.ts';
import { type Day, type Instant, parseDay, parseInstant, startOfDay } from '../../domain/instant.ts';
import { type Money, parseMoney } from '../../domain/money.ts';

/**
 * A flag described without oclif, so that a command which only reads the store can be answered without loading
 * it. oclif's flags, the help, the completions and the fast path's parser are all made from this.
 */
export interface FlagSpec<T> {
  readonly type: 'boolean' | 'option';
  readonly summary: string;
  readonly multiple: boolean;
  /** Heading in the help: GLOBAL, LIST or SCOPE; the command's own when left out. */
  readonly group?: string;
  /** Its environment variable. The flag wins; an empty variable counts as not set. */
  readonly env?: string;
  readonly helpValue?: string;
  /** Closed set of values, for the help and the completion. */
  readonly options?: readonly string[];
  /** Shown in the help. */
  readonly defaultText?: string;
  /**
   * What was typed, as a value: no text when it was not given at all. `label` names where it came from (`--from`,
   * `BALLAST_FROM`). Throws `usage-invalid`.
   */
  readonly read: (texts: readonly string[], label: string) => T;
}

export type FlagSpecs = Readonly<Record<string, FlagSpec<unknown>>>;

export type FlagValues<F extends FlagSpecs> = { readonly [K in keyof F]: F[K] extends FlagSpec<infer T> ? T : never };

interface Common {
  readonly summary: string;
  readonly group?: string;
  readonly env?: string;
  readonly helpValue?: string;
}

const invalid = (label: string, text: string, wanted: string): AppError =>
  new AppError('usage-invalid', `${label} ${JSON.stringify(text)}: ${wanted}`);

const FALSE = new Set(['0', 'false', 'no', 'off']);

export const switchFlag = (common: Common): FlagSpec<boolean> => ({
  ...common,
  type: 'boolean',
  multiple: false,
  read: (texts) => texts.length > 0 && !FALSE.has((texts[0] ?? '').toLowerCase()),
});

/** A flag that is given once, read by `parse`; undefined when it is not given. */
export const parsedFlag = <T>(
  common: Common & { readonly options?: readonly string[] },
  parse: (text: string, label: string) => T,
): FlagSpec<T | undefined> => ({
  ...common,
  type: 'option',
  multiple: false,
  read: (texts, label) => (texts[0] === undefined ? undefined : parse(filled(texts[0], label), label)),
});

/** A shell variable that was not set gives an empty value: it names nothing, and must not stand for a default. */
function filled(text: string, label: string): string {
  if (text.trim() === '') throw new AppError('usage-invalid', `${label} is empty`);
  return text;
}

/** As `parsedFlag`, with a value for when it is not given. */
export const defaultedFlag = <T>(
  common: Common & { readonly options?: readonly string[]; readonly defaultText: string; readonly otherwise: T },
  parse: (text: string, label: string) => T,
): FlagSpec<T> => {
  const { otherwise, ...rest } = common;
  return {
    ...rest,
    type: 'option',
    multiple: false,
    read: (texts, label) => (texts[0] === undefined ? otherwise : parse(filled(texts[0], label), label)),
  };
};

export const textFlag = (common: Common): FlagSpec<string | undefined> => parsedFlag(common, (text) => text);

/** Repeatable, and several at once by commas. */
export const textsFlag = (common: Common): FlagSpec<readonly string[]> => ({
  ...common,
  type: 'option',
  multiple: true,
  read: (texts) => byCommas(texts),
});

/** Repeatable; commas are a part of the value. */
export const repeatedFlag = (common: Common): FlagSpec<readonly string[]> => ({
  ...common,
  type: 'option',
  multiple: true,
  read: (texts) => texts,
});

const byCommas = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.split(',')).flatMap((text) => (text.trim() === '' ? [] : [text.trim()]));

export const oneOf =
  <T extends string>(options: readonly T[]) =>
  (text: string, label: string): T => {
    const found = options.find((option) => option === text);
    if (found === undefined) throw invalid(label, text, `there are ${options.join(', ')}`);
    return found;
  };

export const choiceFlag = <const T extends string>(
  options: readonly T[],
  common: Common & { readonly otherwise: NoInfer<T> },
): FlagSpec<T> => defaultedFlag({ ...common, options, defaultText: common.otherwise }, oneOf(options));

/** Repeatable, and several at once by commas. */
export const choicesFlag = <const T extends string>(options: readonly T[], common: Common): FlagSpec<readonly T[]> => ({
  ...common,
  options,
  type: 'option',
  multiple: true,
  read: (texts, label) => byCommas(texts).map((text) => oneOf(options)(text, label)),
});

export const dayFlag = (common: Common): FlagSpec<Day | undefined> =>
  parsedFlag({ helpValue: 'YYYY-MM-DD', ...common }, readDay);

function readDay(text: string, label: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw invalid(label, text, 'not a date as YYYY-MM-DD');
  return day;
}

/** A day (its beginning) or a moment. */
export const momentFlag = (common: Common): FlagSpec<Instant | undefined> =>
  parsedFlag({ helpValue: 'YYYY-MM-DD', ...common }, (text, label) => {
    const day = parseDay(text);
    const at = day === undefined ? parseInstant(text) : startOfDay(day);
    if (at === undefined) throw invalid(label, text, 'neither a date as YYYY-MM-DD nor an ISO 8601 moment');
    return at;
  });

export const readInteger =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string, label: string): number => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most) {
      throw invalid(
        label,
        text,
        `not a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`,
      );
    }
    return value;
  };

/** `10` in US dollars, or with its currency: `10EUR`, `10 EUR`. */
export const moneyFlag = (common: Common): FlagSpec<Money | undefined> =>
  parsedFlag({ helpValue: 'AMOUNT', ...common }, (text, label) => {
    const match = /^\s*([\d.]+)\s*([A-Za-z]{3,})?\s*$/.exec(text);
    const amount = match && parseMoney(match[1] ?? '', (match[2] ?? 'USD').toUpperCase());
    if (!amount) throw invalid(label, text, 'not an amount such as 10 or 10EUR');
    return amount;
  });
