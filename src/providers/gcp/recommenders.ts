import type { ResourceKind } from '../../domain/resources.ts';

/** A recommender, where it tells something, and what reading it needs. Source: "Recommenders" of the Recommender documentation. */
export interface Recommender {
  readonly id: string;
  readonly kinds: readonly ResourceKind[];
  /** Kinds of locations in which it has recommendations. */
  readonly in: readonly ('zones' | 'regions' | 'global' | 'datasets')[];
  /** It speaks of the whole project, and names safety before cost: asked and told whatever is collected. */
  readonly ofProject?: true;
  readonly permission: string;
}

/** Those of Google's recommenders whose impact is cost and whose resources are collected. */
export const recommenders: readonly Recommender[] = [
  {
    id: 'google.compute.instance.IdleResourceRecommender',
    kinds: ['instance'],
    in: ['zones'],
    permission: 'recommender.computeInstanceIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.instance.MachineTypeRecommender',
    kinds: ['instance'],
    in: ['zones'],
    permission: 'recommender.computeInstanceMachineTypeRecommendations.list',
  },
  {
    id: 'google.compute.instanceGroupManager.MachineTypeRecommender',
    kinds: ['instance-group'],
    in: ['zones', 'regions'],
    permission: 'recommender.computeInstanceGroupManagerMachineTypeRecommendations.list',
  },
  {
    id: 'google.compute.disk.IdleResourceRecommender',
    kinds: ['block-volume'],
    in: ['zones', 'regions'],
    permission: 'recommender.computeDiskIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.address.IdleResourceRecommender',
    kinds: ['public-address'],
    in: ['regions', 'global'],
    permission: 'recommender.computeAddressIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.image.IdleResourceRecommender',
    kinds: ['machine-image'],
    in: ['global'],
    permission: 'recommender.computeImageIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.commitment.UsageCommitmentRecommender',
    kinds: ['commitment', 'instance'],
    in: ['regions'],
    permission: 'recommender.usageCommitmentRecommendations.list',
  },
  {
    id: 'google.cloudsql.instance.IdleRecommender',
    kinds: ['database'],
    in: ['regions'],
    permission: 'recommender.cloudsqlIdleInstanceRecommendations.list',
  },
  {
    id: 'google.cloudsql.instance.OverprovisionedRecommender',
    kinds: ['database'],
    in: ['regions'],
    permission: 'recommender.cloudsqlOverprovisionedInstanceRecommendations.list',
  },
  {
    id: 'google.run.service.CostRecommender',
    kinds: ['request-service'],
    in: ['regions'],
    permission: 'recommender.runServiceCostRecommendations.list',
  },
  {
    id: 'google.bigquery.table.PartitionClusterRecommender',
    kinds: ['dataset'],
    in: ['datasets'],
    permission: 'recommender.bigqueryPartitionClusterRecommendations.list',
  },
  {
    id: 'google.resourcemanager.projectUtilization.Recommender',
    kinds: [],
    in: ['global'],
    ofProject: true,
    permission: 'recommender.resourcemanagerProjectUtilizationRecommendations.list',
  },
];
