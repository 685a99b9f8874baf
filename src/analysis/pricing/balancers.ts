import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { zero } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { LoadBalancer } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { certain } from './estimates.ts';
import { loadBalancer } from './networks.ts';
import { upTo } from './object-stores.ts';

type Components = Fact<readonly CostComponent[]>;

/** Rules that one price is for. Sources: Google Cloud, "Network pricing", Cloud Load Balancing; Azure, "Load Balancer pricing". */
const RULES_TOGETHER = 5;

/** An application gateway that was stopped bills nothing. Source: Azure, "Application Gateway pricing". */
export const isStopped = ({ stopped, state }: Pick<LoadBalancer, 'stopped' | 'state'>): boolean =>
  stopped === true || state.toLowerCase() === 'stopped';

const hours = (label: string, item: string, count = 1): Fact<CostComponent> =>
  component(label, item, count * HOURS_PER_MONTH, 'hour');

/** What a load balancer bills for by the hour, whatever passes it. */
export function balancerComponents(balancer: LoadBalancer): Components {
  switch (balancer.scope.provider) {
    case 'azure':
      return balancer.flavor === 'application' ? gateway(balancer) : rules(balancer);
    case 'gcp':
      return all([hours('forwarding rule, with up to four others', 'load-balancer/forwarding-rule')]);
    default:
      return loadBalancer(balancer.flavor);
  }
}

/** Of its own rules the first five have one price; further ones cost more, so that the cost is a lower bound. */
const rules = ({ flavor }: LoadBalancer): Components =>
  all([hours('Standard load balancer, up to five rules', `load-balancer/${flavor}`)]);

/** The first generation bills by its instances; the second has a fixed price and units of capacity that it always keeps. */
function gateway({ sku = '', capacity }: LoadBalancer): Components {
  const size = sku.toLowerCase();
  const item = `load-balancer/application/${size}`;
  if (!size.endsWith('_v2')) return all([hours(`application gateway ${sku}`, item, capacity?.min ?? 1)]);
  const kept = capacity?.min ?? 0;
  return all([
    hours(`application gateway ${sku}`, item),
    ...(kept > 0
      ? [
          component(
            `${kept} capacity units, kept`,
            `load-balancer-unit/application/${size}`,
            kept * HOURS_PER_MONTH,
            'unit-hour',
          ),
        ]
      : []),
  ]);
}

/**
 * What its removal saves. Up to five forwarding rules of a project and region (Google Cloud) share one price: one of several
 * saves nothing for sure, the sixth its own price, the only one all of it.
 */
export function balancerRemoval(balancer: LoadBalancer, costs: Costs): Fact<CostEstimate> {
  const whole = costs.monthlyOf(balancer, balancerComponents(balancer));
  if (balancer.scope.provider !== 'gcp' || costs.isBilled(balancer) || !whole.known) return mapFact(whole, certain);
  const { ruleCount = unread('its rules were not read') } = balancer;
  if (ruleCount.known && ruleCount.value <= 1) return known(certain(whole.value));
  if (ruleCount.known && ruleCount.value > RULES_TOGETHER) {
    const extra = all([hours('forwarding rule beyond the first five', 'load-balancer/forwarding-rule-extra')]);
    return mapFact(costs.atListPrice(extra), certain);
  }
  const nothing = { ...whole.value, total: zero(whole.value.total.currency) };
  return known(upTo(whole.value, nothing, 'not promised: up to five forwarding rules share one price'));
}
