import { chargeCategories } from '../../domain/charges.ts';
import { literal } from '../sql-text.ts';

/**
 * How a column's values lie in the file, as far as reading them differs: `csv` is text whose empty cells are null;
 * `exact` is a whole number or a decimal of at most twelve places, `exact-fine` one of more.
 */
export type Physical =
  | 'csv'
  | 'text'
  | 'float'
  | 'exact'
  | 'exact-fine'
  | 'timestamp'
  | 'timestamp-tz'
  | 'date'
  | 'nested'
  | 'struct'
  | 'other';

/** Physical form of a DuckDB type name. */
export function physicalOf(type: string): Physical {
  if (/\[\d*\]$|^MAP\(/.test(type)) return 'nested';
  if (type.startsWith('STRUCT')) return 'struct';
  if (/^(VARCHAR|JSON|ENUM|UUID)/.test(type)) return 'text';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'float';
  if (/^U?((TINY|SMALL|BIG|HUGE)INT|INTEGER)$/.test(type)) return 'exact';
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) return Number(scale) <= 12 ? 'exact' : 'exact-fine';
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'timestamp-tz';
  if (type.startsWith('TIMESTAMP')) return 'timestamp';
  return type === 'DATE' ? 'date' : 'other';
}

/** The moment in UTC as TIMESTAMP; null where the cell is null or no moment. */
export function moment(cell: string, physical: Physical): string | undefined {
  switch (physical) {
    case 'csv':
    case 'text': {
      // Zoned text the way that DuckDB takes it: seconds, and no space before the zone.
      const seconds = `regexp_replace(${cell}, '^(.{16})([ Z+-].*)?$', '\\1:00\\2')`;
      const tight = `replace(replace(replace(${seconds}, ' UTC', 'Z'), ' +', '+'), ' -', '-')`;
      return `CASE
        WHEN regexp_full_match(${cell}, '${DATE_AND_TIME}') THEN TRY_CAST(${cell} AS TIMESTAMP)
        WHEN regexp_full_match(${cell}, '${ZONED}') THEN TRY_CAST(${tight} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'
      END`;
    }
    case 'timestamp':
    case 'date':
      return `TRY_CAST(${cell} AS TIMESTAMP)`;
    case 'timestamp-tz':
      return `${cell} AT TIME ZONE 'UTC'`;
    default:
      return undefined;
  }
}

const DATE_AND_TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z?)?';
const ZONED =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)? ?(Z|UTC|[-+][0-9]{2}(:?[0-9]{2})?)?';

/** A moment of the years 2000 to 2099 as it is, else null: no cloud billed before, and a shifted column shows here. */
export const plausible = (at: string): string =>
  `CASE WHEN ${at} >= TIMESTAMP '2000-01-01' AND ${at} < TIMESTAMP '2100-01-01' THEN ${at} END`;

/**
 * First day of the billing month that starts at this moment. Some providers bill by local months: midnight there
 * is up to 14 hours before and 12 hours after midnight in UTC, and still the start of that month.
 */
export const billingMonth = (at: string): string => `date_trunc('month', ${at} + INTERVAL 14 HOUR)::DATE`;

/** Text of a dimension; null where the file has none. */
export function text(cell: string, physical: Physical): string | undefined {
  switch (physical) {
    case 'csv':
      return cell;
    case 'text':
      return `nullif(${cell}::VARCHAR, '')`;
    case 'nested':
    case 'struct':
    case 'other':
      return undefined;
    default:
      return `${cell}::VARCHAR`;
  }
}

/** Whether the file has anything in this cell. */
export const isPresent = (cell: string, physical: Physical): string =>
  physical === 'text' ? `coalesce(${cell} <> '', FALSE)` : `${cell} IS NOT NULL`;

/** A cell that is read as a number; an empty text of Parquet is null, as it is in CSV. */
export const numberCell = (cell: string, physical: Physical): string =>
  physical === 'text' ? `nullif(${cell}::VARCHAR, '')` : cell;

/** JSON text of tags, whatever they are in the file; a struct's null fields are tags that the row does not have. */
export function tags(cell: string, physical: Physical): string | undefined {
  if (physical === 'nested') return `to_json(${cell})::VARCHAR`;
  if (physical === 'struct') return `json_merge_patch('{}', to_json(${cell}))::VARCHAR`;
  return text(cell, physical);
}

/** The FOCUS spelling of a charge category in any case; null for a word that is none. */
export function category(cell: string): string {
  const words = chargeCategories.map(literal).join(', ');
  const folded = chargeCategories.map((word) => `WHEN ${literal(word.toLowerCase())} THEN ${literal(word)}`);
  return `CASE WHEN ${cell} IN (${words}) THEN ${cell} ELSE CASE lower(trim(${cell})) ${folded.join(' ')} END END`;
}

/** A currency's three letters in upper case; null for anything else. */
export const currency = (cell: string): string =>
  `CASE WHEN regexp_full_match(${cell}, ' *[A-Za-z]{3} *') THEN upper(trim(${cell})) END`;

/** Names under which each cloud bills, as RE2 and without case. */
const providerNames: readonly (readonly [provider: string, pattern: string])[] = [
  ['aws', '^(aws|amazon)\\b'],
  ['azure', '\\b(microsoft|azure)\\b'],
  ['gcp', '^(google|gcp)\\b'],
  ['openstack', '\\bopenstack\\b'],
];

/** The cloud that a provider's name means; null where it is none of ours. */
export const providerOf = (name: string): string =>
  `CASE ${providerNames
    .map(([provider, pattern]) => `WHEN regexp_matches(${name}, ${literal(pattern)}, 'i') THEN ${literal(provider)}`)
    .join(' ')} END`;
