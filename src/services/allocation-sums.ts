import type { AllocationBy } from '../domain/allocation.ts';
import type { AllocatedCost, PurchaseTypeCost } from '../domain/cost-facts.ts';
import { add, type Decimal, decimal, toScaled } from '../domain/decimal.ts';
import { type Currency, type Money, money } from '../domain/money.ts';
import type { AllocationRow, AllocationSplit, AllocationTotal } from '../domain/reports.ts';
import type { PayerFacts } from './recent-cost-facts.ts';

export type AllocationFacts = PayerFacts<'allocated-cost'> | PayerFacts<'purchase-type-cost'>;

/** One record of either subject. */
interface Part {
  /** Empty for what has none. */
  readonly value: string;
  readonly accountId: string | null;
  readonly serviceName: string | null;
  readonly currency: Currency;
  readonly effectiveCost: string;
  readonly billedCost: string | null;
}

/** The records of a payer that are about this; those of other keys and accounts are left out. */
export function partsOf(facts: AllocationFacts, by: AllocationBy, accountIds: readonly string[]): readonly Part[] {
  return (facts.records as readonly (AllocatedCost | PurchaseTypeCost)[]).flatMap((record): readonly Part[] => {
    const { currency } = record;
    if ('purchaseType' in record) {
      const { purchaseType, serviceName, effectiveCost, billedCost } = record;
      return [{ value: purchaseType, accountId: null, serviceName, currency, effectiveCost, billedCost }];
    }
    const { dimension, key, value, accountId, cost } = record;
    if (dimension !== by.dimension || key !== by.key) return [];
    if (accountIds.length > 0 && !accountIds.includes(accountId)) return [];
    return [{ value, accountId, serviceName: null, currency, effectiveCost: cost, billedCost: null }];
  });
}

/** By value, and by account or service where that is asked for; the highest cost first, one currency after the other. */
export function allocationRows(
  { provider, payerAccountId }: Pick<AllocationFacts, 'provider' | 'payerAccountId'>,
  parts: readonly Part[],
  splitBy: AllocationSplit | null,
  totals: readonly AllocationTotal[],
): readonly AllocationRow[] {
  const groups = Map.groupBy(parts, (part) => {
    const { value, currency } = part;
    return JSON.stringify([value, splitBy && part[FIELDS[splitBy]], currency]);
  });
  const order = totals.map(({ currency }) => currency);
  return [...groups.values()]
    .flatMap((group): readonly AllocationRow[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { value, accountId, serviceName, currency } = first;
      return [
        {
          provider,
          payerAccountId,
          value: value === '' ? null : value,
          accountId: splitBy === 'account' ? accountId : null,
          serviceName: splitBy === 'service' ? serviceName : null,
          accounts: accountId === null ? null : new Set(group.map((part) => part.accountId)).size,
          ...costsOf(group, currency),
        },
      ];
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.currency) - order.indexOf(b.currency) ||
        descending(a.effectiveCost, b.effectiveCost) ||
        compareText(nameOf(a), nameOf(b)),
    );
}

const FIELDS = { account: 'accountId', service: 'serviceName' } as const satisfies Record<AllocationSplit, keyof Part>;

const nameOf = ({ value, accountId, serviceName }: AllocationRow): string =>
  JSON.stringify([value ?? '', accountId, serviceName]);

/** One for each currency, the highest first. */
export const allocationTotals = (parts: readonly Part[], by: AllocationBy): readonly AllocationTotal[] =>
  [...Map.groupBy(parts, ({ currency }) => currency)]
    .map(([currency, group]) => ({
      ...costsOf(group, currency),
      unallocatedCost:
        by.key === null
          ? null
          : costsOf(
              group.filter(({ value }) => value === ''),
              currency,
            ).effectiveCost,
    }))
    .toSorted((a, b) => descending(a.effectiveCost, b.effectiveCost) || compareText(a.currency, b.currency));

function costsOf(
  group: readonly Part[],
  currency: Currency,
): Pick<AllocationRow, 'currency' | 'effectiveCost' | 'billedCost'> {
  const billed = group.flatMap(({ billedCost }) => billedCost ?? []);
  return {
    currency,
    effectiveCost: sumOf(
      group.map(({ effectiveCost }) => effectiveCost),
      currency,
    ),
    billedCost: group.length > 0 && billed.length === group.length ? sumOf(billed, currency) : null,
  };
}

/** Rounded once, when all is added up. */
function sumOf(amounts: readonly string[], currency: Currency): Money {
  const sum = amounts.reduce<Decimal>((total, amount) => add(total, decimal(amount)), { digits: 0n, scale: 0 });
  return money(toScaled(sum, 9), currency);
}

const descending = (a: Money, b: Money): number => (a.nanos > b.nanos ? -1 : a.nanos < b.nanos ? 1 : 0);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
