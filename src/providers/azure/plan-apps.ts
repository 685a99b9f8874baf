import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { PlanApps } from '../../domain/resources.ts';
import { armId, parsedRows, resourceGroupOf } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import { factOf } from './facts-beside.ts';
import type { AzureReader } from './reader.ts';

export const planSitesPermission = 'Microsoft.Web/serverfarms/sites/read';

const Plan = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  sku: z.object({ tier: z.string().nullish() }).nullish(),
});
const Site = z.object({ id: z.string().min(1), kind: z.string().nullish() });

/** Plans for functions with what is on them: one call each, and there are few of them. The other rows stay as they are. */
export async function withFunctionApps(
  reader: AzureReader,
  scope: Scope,
  rows: readonly unknown[],
): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  for (const row of rows) {
    const plan = Plan.safeParse(row).data;
    const keepsReady = plan?.sku?.tier?.toLowerCase() === 'elasticpremium';
    told.push(
      plan === undefined || !keepsReady
        ? row
        : { ...(row as object), functionApps: await factOf(() => appsOf(reader, scope, plan)) },
    );
  }
  return told;
}

/** Source: App Service API 2023-12-01, AppServicePlans_ListWebApps. A workflow's kind is `functionapp,workflowapp`. */
async function appsOf(reader: AzureReader, scope: Scope, { id, name }: z.infer<typeof Plan>): Promise<PlanApps> {
  const path = `/subscriptions/${scope.accountId}/resourceGroups/${resourceGroupOf(id) ?? ''}/providers/Microsoft.Web/serverfarms/${name}/sites`;
  const functionAppIds: string[] = [];
  let others = 0;
  const request = { path, apiVersion: '2023-12-01' };
  for await (const page of reader.azure.pages('web', planSitesPermission, scope, request)) {
    for (const site of parsedRows(Site, valueOf(page, planSitesPermission), planSitesPermission)) {
      const kinds = (site.kind ?? '').toLowerCase().split(',');
      if (kinds.includes('functionapp') && !kinds.includes('workflowapp')) functionAppIds.push(armId(site.id));
      else others++;
    }
  }
  return { functionAppIds, others };
}
