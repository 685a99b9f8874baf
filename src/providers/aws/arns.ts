import type { Scope } from '../../domain/ids.ts';
import { partitionOf } from './partitions.ts';

/** `arn:aws:ec2:us-east-1:111122223333:natgateway/nat-1`: how a bill names a thing of EC2. */
export const ec2Arn = ({ accountId, regionId }: Scope, thing: string, id: string): string =>
  `arn:${partitionOf(regionId).id}:ec2:${regionId}:${accountId}:${thing}/${id}`;
