import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import type { DesktopsState } from './model.ts';
import { bundles } from './prices.ts';

/** The monthly fee of each desktop, under its ARN. */
export function* desktopUsage({ workspaces }: DesktopsState): Generator<Usage> {
  for (const { id, accountId, region, bundle, runningMode, createdAt } of workspaces.values()) {
    const { code, alwaysOnMonth, autoStopMonth } = bundles[bundle]!;
    const autoStop = runningMode === 'AUTO_STOP';
    yield {
      meter: {
        accountId,
        region,
        service: 'Amazon WorkSpaces',
        productCode: 'AmazonWorkSpaces',
        operation: 'CreateWorkspace',
        usageType: prefixedUsageType(region, `AW-HW-${code}${autoStop ? '-AutoStop-User' : ''}`),
        rate: picoOf(autoStop ? autoStopMonth : alwaysOnMonth),
        per: 'month',
        unit: 'Month',
        scale: 1,
      },
      resourceId: `arn:aws:workspaces:${region}:${accountId}:workspace/${id}`,
      quantity: 1,
      from: Math.floor(createdAt / 1000),
      to: Number.POSITIVE_INFINITY,
    };
  }
}
