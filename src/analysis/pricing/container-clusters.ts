import { type Fact, known, unread } from '../../domain/fact.ts';
import { epochMs, type Instant } from '../../domain/instant.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ClusterMachine, ContainerCluster } from '../../domain/resources.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { billedHours } from './sustained-use.ts';
import { all, component, type CostComponent } from './components.ts';

type Supported = Pick<ContainerCluster, 'support' | 'paysForExtendedSupport'>;

/** Whether extended support is being paid; unread facts are not taken for it: the cost is then a lower bound. */
const isExtended = ({ support, paysForExtendedSupport: pays }: Supported, now: Instant): boolean =>
  support.known &&
  support.value !== null &&
  pays.known &&
  pays.value &&
  epochMs(support.value.standardEndsAt) < epochMs(now);

/** A control plane for a month, with extended support where that is paid. */
export function controlPlaneComponents(cluster: Supported, now: Instant): Fact<readonly CostComponent[]> {
  const hourly = (label: string, item: string) => component(label, item, HOURS_PER_MONTH, 'hour');
  return all([
    hourly('control plane', 'cluster/kubernetes'),
    ...(isExtended(cluster, now) ? [extendedSupportComponent()] : []),
  ]);
}

/** What extended support costs on top, once it is paid. */
export const extendedSupportComponent = (): Fact<CostComponent> =>
  component('extended support', 'cluster-extended-support/kubernetes', HOURS_PER_MONTH, 'hour');

/** What pods ask for. */
export interface PodRequests {
  readonly cores: number;
  readonly memoryGiB: number;
}

/** Requests that are billed by themselves, for a month: general-purpose pods. */
export function podComponents({ cores, memoryGiB }: PodRequests): Fact<readonly CostComponent[]> {
  return all([
    ...(cores > 0 ? [component('vCPUs asked for', 'pod/vcpu', cores * HOURS_PER_MONTH, 'vCPU-hour')] : []),
    ...(memoryGiB > 0 ? [component('GiB asked for', 'pod/memory', memoryGiB * HOURS_PER_MONTH, 'GiB-hour')] : []),
  ]);
}

/** Machines that run the whole month on demand, by size. */
export function clusterMachineComponents(machines: readonly ClusterMachine[]): Fact<readonly CostComponent[]> {
  const bySize = Map.groupBy(machines, ({ sizeName }) => sizeName);
  if (bySize.has(undefined)) return unread('the size of a machine was not told');
  return machineHours([...bySize].map(([sizeName, of]) => ({ sizeName: sizeName ?? '', count: of.length })));
}

/** So many Linux machines of a size, the whole month, on demand. */
export const machineHours = (
  sizes: readonly { readonly sizeName: string; readonly count: number; readonly operatingSystem?: string }[],
  provider: ProviderId = 'aws',
): Fact<readonly CostComponent[]> => {
  if (sizes.length === 0) return known([]);
  return all(
    sizes.map(({ sizeName, count, operatingSystem = 'linux' }) =>
      component(
        `${count} x ${sizeName}, ${operatingSystem}, on demand`,
        `instance/${sizeName}/${operatingSystem}`.toLowerCase(),
        // The system of a node has no discount for running long; only Linux nodes are priced with it.
        count * (operatingSystem === 'linux' ? billedHours(provider, sizeName) : HOURS_PER_MONTH),
        'hour',
      ),
    ),
  );
};
