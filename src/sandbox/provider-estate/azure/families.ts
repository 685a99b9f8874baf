import type { AzureContext } from './azure-context.ts';
import { makeClusters } from './apps/clusters.ts';
import { makeFunctionPlans } from './apps/function-plans.ts';
import { makePlans } from './apps/plans.ts';
import { makeReservations } from './commitments.ts';
import { makeAdvice } from './advice.ts';
import { makeShortLived } from './short-lived.ts';
import { makeCapacityReservations } from './compute/capacity-reservations.ts';
import { makeFreeDisks } from './compute/free-disks.ts';
import { makeMachines } from './compute/machines.ts';
import { makeScaleSets } from './compute/scale-sets.ts';
import { makeSnapshots } from './compute/snapshots.ts';
import { addUltraDisks } from './compute/ultra-disks.ts';
import { addUnderusedDisks } from './compute/underused-disks.ts';
import { makeCaches } from './data/caches.ts';
import { makeDocumentAccounts } from './data/document-accounts.ts';
import { makeFlexibleServers } from './data/flexible-servers.ts';
import { makeManagedInstances } from './data/managed-instances.ts';
import { makeSqlPools } from './data/sql-pools.ts';
import { makeSql } from './data/sql.ts';
import { makeStorageAccounts } from './data/storage-accounts.ts';
import { makeApiGateways } from './apps/api-gateways.ts';
import { makeVaults } from './backup/vaults.ts';
import { makeQueryClusters } from './data/query-clusters.ts';
import { makeModelDeployments } from './ai/model-deployments.ts';
import { makeWorkspaces } from './ai/workspaces.ts';
import { makeBastions } from './network/bastions.ts';
import { makeFirewalls } from './network/firewalls.ts';
import { makeApplicationGateways } from './network/application-gateways.ts';
import { makeFreeAddresses } from './network/free-addresses.ts';
import { makeGateways } from './network/gateways.ts';
import { makeLoadBalancers } from './network/load-balancers.ts';
import { makeNetworks } from './network/networks.ts';
import { addRecommendations } from './recommendations.ts';
import { makeCircuits, makeDdosPlans, makeNatGateways, makePrivateEndpoints } from './network/small-services.ts';

/** What the estate consists of, in the order in which it is made. */
export const families: readonly ((context: AzureContext) => void)[] = [
  makeNetworks,
  makeCompute,
  makeScaleSets,
  makeFreeAddresses,
  makeApplicationGateways,
  makeGateways,
  makeNatGateways,
  makeDdosPlans,
  makeBastions,
  makeFirewalls,
  makePrivateEndpoints,
  makeCircuits,
  makeSql,
  makePlans,
  makeFunctionPlans,
  makeApiGateways,
  makeVaults,
  makeQueryClusters,
  makeWorkspaces,
  makeModelDeployments,
  makeStorageAccounts,
  makeClusters,
  makeCaches,
  makeFlexibleServers,
  makeManagedInstances,
  makeDocumentAccounts,
  makeSqlPools,
  makeReservations,
  makeShortLived,
  makeAdvice,
];

function makeCompute(context: AzureContext): void {
  const machines = makeMachines(context);
  const free = makeFreeDisks(context);
  addUnderusedDisks(context, machines);
  addUltraDisks(context, machines);
  makeCapacityReservations(context, machines);
  const attached = machines.filter(({ plan }) => plan.power === 'running').flatMap(({ disks }) => disks);
  makeSnapshots(context, [...attached, ...free]);
  makeLoadBalancers(context, machines);
  addRecommendations(context, machines);
}
