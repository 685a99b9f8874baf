import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import type { Secret } from './model.ts';

/** USD per secret and month, the same in every region. Source: AWS Secrets Manager pricing, as of 2026-11. */
export const SECRET_MONTH = '0.4';

/** Billed by its share of the month, until it is marked for deletion. */
export function* secretUsage(secret: Secret): Generator<Usage> {
  yield {
    meter: {
      accountId: secret.accountId,
      region: secret.region,
      service: 'AWS Secrets Manager',
      productCode: 'AWSSecretsManager',
      usageType: prefixedUsageType(secret.region, 'AWSSecretsManager-Secrets'),
      rate: picoOf(SECRET_MONTH),
      per: 'month',
      unit: 'Secrets',
      scale: 1,
    },
    resourceId: secret.arn,
    quantity: 1,
    from: Math.floor(secret.createdAt / 1000),
    to: secret.deletedAt === undefined ? Number.POSITIVE_INFINITY : Math.floor(secret.deletedAt / 1000),
  };
}
