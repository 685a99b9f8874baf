import { Weighted } from '../../estate/random.ts';
import type { TruthEntry } from '../../estate/model.ts';
import { ProviderContext } from '../context.ts';
import { buildAddresses } from './addresses.ts';
import { buildBalancers } from './balancers.ts';
import { GcpBuilder } from './builder.ts';
import { buildDataprocClusters } from './dataproc.ts';
import { buildFreeDisks } from './disks.ts';
import { buildGroups } from './groups.ts';
import { buildInstances } from './instances.ts';
import { buildNodeGroups } from './node-groups.ts';
import { planOrganization } from './organization.ts';
import { buildCommitments } from './commitments.ts';
import { buildImages, buildReservations } from './images-and-commitments.ts';
import { buildDatasets, buildLogBuckets } from './logs-and-datasets.ts';
import { buildRedis, buildRunServices } from './caches-and-services.ts';
import { buildNodeDatabases } from './node-databases.ts';
import { buildGateways } from './network-and-serverless.ts';
import { buildBuckets } from './buckets.ts';
import { buildClusters } from './clusters.ts';
import { buildRoleClusters } from './cluster-roles.ts';
import { buildDataPipelines } from './data-pipelines.ts';
import { buildMachineLearning } from './machine-learning.ts';
import { buildDatabases } from './databases.ts';
import { buildRepositories } from './repositories.ts';
import { buildAdvice } from './advice.ts';
import { buildRecommendations } from './recommendations.ts';
import { buildShortLived } from './short-lived.ts';
import { buildTraffic } from './traffic.ts';
import { buildSnapshots } from './snapshots.ts';

export interface GcpEstateOptions {
  readonly seed: number;
  /** About how many machines, disks, snapshots and addresses; everything else comes on top. */
  readonly resources: number;
  /** Active projects. */
  readonly accounts: number;
  /** The instant that the estate is made for, epoch ms. */
  readonly now: number;
}

/** A whole Google Cloud organisation: the resources by kind, and what is planted among them. */
export type GcpEstate = Omit<GcpBuilder, 'context' | 'production' | 'nonProduction' | 'publicAddress' | 'now'> & {
  readonly seed: number;
  readonly generatedAt: number;
  readonly truth: readonly TruthEntry[];
};

/** Equal options give deeply equal estates. */
export function createGcpEstate(options: GcpEstateOptions): GcpEstate {
  const organization = planOrganization(options);
  const places = new Weighted(organization.places);
  const context = new ProviderContext({ cloud: 'gcp', ...options, places });
  const builder = new GcpBuilder(context, organization);
  buildInstances(builder);
  buildGroups(builder);
  buildNodeGroups(builder);
  buildFreeDisks(builder);
  buildSnapshots(builder);
  buildAddresses(builder);
  buildBalancers(builder);
  buildClusters(builder);
  buildRoleClusters(builder);
  buildMachineLearning(builder);
  buildDataPipelines(builder);
  buildDataprocClusters(builder);
  buildRepositories(builder);
  buildDatabases(builder);
  buildBuckets(builder);
  buildLogBuckets(builder);
  buildDatasets(builder);
  buildGateways(builder);
  buildRedis(builder);
  buildRunServices(builder);
  buildNodeDatabases(builder);
  buildImages(builder);
  buildReservations(builder);
  buildCommitments(builder);
  buildShortLived(builder);
  buildTraffic(builder);
  buildRecommendations(builder);
  buildAdvice(builder);
  const { context: _context, production: _production, nonProduction: _nonProduction, ...kinds } = builder;
  return { ...kinds, seed: options.seed, generatedAt: options.now, truth: context.truth };
}
