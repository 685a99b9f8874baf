import { type Fact, known } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { DatabaseCluster, Resource } from '../../domain/resources.ts';
import type { CostComponent } from './components.ts';
import { cacheComponents, replicationComponents, searchComponents, warehouseComponents } from './data-stores.ts';
import { hourlyItem } from './databases.ts';
import { machineComponents } from './machine-components.ts';

/** Equal machines that a resource bills for by the hour. */
export interface Machines {
  /** Price items (`Price.item`) that they may be billed as; none where that is not known. */
  readonly items: readonly string[];
  /** As the cloud names it. */
  readonly sizeName: string;
  readonly count: number;
}

/** Of the items of a cluster's member, the one that its cluster's billing of I/O leaves. */
export const itemsInCluster = (
  machines: readonly Machines[],
  ioBilling: DatabaseCluster['ioBilling'],
): readonly Machines[] =>
  ioBilling === 'other'
    ? machines
    : machines.map((each) => ({
        ...each,
        items: each.items.filter((item) => item.startsWith('database-io-included/') === (ioBilling === 'included')),
      }));

/** The machines that a resource bills for now, one entry for each price item: one that is stopped bills for none. */
export function machinesOf(resource: Resource): readonly Machines[] {
  if ('powerState' in resource && resource.powerState === 'stopped') return [];
  switch (resource.kind) {
    case 'instance':
      // Spot capacity is nothing that a commitment covers.
      return resource.pricingModel === 'spot' ? [] : priced(machineComponents(resource), resource.sizeName);
    case 'database': {
      // Whether its cluster includes I/O stands with the cluster: it may be the one or the other.
      const items = [hourlyItem(resource), hourlyItem(resource, 'included')];
      const aurora = resource.engine.startsWith('aurora-');
      return [
        {
          items: items.slice(0, aurora ? 2 : 1).flatMap((item) => (item.known ? [item.value] : [])),
          sizeName: resource.sizeName,
          count: 1,
        },
      ];
    }
    case 'instance-group':
      return bySize(resource.members);
    case 'node-group':
      // Which of several sizes its machines have is not known: each may be all of them, so that too little is promised.
      return resource.pricingModel === 'on-demand' && resource.sizeNames.known
        ? resource.sizeNames.value.map((sizeName) => ({ items: [], sizeName, count: resource.desiredSize }))
        : [];
    case 'processing-cluster':
      return resource.machines.known
        ? bySize(resource.machines.value.filter(({ pricingModel }) => pricingModel === 'on-demand'))
        : [];
    case 'cache-cluster':
      return priced(cacheComponents(resource), resource.sizeName ?? '');
    case 'warehouse':
      return priced(warehouseComponents(resource, resource.nodeCount), resource.sizeName);
    case 'search-domain':
      return priced(searchComponents(resource), resource.sizeName);
    case 'replication-instance':
      return priced(replicationComponents(resource), resource.sizeName);
    default:
      return 'sizeName' in resource && typeof resource.sizeName === 'string'
        ? [{ items: [], sizeName: resource.sizeName, count: 1 }]
        : [];
  }
}

const bySize = (machines: readonly { readonly sizeName: string }[]): readonly Machines[] =>
  [...Map.groupBy(machines, ({ sizeName }) => sizeName)].map(([sizeName, of]) => ({
    items: [],
    sizeName,
    count: of.length,
  }));

/** What bills by the hour; where the price item is not known, one machine of the size is what can be said. */
function priced(components: Fact<readonly CostComponent[]>, sizeName: string): readonly Machines[] {
  const parts = components.known ? components : known([]);
  const hourly = parts.value.filter(
    ({ unit, quantity, item }) => unit === 'hour' && !quantity.startsWith('-') && !item.startsWith('accelerator/'),
  );
  if (hourly.length === 0) return sizeName === '' ? [] : [{ items: [], sizeName, count: 1 }];
  return hourly.map(({ item, quantity }) => ({
    items: [item],
    sizeName: item.split('/')[1] ?? sizeName,
    count: Math.round(Number(quantity) / HOURS_PER_MONTH),
  }));
}
