import type { Collector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { addresses } from './addresses.ts';
import { instances } from './instances.ts';
import { fastSnapshotRestores } from './fast-snapshot-restores.ts';
import { images } from './images.ts';
import { launchConfigurations } from './launch-configurations.ts';
import { launchTemplates } from './launch-templates.ts';
import { snapshotPolicies } from './snapshot-policies.ts';
import { spotFleets } from './spot-fleets.ts';
import { snapshots } from './snapshots.ts';
import { volumes } from './volumes.ts';

/** All resource types that are read from AWS. */
export const collectors: readonly Collector<AwsClient>[] = [
  // compute
  instances,
  volumes,
  snapshots,
  addresses,
  // images, snapshots and backups
  images,
  launchTemplates,
  launchConfigurations,
  spotFleets,
  fastSnapshotRestores,
  snapshotPolicies,
].map((collector) => ({ ...collector, info: { ...collector.info, metrics: metricsOfType(collector.info.type) } }));
