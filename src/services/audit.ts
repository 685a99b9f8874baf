import { checkInfos } from '../analysis/checks.ts';
import { divideHalfEven } from '../domain/decimal.ts';
import { providerIds } from '../domain/ids.ts';
import { addDays, type DayRange, epochDay } from '../domain/instant.ts';
import { type Currency, type Money, money } from '../domain/money.ts';
import type { FindingFilter, ScopeFilter, Store } from '../domain/ports/store.ts';
import { HOURS_PER_MONTH } from '../domain/prices.ts';
import type { AuditReport, AuditSummary, CurrencyTotals } from '../domain/reports.ts';
import { analyseInto } from './analysis/analyse.ts';
import type { Context } from './context.ts';
import { findingCounts, mainCurrency, savingsIn } from './finding-counts.ts';
import { scopeFilter } from './inventory.ts';
import { syncInto, type SyncOptions } from './sync/sync-estate.ts';
import { paidCalls } from './sync/paid-calls.ts';
import { notEnabledNotes, syncSummary, unreadNotes } from './sync/sync-report.ts';
import { openWorkspace } from './workspace.ts';

export interface AuditOptions extends SyncOptions {
  /** Ask no cloud: judge what the store holds. */
  readonly offline: boolean;
  /** Only findings of these checks in the report; all are judged. */
  readonly checkIds?: readonly string[];
  readonly minMonthlySavings?: Money;
}

const BATCH_SIZE = 500;
const COST_DAYS = 30;

/** The main job: sync, judge, report. */
export async function auditEstate(context: Context, options: AuditOptions): Promise<AuditReport> {
  const { store, config } = await openWorkspace(context, 'write');
  try {
    if (!options.offline) await syncInto(context, store, config, options);
    await analyseInto(context, store, config);
    const run = await store.syncs.latest();
    const tasks = run === null ? [] : await store.syncs.tasks(run.id);
    const filter: FindingFilter = {
      ...scopeFilter(context),
      statuses: ['open'],
      ...(options.checkIds !== undefined && options.checkIds.length > 0 && { checkIds: options.checkIds }),
      ...(options.minMonthlySavings !== undefined && { minMonthlySavings: options.minMonthlySavings }),
    };
    return {
      sync: await syncSummary(store, run, options.offline ? 'offline' : 'online'),
      summary: await auditSummary(store, filter, scopeFilter(context)),
      unread: unreadNotes(tasks),
      notEnabled: notEnabledNotes(tasks),
      paidCalls: run === null ? [] : await paidCalls(store, run.id),
      rows: store.findings.stream({ ...filter, sort: 'savings' }, BATCH_SIZE),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function auditSummary(store: Store, filter: FindingFilter, scope: ScopeFilter): Promise<AuditSummary> {
  const totals = await store.findings.totals(filter);
  const extent = await store.charges.extent();
  const costPeriod = extent === null ? null : lastDays(extent);
  const costs =
    costPeriod === null ? new Map<string, Map<Currency, Money>>() : await monthlyCosts(store, scope, costPeriod);
  const allCosts = costs.get(ALL) ?? new Map<Currency, Money>();
  const main = highest(allCosts) ?? mainCurrency(totals);
  const currencies = new Set([...allCosts.keys(), ...totals.savings.map(({ currency }) => currency)]);
  const byCheck = await store.findings.totalsBy('check', filter);
  const byProvider = await store.findings.totalsBy('provider', filter);
  const resources = new Map<string, number>();
  for (const { provider, count } of await store.resources.counts(scope))
    resources.set(provider, (resources.get(provider) ?? 0) + count);
  const titles = new Map(checkInfos().map(({ id, title }) => [id, title]));
  return {
    ...findingCounts(totals, main),
    resources: await store.resources.count(scope),
    monthlyCost: (main === undefined ? undefined : allCosts.get(main)) ?? null,
    costPeriod,
    otherCurrencies: [...currencies]
      .filter((currency) => currency !== main)
      .toSorted()
      .map((currency): CurrencyTotals => ({
        currency,
        monthlyCost: allCosts.get(currency) ?? null,
        ...savingsIn(totals, currency),
      })),
    byProvider: providerIds
      .filter((provider) => resources.has(provider) || byProvider.has(provider) || costs.has(provider))
      .map((provider) => ({
        provider,
        resources: resources.get(provider) ?? 0,
        monthlyCost: (main === undefined ? undefined : costs.get(provider)?.get(main)) ?? null,
        ...findingCounts(byProvider.get(provider) ?? EMPTY_TOTALS, main),
      })),
    byCheck: [...byCheck]
      .map(([checkId, ofCheck]) => ({
        checkId,
        title: titles.get(checkId) ?? checkId,
        ...findingCounts(ofCheck, main),
      }))
      .toSorted((a, b) => compareSavings(b.monthlySavings, a.monthlySavings) || (a.checkId < b.checkId ? -1 : 1)),
  };
}

const EMPTY_TOTALS = { findings: 0, cannotTell: 0, unpriced: 0, savings: [] };

/** Key of the whole beside the providers' ids. */
const ALL = 'all';

const lastDays = (extent: DayRange): DayRange => {
  const from = addDays(extent.to, -COST_DAYS);
  return { from: from < extent.from ? extent.from : from, to: extent.to };
};

/** Effective cost brought to a month of 730 hours, by provider and in all, by currency. */
async function monthlyCosts(
  store: Store,
  scope: ScopeFilter,
  range: DayRange,
): Promise<Map<string, Map<Currency, Money>>> {
  const rows = await store.charges.report({ ...scope, range, groupBy: ['provider'], granularity: 'total' });
  const sums = new Map<string, Map<Currency, bigint>>();
  for (const { keys, currency, effectiveCost } of rows) {
    for (const key of [ALL, keys.provider ?? 'other']) {
      const ofKey = sums.get(key) ?? new Map<Currency, bigint>();
      sums.set(key, ofKey.set(currency, (ofKey.get(currency) ?? 0n) + effectiveCost));
    }
  }
  const hours = BigInt((epochDay(range.to) - epochDay(range.from)) * 24);
  const perMonth = (nanos: bigint): bigint => divideHalfEven(nanos * BigInt(HOURS_PER_MONTH), hours);
  return new Map(
    [...sums].map(([key, ofKey]) => [
      key,
      new Map([...ofKey].map(([currency, sum]) => [currency, money(perMonth(sum), currency)])),
    ]),
  );
}

const highest = (costs: ReadonlyMap<Currency, Money>): Currency | undefined =>
  [...costs.values()].toSorted((a, b) =>
    a.nanos > b.nanos ? -1 : a.nanos < b.nanos ? 1 : a.currency < b.currency ? -1 : 1,
  )[0]?.currency;

/** Unknown sorts below everything that is known. */
const compareSavings = (a: Money | null, b: Money | null): number =>
  a === null || b === null
    ? Number(b === null) - Number(a === null)
    : a.nanos < b.nanos
      ? -1
      : a.nanos > b.nanos
        ? 1
        : 0;
