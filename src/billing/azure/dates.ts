import { type Physical, moment } from '../charges/cells.ts';

/** Month, day, year, as the portal's exports write dates: `9/2/2023`, `09/21/2023 00:00:00`. */
const MONTH_FIRST = '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}( [0-9:]+( [AP]M)?)?';

/** The day in UTC as TIMESTAMP, of a date in ISO form or with the month first; null where it is neither. */
export function azureMoment(cell: string, physical: Physical): string | undefined {
  const iso = moment(cell, physical);
  if (iso === undefined || (physical !== 'csv' && physical !== 'text')) return iso;
  return `CASE WHEN regexp_full_match(${cell}, '${MONTH_FIRST}')
    THEN TRY_STRPTIME(split_part(${cell}, ' ', 1), '%m/%d/%Y') ELSE ${iso} END`;
}
