import type { Scope } from '../../domain/ids.ts';
import { partitionOf } from './partitions.ts';

/** The ARN by which a cost and usage report lists an EBS snapshot. */
export const snapshotArn = (snapshotId: string, { accountId, regionId }: Scope): string =>
  `arn:${partitionOf(regionId).id}:ec2:${regionId}:${accountId}:snapshot/${snapshotId}`;
