/** What can be wrong with a cell, in words that stand behind `bill.csv line 17, column BilledCost: `. */
export const complaints = {
  amount: saying((value, raw) => {
    if (/^\s*[-+]?[\d.]*\d,\d+\s*$/.test(raw)) return `${value} is no number: the decimal sign must be a point`;
    return /^[-+\d.eE\s]+$/.test(raw) ? `${value} is no number from -1e20 to 1e20` : `${value} is no number`;
  }),
  moment: saying((value) => `${value} is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)`),
  category: saying((value) => `${value} is none of Usage, Purchase, Tax, Credit, Adjustment`),
  currency: saying((value) => `${value} is no currency code of three letters`),
  tags: saying((value) => `${value} is no JSON object`),
  name: saying((value) => `${value} is no name`),
} as const;

/** A complaint about the cell's text; an empty cell is told as such. */
export function saying(what: (value: string, raw: string) => string): (raw: string | null) => string {
  return (raw) => (raw === null || raw === '' ? 'the cell is empty, and must not be' : what(shortened(raw), raw));
}

const MAX_SHOWN = 60;

/** A value fit for a message: quoted, control characters escaped, long ones cut (never inside a surrogate pair). */
export function shortened(raw: string): string {
  if (raw.length <= MAX_SHOWN) return JSON.stringify(raw);
  return `${JSON.stringify(raw.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, ''))}…`;
}
