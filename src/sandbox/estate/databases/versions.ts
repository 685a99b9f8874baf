import { isGraviton } from './classes.ts';
import { pricedClasses } from './prices.ts';

/** A major version, with the last days of its support. Days as `YYYY-MM-DD`. */
export interface MajorVersion {
  readonly engine: string;
  readonly major: string;
  /** A full version, as DescribeDBInstances tells it. */
  readonly version: string;
  readonly standardFrom: string;
  readonly standardEnd: string;
  /** Absent for engines without extended support. */
  readonly extendedEnd?: string;
  /** Whether it runs on Graviton. */
  readonly graviton: boolean;
}

/**
 * Sources: RDS User Guide, "Release calendars for Amazon RDS for PostgreSQL", "Supported MySQL major versions on Amazon
 * RDS", "MariaDB on Amazon RDS versions"; Aurora release calendars (all as of 2026). Graviton: RDS User Guide,
 * "Supported DB engines for DB instance classes" (MySQL from 8.0, PostgreSQL from 12, MariaDB from 10.5).
 */
export const majorVersions: readonly MajorVersion[] = [
  {
    engine: 'mysql',
    major: '5.7',
    version: '5.7.44',
    standardFrom: '2016-02-22',
    standardEnd: '2024-02-29',
    extendedEnd: '2027-02-28',
    graviton: false,
  },
  {
    engine: 'mysql',
    major: '8.0',
    version: '8.0.40',
    standardFrom: '2018-10-23',
    standardEnd: '2026-07-31',
    extendedEnd: '2029-07-31',
    graviton: true,
  },
  {
    engine: 'mysql',
    major: '8.4',
    version: '8.4.5',
    standardFrom: '2024-11-21',
    standardEnd: '2029-07-31',
    extendedEnd: '2032-07-31',
    graviton: true,
  },
  {
    engine: 'postgres',
    major: '11',
    version: '11.22',
    standardFrom: '2019-03-13',
    standardEnd: '2024-02-29',
    extendedEnd: '2027-03-31',
    graviton: false,
  },
  {
    engine: 'postgres',
    major: '12',
    version: '12.22',
    standardFrom: '2020-03-31',
    standardEnd: '2025-02-28',
    extendedEnd: '2028-02-29',
    graviton: true,
  },
  {
    engine: 'postgres',
    major: '13',
    version: '13.20',
    standardFrom: '2021-02-24',
    standardEnd: '2026-02-28',
    extendedEnd: '2029-02-28',
    graviton: true,
  },
  {
    engine: 'postgres',
    major: '14',
    version: '14.18',
    standardFrom: '2022-02-03',
    standardEnd: '2027-02-28',
    extendedEnd: '2030-02-28',
    graviton: true,
  },
  {
    engine: 'postgres',
    major: '16',
    version: '16.9',
    standardFrom: '2024-01-31',
    standardEnd: '2029-02-28',
    extendedEnd: '2032-02-29',
    graviton: true,
  },
  {
    engine: 'aurora-mysql',
    major: '5.7',
    version: '5.7.mysql_aurora.2.12.5',
    standardFrom: '2018-02-06',
    standardEnd: '2024-10-31',
    extendedEnd: '2027-02-28',
    graviton: true,
  },
  {
    engine: 'aurora-mysql',
    major: '8.0',
    version: '8.0.mysql_aurora.3.08.2',
    standardFrom: '2021-11-18',
    standardEnd: '2028-04-30',
    extendedEnd: '2029-07-31',
    graviton: true,
  },
  {
    engine: 'aurora-postgresql',
    major: '13',
    version: '13.20',
    standardFrom: '2021-08-26',
    standardEnd: '2026-02-28',
    extendedEnd: '2029-02-28',
    graviton: true,
  },
  {
    engine: 'aurora-postgresql',
    major: '16',
    version: '16.8',
    standardFrom: '2024-01-31',
    standardEnd: '2029-02-28',
    extendedEnd: '2032-02-29',
    graviton: true,
  },
  {
    engine: 'mariadb',
    major: '10.6',
    version: '10.6.22',
    standardFrom: '2022-02-03',
    standardEnd: '2026-08-31',
    graviton: true,
  },
  {
    engine: 'mariadb',
    major: '11.4',
    version: '11.4.5',
    standardFrom: '2024-10-15',
    standardEnd: '2029-05-31',
    graviton: true,
  },
  // Offered on what it was brought out on alone: so are old versions that nothing newer is qualified for.
  {
    engine: 'mariadb',
    major: '10.4',
    version: '10.4.34',
    standardFrom: '2020-04-06',
    standardEnd: '2024-09-30',
    graviton: false,
  },
];

/** Engines of other vendors: no end of support by AWS. */
export const otherVersions: Readonly<Record<string, string>> = {
  'oracle-se2': '19.0.0.0.ru-2025-07.rur-2025-07.r1',
  'sqlserver-ex': '15.00.4430.1.v1',
  'sqlserver-web': '15.00.4430.1.v1',
  'sqlserver-se': '15.00.4430.1.v1',
  'sqlserver-ee': '15.00.4430.1.v1',
};

export function majorVersion(engine: string, major: string): MajorVersion {
  const found = majorVersions.find((version) => version.engine === engine && version.major === major);
  if (found === undefined) throw new RangeError(`no ${engine} ${major}`);
  return found;
}

/** The classes on offer for a full version. */
export function offeredClasses(engine: string, version: string): readonly string[] {
  const priced = pricedClasses(engine);
  const known = majorVersions.find((each) => each.engine === engine && each.version === version);
  if (known === undefined) return otherVersions[engine] === version ? priced : [];
  if (engine === 'mariadb' && known.major === '10.4') return priced.filter((name) => name.startsWith('db.m4.'));
  return priced.filter((name) => known.graviton || !isGraviton(name));
}

const licenceModels: Readonly<Record<string, string>> = {
  postgres: 'postgresql-license',
  'aurora-postgresql': 'postgresql-license',
  mysql: 'general-public-license',
  'aurora-mysql': 'general-public-license',
  mariadb: 'general-public-license',
};

export const licenceModel = (engine: string): string => licenceModels[engine] ?? 'license-included';

/** End of the last day. */
export const endOfDay = (day: string): number => Date.parse(`${day}T23:59:59.000Z`);
