import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import { DAY } from '../generate/time.ts';
import type { Usage } from '../usage.ts';
import type { RecoveryPoint } from './model.ts';
import { backupRate } from './prices.ts';

const GIB = 2 ** 30;

/** What AWS Backup keeps itself is on its own bill; a snapshot's line is EBS's. It is cheaper from its move to cold storage on. */
export function* recoveryPointUsage(point: RecoveryPoint): Generator<Usage> {
  if (point.resourceType === 'EBS') return;
  const from = Math.floor(point.createdAt / 1000);
  const { moveToColdAfterDays } = point;
  if (moveToColdAfterDays === undefined) {
    yield stored(point, 'Warm', from, Number.POSITIVE_INFINITY);
    return;
  }
  const moved = Math.floor((point.createdAt + moveToColdAfterDays * DAY) / 1000);
  yield stored(point, 'Warm', from, moved);
  yield stored(point, 'Cold', moved, Number.POSITIVE_INFINITY);
}

function stored(point: RecoveryPoint, tier: 'Warm' | 'Cold', from: number, to: number): Usage {
  const { accountId, region, resourceType } = point;
  return {
    meter: {
      accountId,
      region,
      service: 'AWS Backup',
      productCode: 'AWSBackup',
      usageType: prefixedUsageType(region, `${tier}Storage-ByteHrs-${resourceType}`),
      operation: 'Storage',
      rate: picoOf(backupRate(resourceType, tier)),
      per: 'month',
      unit: 'GB-Mo',
      scale: 1,
    },
    resourceId: point.arn,
    quantity: Math.round(point.sizeBytes / GIB),
    from,
    to,
  };
}
