import { badRequest } from '../wire/arm-error.ts';

/** A question to Query_Usage, read. Times are epoch ms, `to` is not in it. */
export interface CostQuestion {
  readonly view: 'ActualCost' | 'AmortizedCost';
  readonly from: number;
  readonly to: number;
  readonly daily: boolean;
  readonly groupBy: readonly string[];
  /** Name of the amount's column. */
  readonly amount: string;
  readonly filter: Filter | undefined;
}

export interface Filter {
  readonly and?: readonly Filter[];
  readonly or?: readonly Filter[];
  readonly dimensions?: { readonly name?: string; readonly operator?: string; readonly values?: readonly string[] };
}

interface Body {
  readonly type?: string;
  readonly timeframe?: string;
  readonly timePeriod?: { readonly from?: string; readonly to?: string };
  readonly dataset?: {
    readonly granularity?: string;
    readonly aggregation?: Readonly<Record<string, { readonly name?: string; readonly function?: string }>>;
    readonly grouping?: readonly { readonly type?: string; readonly name?: string }[];
    readonly filter?: Filter;
  };
}

const DAY = 86_400_000;
const AMOUNTS = ['Cost', 'PreTaxCost', 'CostUSD', 'PreTaxCostUSD'];

/** Throws BadRequest for what the API does not take. Source: Cost Management 2023-11-01, QueryDefinition. */
export function costQuestion(body: unknown, now: number): CostQuestion {
  const { type, timeframe, timePeriod, dataset = {} } = (body ?? {}) as Body;
  if (!['Usage', 'ActualCost', 'AmortizedCost'].includes(type ?? '')) throw invalid('Invalid query definition: type.');
  const [from, to] = spanOf(timeframe, timePeriod, now);
  if (to - from > 366 * DAY) throw invalid('Invalid query definition: the time period is at most one year.');
  const [aggregation] = Object.values(dataset.aggregation ?? {});
  const amount = AMOUNTS.find((name) => name === aggregation?.name);
  if (amount === undefined || aggregation?.function?.toLowerCase() !== 'sum') {
    throw invalid('Invalid dataset aggregation clause.');
  }
  const groupBy = (dataset.grouping ?? []).map(({ name = '' }) => name);
  if (groupBy.length > 2) throw invalid('Invalid dataset grouping clause: at most 2 groupings are allowed.');
  const view = type === 'AmortizedCost' ? type : 'ActualCost';
  return {
    view,
    from,
    to,
    daily: dataset.granularity?.toLowerCase() === 'daily',
    groupBy,
    amount,
    filter: dataset.filter,
  };
}

function spanOf(timeframe: string | undefined, period: Body['timePeriod'], now: number): readonly [number, number] {
  const today = Math.floor(now / DAY) * DAY;
  const date = new Date(now);
  const month = (back: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1);
  switch (timeframe) {
    case 'Custom': {
      const [from, to] = [Date.parse(period?.from ?? ''), Date.parse(period?.to ?? '')];
      if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) throw invalid('Invalid time period.');
      // Both ends belong to it.
      return [Math.floor(from / DAY) * DAY, Math.floor(to / DAY) * DAY + DAY];
    }
    case 'MonthToDate':
    case 'BillingMonthToDate':
      return [month(0), today + DAY];
    case 'TheLastMonth':
    case 'TheLastBillingMonth':
      return [month(1), month(0)];
    case 'WeekToDate':
      return [today - date.getUTCDay() * DAY, today + DAY];
    default:
      throw invalid('Invalid query definition: timeframe.');
  }
}

export function invalid(message: string): ReturnType<typeof badRequest> {
  return badRequest('BadRequest', message);
}
