import { type Instant, instant } from '../../domain/instant.ts';
import type { VersionSupport } from '../../domain/resources.ts';

/**
 * End of standard and of extended support by major version. Source: Cloud SQL, "Database version support policy"
 * (MySQL 5.6 and 5.7, PostgreSQL 9.6 to 12 are in extended support since 1 February 2025; fees since 1 May 2025).
 */
const ENDS: Readonly<Record<string, readonly [standard: string, extended: string]>> = {
  'mysql 5.6': ['2025-02-01', '2028-02-01'],
  'mysql 5.7': ['2025-02-01', '2028-02-01'],
  'postgres 9.6': ['2025-02-01', '2028-02-01'],
  'postgres 10': ['2025-02-01', '2028-02-01'],
  'postgres 11': ['2025-02-01', '2028-02-01'],
  'postgres 12': ['2025-02-01', '2028-02-01'],
};

/** Newer versions than those above are within their standard support; SQL Server has no extended support of Cloud SQL's. */
const WITHIN_SUPPORT = /^(mysql (8\.0|8\.4)|postgres (1[3-9]))$/;

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
  return WITHIN_SUPPORT.test(key) ? null : undefined;
}

const dayStart = (day: string): Instant => instant(`${day}T00:00:00Z`);
