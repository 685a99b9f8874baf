import { type Fact, known, unread } from '../domain/fact.ts';
import type { ContainerCluster, NodeGroup } from '../domain/resources.ts';
import type { CheckContext } from './define-check.ts';
import { all, type CostComponent } from './pricing/components.ts';
import { machineHours } from './pricing/container-clusters.ts';

/** The node groups of a Kubernetes cluster; unread where one of them was not read. */
export function poolsOf({ attachedTo }: ContainerCluster, { related }: CheckContext): Fact<readonly NodeGroup[]> {
  if (!attachedTo.known) return attachedTo;
  const pools: NodeGroup[] = [];
  for (const id of attachedTo.value) {
    const resource = related(id)?.resource;
    if (resource?.kind !== 'node-group') return unread(`pool ${id} was not read`);
    pools.push(resource);
  }
  return known(pools);
}

/** So many nodes of each pool for a month, at what they cost on demand; pools on spot capacity are left out. */
export function poolComponents(
  pools: readonly NodeGroup[],
  countOf: (pool: NodeGroup) => number,
): Fact<readonly CostComponent[]> {
  const paid = pools.filter((pool) => pool.pricingModel === 'on-demand' && countOf(pool) > 0);
  const sizes = all(
    paid.map((pool) => {
      const { sizeNames, operatingSystem, name, resourceId } = pool;
      if (!sizeNames.known) return sizeNames;
      const [sizeName, ...others] = sizeNames.value;
      return sizeName === undefined || others.length > 0
        ? unread(`the nodes of ${name ?? resourceId} are not of one size`)
        : known({ sizeName, count: countOf(pool), operatingSystem });
    }),
  );
  return sizes.known ? machineHours(sizes.value, pools[0]?.scope.provider) : sizes;
}
