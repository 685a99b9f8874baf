import type { PermissionNeed, ReadNeeds } from '../../domain/ports/provider.ts';
import { advisorPermissions } from './advisor.ts';
import { collectors } from './collectors/index.ts';
import { costPermissions } from './cost-query.ts';
import { metricPermissions } from './metrics.ts';
import { typeMetrics } from './metric-specs/index.ts';
import { wholeReadPermission } from './reader.ts';
import { graphPermission } from './resource-graph.ts';
import { sizePermissions } from './sizes.ts';
import { subscriptionPermission } from './subscriptions.ts';

/** What a sync of these kinds and metrics needs, gathered from the parts that need it. */
export function readPermissions({ kinds, metrics, advisers }: ReadNeeds): readonly PermissionNeed[] {
  const wanted = collectors.filter(({ info }) => kinds.has(info.kind));
  const measured = typeMetrics.some(
    ({ kind, specs }) => kinds.has(kind) && specs.some(({ metric }) => metrics.has(metric)),
  );
  const hasMachines = kinds.has('instance') || kinds.has('instance-group');
  const machineMemory = measured && hasMachines && metrics.has('memory-percent-maximum');
  return [
    { use: 'accounts', grantedTo: 'reader', permissions: [subscriptionPermission, graphPermission] },
    ...(wanted.length === 0
      ? []
      : [{ use: 'inventory', grantedTo: 'reader', permissions: [graphPermission, wholeReadPermission] } as const]),
    ...wanted.map(({ info }): PermissionNeed => ({
      use: `inventory: ${info.type}`,
      type: info.type,
      grantedTo: 'reader',
      permissions: info.permissions,
    })),
    ...(measured
      ? [
          {
            use: 'metrics',
            grantedTo: 'reader',
            permissions: [...metricPermissions, ...(machineMemory ? sizePermissions : [])],
          } as const,
        ]
      : []),
    { use: 'cost', grantedTo: 'payer', permissions: costPermissions },
    ...(advisers?.has('advisor') === true
      ? [{ use: 'recommendations: advisor', grantedTo: 'reader', permissions: advisorPermissions } as const]
      : []),
    // The price list is open to everybody.
    { use: 'prices', grantedTo: 'payer', permissions: [] },
    ...(kinds.has('instance') ? [{ use: 'sizes', grantedTo: 'reader', permissions: sizePermissions } as const] : []),
  ];
}

/** Everything that reading can need. */
export const permissions: readonly PermissionNeed[] = readPermissions({
  kinds: new Set(collectors.map(({ info }) => info.kind)),
  metrics: new Set(typeMetrics.flatMap(({ specs }) => specs.map(({ metric }) => metric))),
  advisers: new Set(['advisor']),
});
