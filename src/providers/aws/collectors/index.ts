import type { Collector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { addresses } from './addresses.ts';
import { instances } from './instances.ts';
import { snapshots } from './snapshots.ts';
import { volumes } from './volumes.ts';

/** All resource types that are read from AWS. */
export const collectors: readonly Collector<AwsClient>[] = [
  // compute
  instances,
  volumes,
  snapshots,
  addresses,
].map((collector) => ({ ...collector, info: { ...collector.info, metrics: metricsOfType(collector.info.type) } }));
