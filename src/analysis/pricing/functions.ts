import type { Fact } from '../../domain/fact.ts';
import { compareMoney } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ProvisionedConcurrency, ServerlessFunction } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { oneCurrency, type Quote } from './quote.ts';

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** Run time and requests of a month. Source: AWS Lambda pricing. */
export const functionComponents = (
  { architecture }: Pick<ServerlessFunction, 'architecture'>,
  { gibSeconds, requests }: { readonly gibSeconds: number; readonly requests: number },
): Fact<readonly CostComponent[]> =>
  all([
    component('run time', `function-time/${architecture}`, gibSeconds, 'GiB-second'),
    component('requests', `function-requests/${architecture}`, requests, 'request'),
  ]);

/** Environments that are kept ready the whole month. */
export const keptReadyComponents = (
  { architecture }: Pick<ProvisionedConcurrency, 'architecture'>,
  environments: number,
  memoryMiB: number,
): Fact<readonly CostComponent[]> =>
  all([
    component(
      `${environments} x ${memoryMiB} MiB kept ready`,
      `function-kept-ready/${architecture}`,
      environments * (memoryMiB / 1024) * SECONDS_PER_MONTH,
      'GiB-second',
    ),
  ]);

/**
 * What run time and requests cost a month. The bill's lines of a function hold more than those (environments kept ready,
 * traffic): beyond their list price, that is what a change of the memory can touch.
 */
export function functionCost(
  of: ServerlessFunction,
  present: Fact<readonly CostComponent[]>,
  costs: Costs,
): Fact<Quote> {
  const whole = costs.monthlyOf(of, present);
  if (!whole.known || !costs.isBilled(of)) return whole;
  const list = costs.atListPrice(present);
  if (!list.known || !oneCurrency([list.value.total, whole.value.total]).known) return whole;
  return compareMoney(whole.value.total, list.value.total) > 0 ? list : whole;
}
