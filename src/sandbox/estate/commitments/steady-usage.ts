import { booksOf } from '../ledger-of.ts';
import type { Estate } from '../model.ts';
import { usageOf } from '../estate-usage.ts';
import { eachUsageLine } from '../usage-lines.ts';
import { DAY_SECONDS } from '../usage-ledger.ts';

/** What is left out at the end: Cost Explorer's last two days are not whole. */
export const UNSETTLED_DAYS = 2;
const WINDOW_DAYS = 30;

/** Machines of one usage type and operation in one region over all accounts, in the last settled month. */
export interface SteadyLine {
  readonly region: string;
  readonly service: string;
  readonly productCode: string;
  readonly usageType: string;
  readonly operation: string;
  /** USD per hour, in pico. */
  readonly rate: bigint;
  /** Account with the most hours. */
  readonly accountId: string;
  /** Machines in use, day by day. */
  readonly units: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Machines that each resource has on the line now: a node each of a cluster that bills as one. */
  readonly unitsNow: ReadonlyMap<string, number>;
}

/** Start of the day, in seconds of the epoch, in which the estate's instant lies. */
export const todayOf = (estate: Pick<Estate, 'generatedAt'>): number =>
  Math.floor(estate.generatedAt / 1000 / DAY_SECONDS) * DAY_SECONDS;

/** All lines that bill machines by the hour, in order of region and usage type. */
export function steadyLines(estate: Estate): readonly SteadyLine[] {
  const books = booksOf(estate);
  const last = todayOf(estate) - UNSETTLED_DAYS * DAY_SECONDS;
  const first = last - WINDOW_DAYS * DAY_SECONDS;
  const lines = new Map<
    string,
    {
      of: Omit<SteadyLine, 'units' | 'least' | 'most' | 'unitsNow' | 'accountId'>;
      units: number[];
      byAccount: Map<string, number>;
    }
  >();
  const rates = new Map(books.ledger.cells().map(({ meter }) => [keyOf(meter), meter] as const));
  for (let day = first; day < last; day += DAY_SECONDS) {
    eachUsageLine(books, day, Math.floor(estate.generatedAt / 1000), (line, _nano, hours) => {
      const meter = rates.get(keyOf(line));
      if (line.unit !== 'Hrs' || meter?.per !== 'hour' || line.usageType.includes('SpotUsage')) return;
      const { region, service, usageType, operation = '' } = line;
      const key = keyOf(line);
      const found = lines.get(key) ?? {
        of: { region, service, productCode: meter.productCode ?? '', usageType, operation, rate: meter.rate },
        units: Array.from({ length: WINDOW_DAYS }, () => 0),
        byAccount: new Map<string, number>(),
      };
      lines.set(key, found);
      found.units[(day - first) / DAY_SECONDS]! += hours / 24;
      found.byAccount.set(line.accountId, (found.byAccount.get(line.accountId) ?? 0) + hours);
    });
  }
  const resources = resourcesByLine(estate);
  return [...lines]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { of, units, byAccount }]) => ({
      ...of,
      units,
      least: Math.min(...units),
      most: Math.max(...units),
      accountId: [...byAccount].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '',
      unitsNow: resources.get(key) ?? new Map<string, number>(),
    }));
}

function resourcesByLine(estate: Estate): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { meter, resourceId, quantity, to } of usageOf(estate)) {
    if (resourceId === undefined || to !== Number.POSITIVE_INFINITY || meter.unit !== 'Hrs') continue;
    const key = keyOf(meter);
    const units = found.get(key) ?? new Map<string, number>();
    found.set(key, units);
    units.set(resourceId, (units.get(resourceId) ?? 0) + quantity / meter.scale);
  }
  return found;
}

const keyOf = ({
  region,
  service,
  usageType,
  operation = '',
}: {
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  readonly operation?: string;
}): string => [region, service, usageType, operation].join('\t');
