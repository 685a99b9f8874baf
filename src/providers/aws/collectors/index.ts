import type { Collector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { addresses } from './addresses.ts';
import { instances } from './instances.ts';
import { snapshots } from './snapshots.ts';
import { volumes } from './volumes.ts';

/** All resource types that are read from AWS. */
export const collectors: readonly Collector<AwsClient>[] = [instances, volumes, snapshots, addresses];
