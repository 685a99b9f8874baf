import type { AzureContext } from './azure-context.ts';
import { makeClusters } from './apps/clusters.ts';
import { makePlans } from './apps/plans.ts';
import { makeReservations } from './commitments.ts';
import { makeFreeDisks } from './compute/free-disks.ts';
import { makeMachines } from './compute/machines.ts';
import { makeSnapshots } from './compute/snapshots.ts';
import { addUnderusedDisks } from './compute/underused-disks.ts';
import { makeCaches, makePostgresql } from './data/small-databases.ts';
import { makeSql } from './data/sql.ts';
import { makeStorageAccounts } from './data/storage-accounts.ts';
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
  makeFreeAddresses,
  makeApplicationGateways,
  makeGateways,
  makeNatGateways,
  makeDdosPlans,
  makePrivateEndpoints,
  makeCircuits,
  makeSql,
  makePlans,
  makeStorageAccounts,
  makeClusters,
  makeCaches,
  makePostgresql,
  makeReservations,
];

function makeCompute(context: AzureContext): void {
  const machines = makeMachines(context);
  const free = makeFreeDisks(context);
  addUnderusedDisks(context, machines);
  const attached = machines.filter(({ plan }) => plan.power === 'running').flatMap(({ disks }) => disks);
  makeSnapshots(context, [...attached, ...free]);
  makeLoadBalancers(context, machines);
  addRecommendations(context, machines);
}
