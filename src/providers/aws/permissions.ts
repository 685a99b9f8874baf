import { costSubjects } from '../../domain/cost-facts.ts';
import type { PermissionNeed, ReadNeeds } from '../../domain/ports/provider.ts';
import { adviserIds, advisers as adviserFacts } from '../../domain/recommendations.ts';
import { accountPermissions } from './accounts.ts';
import { collectors } from './collectors/index.ts';
import { costFactPermissions } from './cost-facts/index.ts';
import { resourceCostPermissions } from './cost-facts/resource-costs.ts';
import { costPermissions } from './cost.ts';
import { listedMetricPermissions } from './listed-metrics.ts';
import { typeMetrics } from './metric-specs/index.ts';
import { metricPermissions } from './metrics.ts';
import { pricePermissions } from './prices.ts';
import { probePermissions } from './probe.ts';
import { adviserPermissions } from './recommendations/index.ts';
import { regionPermissions } from './regions.ts';
import { sizePermissions } from './sizes.ts';

/** What a sync of these kinds and metrics needs, gathered from the parts that need it. */
export function readPermissions({ kinds, metrics, costs, advisers }: ReadNeeds): readonly PermissionNeed[] {
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
    ...costNeeds(costs),
    ...resourceCostNeeds(costs),
    ...adviserNeeds(advisers, kinds),
    { use: 'prices', grantedTo: 'payer', permissions: pricePermissions },
    ...(kinds.has('instance') ? [{ use: 'sizes', grantedTo: 'reader', permissions: sizePermissions } as const] : []),
  ];
}

/** Subjects of cost facts, each with its own use: whoever does not want one leaves it out. */
const costNeeds = (costs: ReadNeeds['costs'] = new Set()): readonly PermissionNeed[] =>
  [...costs].map((subject) => ({
    use: `cost: ${subject}`,
    grantedTo: 'payer',
    permissions: costFactPermissions(subject),
  }));

/** Cost by resource is read along with any of them. */
const resourceCostNeeds = (costs: ReadNeeds['costs'] = new Set()): readonly PermissionNeed[] =>
  costs.size === 0 ? [] : [{ use: 'cost: resource-costs', grantedTo: 'payer', permissions: resourceCostPermissions }];

/** Cost Optimization Hub is asked once for all accounts, the others in each. */
const adviserNeeds = (
  advisers: ReadNeeds['advisers'] = new Set(),
  kinds: ReadNeeds['kinds'],
): readonly PermissionNeed[] =>
  [...advisers].map((adviser) => ({
    use: `recommendations: ${adviser}`,
    grantedTo: adviser === 'cost-optimization-hub' ? 'payer' : 'reader',
    permissions: adviserPermissions(adviser, kinds),
  }));

/** Everything that reading can need, `doctor`'s probes included. */
export const permissions: readonly PermissionNeed[] = [
  ...readPermissions({
    kinds: new Set(collectors.map(({ info }) => info.kind)),
    metrics: new Set(typeMetrics.flatMap(({ specs }) => specs.map(({ metric }) => metric))),
    costs: new Set(costSubjects),
    advisers: new Set(adviserIds.filter((id) => adviserFacts[id].provider === 'aws')),
  }),
  { use: 'doctor', grantedTo: 'payer', permissions: probePermissions },
];
