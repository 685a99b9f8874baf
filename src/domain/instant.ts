declare const instantBrand: unique symbol;
declare const dayBrand: unique symbol;

/** A moment in UTC as ISO 8601 text with milliseconds: `2026-11-24T05:10:00.000Z`. Sorts as text. */
export type Instant = string & { readonly [instantBrand]: true };

/** A UTC calendar day, `2026-11-24`. Sorts as text. */
export type Day = string & { readonly [dayBrand]: true };

/** Half open as in FOCUS: `start` belongs to it, `end` does not. */
export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

/** Half-open span of days. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export const MS_PER_DAY = 86_400_000;
export const MS_PER_HOUR = 3_600_000;

/** Takes a `Date`, epoch milliseconds or ISO text. Throws a `RangeError` for anything that is no moment. */
export function instant(of: Date | number | string): Instant {
  return new Date(of).toISOString() as Instant;
}

/** As `instant`, undefined where the text is no moment. Text without a zone is UTC, as in billing files. */
export function parseInstant(text: string): Instant | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim());
  // `Date.parse` would take 30 February for 2 March.
  if (!iso || parseDay(text.trim().slice(0, 10)) === undefined) return undefined;
  const zoned = iso[1] !== undefined || text.trim().length === 10 ? text.trim() : `${text.trim().replace(' ', 'T')}Z`;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : instant(milliseconds);
}

export const epochMs = (at: Instant): number => Date.parse(at);

/** The day that holds this moment. */
export const dayOf = (at: Instant): Day => at.slice(0, 10) as Day;

/** Reads `YYYY-MM-DD`; undefined for anything else, 30 February included. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  return new Date(milliseconds).toISOString().slice(0, 10) === text ? (text as Day) : undefined;
}

/** Days since 1970-01-01: how the store keeps a day. */
export const epochDay = (day: Day): number => Date.parse(day) / MS_PER_DAY;

export const dayFromEpoch = (days: number): Day => new Date(days * MS_PER_DAY).toISOString().slice(0, 10) as Day;

export const addDays = (day: Day, days: number): Day => dayFromEpoch(epochDay(day) + days);

/** First day of the month that holds `day`. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

export function addMonths(month: Day, months: number): Day {
  const date = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10) as Day;
}

/** Whole days between two moments, rounded down; negative when `to` is earlier. */
export const wholeDaysBetween = (from: Instant, to: Instant): number =>
  Math.floor((epochMs(to) - epochMs(from)) / MS_PER_DAY);

export const startOfDay = (day: Day): Instant => `${day}T00:00:00.000Z` as Instant;
