import { z } from 'zod';
import { type Fact, fact, known } from '../../../domain/fact.ts';
import type { AppPlan, PlanApps } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold } from '../arm-rows.ts';
import { type AutoscaleRanges, autoscalePermission, autoscaleRanges } from '../autoscale-settings.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { withField } from '../facts-beside.ts';
import { planSitesPermission, withFunctionApps } from '../plan-apps.ts';

const Plan = z.object({
  ...armFields,
  kind: z.string().nullish(),
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish(), capacity: z.number().nullish() }).nullish(),
  properties: z.object({
    numberOfSites: z.number().nullish(),
    numberOfWorkers: z.number().nullish(),
    reserved: z.boolean().nullish(),
    zoneRedundant: z.boolean().nullish(),
    elasticScaleEnabled: z.boolean().nullish(),
    maximumElasticWorkerCount: z.number().nullish(),
    status: z.string().nullish(),
  }),
  autoscale: z.custom<Fact<AutoscaleRanges>>(),
  functionApps: z.custom<Fact<PlanApps>>().optional(),
});

type Plan = z.infer<typeof Plan>;

/**
 * App Service plans of a subscription. Sources: Resource Graph; App Service API 2023-12-01, AppServicePlans_List; Monitor
 * API, autoscale settings.
 */
export const appServicePlans = defineAzureCollector({
  type: 'azure:web:server-farm',
  kind: 'app-plan',
  armType: 'microsoft.web/serverfarms',
  permissions: ['Microsoft.Web/serverfarms/read', autoscalePermission, planSitesPermission],
  creationListed: true,
  row: Plan,
  list: { service: 'web', path: '/providers/Microsoft.Web/serverfarms', apiVersion: '2023-12-01' },
  async enrich(reader, scope, rows) {
    if (rows.length === 0) return rows;
    const scaled = withField(rows, 'autoscale', await autoscaleRanges(reader, scope));
    return await withFunctionApps(reader, scope, scaled);
  },
  toResources: (rows, scope) =>
    rows.map((plan): AppPlan => {
      const { sku, properties } = plan;
      const maxWorkers = maxWorkersOf(plan);
      return {
        ...armBase(plan, scope, {
          type: 'azure:web:server-farm',
          state: properties.status ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'app-plan',
        sizeName: sku?.name ?? 'unknown',
        tier: sku?.tier ?? 'unknown',
        // `reserved` is their word for Linux.
        operatingSystem: properties.reserved === true ? 'linux' : 'windows',
        workers: properties.numberOfWorkers ?? sku?.capacity ?? 0,
        ...(maxWorkers !== undefined && { maxWorkers }),
        zoneRedundant: properties.zoneRedundant === true,
        apps: fact(properties.numberOfSites, 'numberOfSites'),
        ...(plan.functionApps !== undefined && { functionApps: plan.functionApps }),
        autoscaled: plan.autoscale.known
          ? known(plan.autoscale.value.has(armId(plan.id)) || maxWorkers !== undefined)
          : plan.autoscale,
      };
    }),
});

function maxWorkersOf({ id, sku, properties, autoscale }: Plan): number | undefined {
  const range = autoscale.known ? autoscale.value.get(armId(id)) : undefined;
  if (range !== undefined) return range.max;
  const elastic = properties.elasticScaleEnabled === true || sku?.tier === 'ElasticPremium';
  return elastic ? (properties.maximumElasticWorkerCount ?? undefined) : undefined;
}
