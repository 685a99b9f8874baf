import type { GcpCollector } from '../define-collector.ts';
import { addresses } from './addresses.ts';
import { bigtableClusters } from './bigtable-clusters.ts';
import { buckets } from './buckets.ts';
import { caches } from './caches.ts';
import { clusters } from './clusters.ts';
import { commitments } from './commitments.ts';
import { databases } from './databases.ts';
import { datasets } from './datasets.ts';
import { disks } from './disks.ts';
import { imageRepositories } from './image-repositories.ts';
import { images } from './images.ts';
import { instanceGroups } from './instance-groups.ts';
import { instances } from './instances.ts';
import { instanceTemplates } from './instance-templates.ts';
import { loadBalancers } from './load-balancers.ts';
import { logBuckets } from './log-buckets.ts';
import { natGateways } from './nat-gateways.ts';
import { modelEndpoints } from './model-endpoints.ts';
import { nodePools } from './node-pools.ts';
import { notebooks } from './notebooks.ts';
import { processingClusters } from './processing-clusters.ts';
import { reservations } from './reservations.ts';
import { runServices } from './run-services.ts';
import { snapshots } from './snapshots.ts';
import { soleTenantNodes } from './sole-tenant-nodes.ts';
import { spannerInstances } from './spanner-instances.ts';
import { streamingJobs } from './streaming-jobs.ts';
import { vpnTunnels } from './vpn-tunnels.ts';
import { workflowEnvironments } from './workflow-environments.ts';

/** What is read of each project. */
export const collectors: readonly GcpCollector[] = [
  // compute
  instances,
  disks,
  snapshots,
  addresses,
  images,
  instanceTemplates,
  instanceGroups,
  soleTenantNodes,
  reservations,
  commitments,
  // networks
  loadBalancers,
  natGateways,
  vpnTunnels,
  // containers
  clusters,
  nodePools,
  runServices,
  // machine learning
  modelEndpoints,
  notebooks,
  // data processing
  processingClusters,
  workflowEnvironments,
  streamingJobs,
  imageRepositories,
  // databases and other stores
  databases,
  spannerInstances,
  bigtableClusters,
  caches,
  buckets,
  datasets,
  logBuckets,
];
