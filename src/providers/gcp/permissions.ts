import type { PermissionNeed, ReadNeeds } from '../../domain/ports/provider.ts';
import { collectors } from './collectors/index.ts';
import { costPermissions } from './cost.ts';
import { projectPermissions } from './find-projects.ts';
import { sizePermissions } from './machine-sizes.ts';
import { typeMetrics } from './metric-specs/index.ts';
import { pricePermissions } from './prices.ts';
import { probePermissions } from './probe.ts';
import { commitmentRecommenderPermissions, recommenderPermissions } from './recommendations.ts';
import { timeSeriesPermissions } from './time-series.ts';
import { placePermissions } from './used-places.ts';

/** What a sync of these kinds and metrics needs, gathered from the parts that need it. */
export function readPermissions({ kinds, metrics, advisers }: ReadNeeds): readonly PermissionNeed[] {
  const wanted = collectors.filter(({ info }) => kinds.has(info.kind));
  const measured = typeMetrics.some(
    ({ kind, specs }) => kinds.has(kind) && specs.some(({ metric }) => metrics.has(metric)),
  );
  return [
    { use: 'accounts', grantedTo: 'payer', permissions: projectPermissions },
    ...wanted.map(({ info }): PermissionNeed => ({
      use: `inventory: ${info.type}`,
      type: info.type,
      grantedTo: 'reader',
      permissions: info.permissions,
    })),
    ...(measured ? [{ use: 'metrics', grantedTo: 'reader', permissions: timeSeriesPermissions } as const] : []),
    { use: 'cost', grantedTo: 'payer', permissions: costPermissions },
    ...(kinds.has('instance') ? [{ use: 'sizes', grantedTo: 'reader', permissions: sizePermissions } as const] : []),
    ...(advisers?.has('recommender') === true
      ? [
          {
            use: 'recommendations: recommender',
            grantedTo: 'reader',
            permissions: [...placePermissions, ...recommenderPermissions(new Set(wanted.map(({ info }) => info.kind)))],
          } as const,
        ]
      : []),
    ...(advisers?.has('commitment-recommender') === true
      ? [
          {
            use: 'recommendations: commitment-recommender',
            grantedTo: 'payer',
            permissions: commitmentRecommenderPermissions,
          } as const,
        ]
      : []),
    ...(pricePermissions.length === 0
      ? []
      : [{ use: 'prices', grantedTo: 'payer', permissions: pricePermissions } as const]),
  ];
}

/** Everything that reading can need, `doctor`'s probes included. */
export const permissions: readonly PermissionNeed[] = [
  ...readPermissions({
    kinds: new Set(collectors.map(({ info }) => info.kind)),
    metrics: new Set(typeMetrics.flatMap(({ specs }) => specs.map(({ metric }) => metric))),
    advisers: new Set(['recommender', 'commitment-recommender']),
  }),
  { use: 'doctor', grantedTo: 'payer', permissions: probePermissions },
];
