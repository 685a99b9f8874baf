import { SERVICE, usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import { ebsRate } from '../prices.ts';
import type { Usage } from '../usage.ts';
import type { FastRestore } from './model.ts';

/** One data services unit for each hour, snapshot and zone, while it is enabled. Source: EBS pricing, "Fast Snapshot Restore". */
export function* fastRestoreUsage(restore: FastRestore): Generator<Usage> {
  if (restore.enabledAt === undefined) return;
  const { accountId, region, snapshotId } = restore;
  yield {
    meter: {
      accountId,
      region,
      service: SERVICE.ec2Other,
      usageType: usageTypeIn(region, 'EBS:FastSnapshotRestore'),
      rate: picoOf(ebsRate(region, 'fastSnapshotRestore.hour')),
      per: 'hour',
      unit: 'DSU-Hours',
      scale: 1,
    },
    resourceId: `arn:aws:ec2:${region}:${accountId}:snapshot/${snapshotId}`,
    quantity: 1,
    from: Math.floor(restore.enabledAt / 1000),
    to: restore.disabledAt === undefined ? Number.POSITIVE_INFINITY : Math.floor(restore.disabledAt / 1000),
  };
}
