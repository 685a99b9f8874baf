import { type Instant, instant } from '../../domain/instant.ts';
import type { VersionSupport } from '../../domain/resources.ts';

/**
 * When extended support starts, and when the version is deprecated, by major version. Source: Cloud SQL, "Database versions and
 * version policies", major and minor versions, as of September 2025; fees are charged since 1 May 2025.
 */
const ENDS: Readonly<Record<string, readonly [standard: string, extended: string]>> = {
  'mysql 5.6': ['2025-02-01', '2028-02-01'],
  'mysql 5.7': ['2025-02-01', '2028-02-01'],
  'mysql 8.0': ['2026-07-01', '2029-07-01'],
  'postgres 9.6': ['2025-02-01', '2028-02-01'],
  'postgres 10': ['2025-02-01', '2028-02-01'],
  'postgres 11': ['2025-02-01', '2028-02-01'],
  'postgres 12': ['2025-02-01', '2028-02-01'],
  'postgres 13': ['2026-02-01', '2029-02-01'],
  'postgres 14': ['2027-02-01', '2030-02-01'],
  'postgres 15': ['2028-02-01', '2031-02-01'],
  'postgres 16': ['2029-02-01', '2032-02-01'],
  'postgres 17': ['2030-02-01', '2033-02-01'],
};

/** Newer ones, of which that page gives no date yet; SQL Server has no extended support of Cloud SQL's. */
const WITHOUT_DATE = /^(mysql 8\.4|postgres 18)$/;

/** Null where nothing is paid after an end; undefined for a version that is not known. */
export function supportOf(engine: string, version: string): VersionSupport | null | undefined {
  if (engine === 'sqlserver') return null;
  const major =
    engine === 'postgres' && !version.startsWith('9.')
      ? (version.split('.')[0] ?? '')
      : version.split('.').slice(0, 2).join('.');
  const key = `${engine} ${major}`;
  const ends = ENDS[key];
  if (ends !== undefined) {
    const [standard, extended] = ends;
    return { majorVersion: major, standardEndsAt: dayStart(standard), extendedEndsAt: dayStart(extended) };
  }
  return WITHOUT_DATE.test(key) ? null : undefined;
}

const dayStart = (day: string): Instant => instant(`${day}T00:00:00Z`);
