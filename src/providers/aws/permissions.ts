import type { PermissionNeed, ReadNeeds } from '../../domain/ports/provider.ts';
import { accountPermissions } from './accounts.ts';
import { collectors } from './collectors/index.ts';
import { costPermissions } from './cost.ts';
import { listedMetricPermissions } from './listed-metrics.ts';
import { typeMetrics } from './metric-specs/index.ts';
import { metricPermissions } from './metrics.ts';
import { pricePermissions } from './prices.ts';
import { probePermissions } from './probe.ts';
import { regionPermissions } from './regions.ts';
import { sizePermissions } from './sizes.ts';

/** What a sync of these kinds and metrics needs, gathered from the parts that need it. */
export function readPermissions({ kinds, metrics }: ReadNeeds): readonly PermissionNeed[] {
  const wanted = collectors.filter(({ info }) => kinds.has(info.kind));
  const specs = typeMetrics
    .filter(({ kind }) => kinds.has(kind))
    .flatMap((of) => of.specs)
    .filter(({ metric }) => metrics.has(metric));
  const listed = specs.some(({ series }) => series.some(({ listedBy }) => listedBy !== undefined));
  return [
    { use: 'accounts', grantedTo: 'payer', permissions: accountPermissions },
    { use: 'regions', grantedTo: 'reader', permissions: regionPermissions },
    ...wanted.map(({ info }): PermissionNeed => ({
      use: `inventory: ${info.type}`,
      type: info.type,
      grantedTo: 'reader',
      permissions: info.permissions,
    })),
    ...(specs.length === 0
      ? []
      : [
          {
            use: 'metrics',
            grantedTo: 'reader',
            permissions: [...metricPermissions, ...(listed ? listedMetricPermissions : [])],
          } as const,
        ]),
    { use: 'cost', grantedTo: 'payer', permissions: costPermissions },
    { use: 'prices', grantedTo: 'payer', permissions: pricePermissions },
    ...(kinds.has('instance') ? [{ use: 'sizes', grantedTo: 'reader', permissions: sizePermissions } as const] : []),
  ];
}

/** Everything that reading can need, `doctor`'s probes included. */
export const permissions: readonly PermissionNeed[] = [
  ...readPermissions({
    kinds: new Set(collectors.map(({ info }) => info.kind)),
    metrics: new Set(typeMetrics.flatMap(({ specs }) => specs.map(({ metric }) => metric))),
  }),
  { use: 'doctor', grantedTo: 'payer', permissions: probePermissions },
];
