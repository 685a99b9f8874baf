import type { PermissionNeed } from '../../domain/ports/provider.ts';
import { accountPermissions } from './accounts.ts';
import { collectors } from './collectors/index.ts';
import { costPermissions } from './cost.ts';
import { metricPermissions } from './metrics.ts';
import { pricePermissions } from './prices.ts';
import { probePermissions } from './probe.ts';
import { regionPermissions } from './regions.ts';
import { sizePermissions } from './sizes.ts';

/** Everything that reading needs, gathered from the parts that need it. */
export const permissions: readonly PermissionNeed[] = [
  { use: 'accounts', permissions: accountPermissions },
  { use: 'regions', permissions: regionPermissions },
  ...collectors.map(({ info }) => ({
    use: `inventory: ${info.type}`,
    type: info.type,
    permissions: info.permissions,
  })),
  { use: 'metrics', permissions: metricPermissions },
  { use: 'cost', permissions: costPermissions },
  { use: 'prices', permissions: pricePermissions },
  { use: 'sizes', permissions: sizePermissions },
  { use: 'doctor', permissions: probePermissions },
];
