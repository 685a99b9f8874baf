import type { GcpCollector } from '../define-collector.ts';
import { addresses } from './addresses.ts';
import { buckets } from './buckets.ts';
import { caches } from './caches.ts';
import { clusters } from './clusters.ts';
import { commitments } from './commitments.ts';
import { databases } from './databases.ts';
import { datasets } from './datasets.ts';
import { disks } from './disks.ts';
import { images } from './images.ts';
import { instances } from './instances.ts';
import { instanceTemplates } from './instance-templates.ts';
import { loadBalancers } from './load-balancers.ts';
import { logBuckets } from './log-buckets.ts';
import { natGateways } from './nat-gateways.ts';
import { nodePools } from './node-pools.ts';
import { reservations } from './reservations.ts';
import { snapshots } from './snapshots.ts';
import { vpnTunnels } from './vpn-tunnels.ts';

/** What is read of each project. */
export const collectors: readonly GcpCollector[] = [
  // compute
  instances,
  disks,
  snapshots,
  addresses,
  images,
  instanceTemplates,
  reservations,
  commitments,
  // networks
  loadBalancers,
  natGateways,
  vpnTunnels,
  // containers
  clusters,
  nodePools,
  // databases and other stores
  databases,
  caches,
  buckets,
  datasets,
  logBuckets,
];
