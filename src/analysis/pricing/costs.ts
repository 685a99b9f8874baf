import { decimal, divideHalfEven, formatDecimal } from '../../domain/decimal.ts';
import { type Fact, unread } from '../../domain/fact.ts';
import type { CostTerm } from '../../domain/findings.ts';
import { type Money, money } from '../../domain/money.ts';
import type { Price } from '../../domain/prices.ts';
import type { BlockVolume, Instance, PublicAddress, ResourceBase } from '../../domain/resources.ts';
import type { AnalysisBatch } from '../batch.ts';
import { billedTermOf, DERIVED_PRICE_SCALE } from './billed.ts';
import type { CostComponent, CostModel } from './components.ts';
import { costModelOf } from './cost-models.ts';
import { listQuote, type PriceList } from './list-price.ts';
import { type Quote, quoteOf } from './quote.ts';

export type Billable = BlockVolume | Instance | PublicAddress;

/** What things cost a month, for one batch. */
export interface Costs {
  /** How the cloud bills. */
  readonly model: Fact<CostModel>;
  /**
   * Monthly cost of a resource as it is: a volume, an idle address, a running instance. By the bill where it
   * covers the resource, else at list price.
   */
  monthly(resource: Billable): Fact<Quote>;
  /**
   * Monthly cost of `components` in the place of `resource`, on the same footing as `monthly(resource)`: a list
   * price beside another list price; beside a bill, list price x (billed cost / list cost of `resource`), since
   * whoever pays less than list for the one pays less for the other too.
   */
  inPlaceOf(resource: Billable, components: Fact<readonly CostComponent[]>): Fact<Quote>;
  /** As `monthly`, for a resource of any kind that bills for `components` at list price. */
  monthlyOf(resource: Billed, components: Fact<readonly CostComponent[]>): Fact<Quote>;
  /** As `inPlaceOf`, for a resource of any kind that bills for `present` now. */
  insteadOf(
    resource: Billed,
    present: Fact<readonly CostComponent[]>,
    replacement: Fact<readonly CostComponent[]>,
  ): Fact<Quote>;
  /** Components at list price, whatever the bill says. */
  atListPrice(components: Fact<readonly CostComponent[]>): Fact<Quote>;
  /** List prices of the region by item: for ranking what could take a resource's place. Amounts come from quotes. */
  readonly listPrices: ReadonlyMap<string, Price>;
  /** Whether the bill names the resource: then list prices say nothing about what it costs. */
  isBilled(resource: Billed): boolean;
  /** What it costs a month by the bill; undefined when the bill does not name it. */
  billed(resource: Billed): CostTerm | undefined;
}

/** What is needed to find a resource in the bill. */
export type Billed = Pick<ResourceBase, 'resourceId' | 'billingIds'>;

export function costsOf(batch: Pick<AnalysisBatch, 'scope' | 'prices' | 'billed' | 'unread'>): Costs {
  const list: PriceList = {
    regionId: batch.scope.regionId,
    prices: batch.prices,
    unreadReason: batch.unread.get('prices'),
  };
  const model = costModelOf(batch.scope.provider);
  const atListPrice = (components: Fact<readonly CostComponent[]>): Fact<Quote> =>
    components.known ? listQuote(components.value, list) : components;
  const listed = (resource: Billable): Fact<Quote> =>
    model.known ? atListPrice(componentsOf(resource, model.value)) : model;

  const billedOf = (resource: Billed): CostTerm | undefined => billedTermOf(resource, batch.billed);
  const monthlyAt = (resource: Billed, listedCost: () => Fact<Quote>): Fact<Quote> => {
    const billed = billedOf(resource);
    return billed === undefined ? listedCost() : quoteOf([billed], 'billing');
  };
  const insteadAt = (
    resource: Billed,
    presentCost: () => Fact<Quote>,
    components: Fact<readonly CostComponent[]>,
  ): Fact<Quote> => {
    const replacement = atListPrice(components);
    const billed = billedOf(resource);
    if (billed === undefined || !replacement.known) return replacement;
    const present = presentCost();
    if (!present.known) return unread(`the bill has no price for what would replace it, and ${present.reason}`);
    if (present.value.total.nanos <= 0n) return unread('the list cost of the resource is zero');
    return quoteOf(
      replacement.value.terms.map((term) => scaled(term, billed.amount, present.value.total)),
      'billing',
    );
  };

  return {
    model,
    monthly: (resource) => monthlyAt(resource, () => listed(resource)),
    inPlaceOf: (resource, components) => insteadAt(resource, () => listed(resource), components),
    monthlyOf: (resource, components) => monthlyAt(resource, () => atListPrice(components)),
    insteadOf: (resource, present, replacement) => insteadAt(resource, () => atListPrice(present), replacement),
    atListPrice,
    listPrices: batch.prices,
    billed: billedOf,
    isBilled: (resource) => billedOf(resource) !== undefined,
  };
}

function componentsOf(resource: Billable, model: CostModel): Fact<readonly CostComponent[]> {
  switch (resource.kind) {
    case 'block-volume':
      return model.volume(resource);
    case 'public-address':
      return model.idleAddress(resource);
    case 'instance':
      return model.runningInstance(resource);
  }
}

function scaled(term: CostTerm, billed: Money, list: Money): CostTerm {
  const unitPrice = decimal(term.unitPrice);
  const shift = 10n ** BigInt(DERIVED_PRICE_SCALE);
  const scaledPrice = divideHalfEven(
    unitPrice.digits * billed.nanos * shift,
    list.nanos * 10n ** BigInt(unitPrice.scale),
  );
  const ratio = divideHalfEven(billed.nanos * 10_000n, list.nanos);
  return {
    ...term,
    unitPrice: formatDecimal({ digits: scaledPrice, scale: DERIVED_PRICE_SCALE }),
    amount: money(divideHalfEven(term.amount.nanos * billed.nanos, list.nanos), billed.currency),
    source: `${term.source}, x billed / list cost (${formatDecimal({ digits: ratio, scale: 4 })})`,
  };
}
