import { z } from 'zod';
import { unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { PowerState, Warehouse } from '../../../domain/resources.ts';
import { armBase, armFields, parsedRows, timeOf } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import type { AzureReader } from '../reader.ts';

const Pool = z.object({
  ...armFields,
  sku: z.object({ name: z.string().min(1) }),
  properties: z.object({ status: z.string().nullish(), creationDate: z.string().nullish() }),
});

const poolPermission = 'Microsoft.Synapse/workspaces/sqlPools/read';
const workspacePermission = 'Microsoft.Synapse/workspaces/read';
const service = 'synapse';
const apiVersion = '2021-06-01';

/**
 * Dedicated SQL pools of Synapse. Sources: Resource Graph; Synapse API 2021-06-01, Workspaces_List and of each
 * SqlPools_ListByWorkspace.
 */
export const sqlPools = defineAzureCollector({
  type: 'azure:synapse:sql-pool',
  kind: 'warehouse',
  armType: 'microsoft.synapse/workspaces/sqlpools',
  permissions: [poolPermission, workspacePermission],
  row: Pool,
  list: listPools,
  toResources: (rows, scope) =>
    rows.map((pool): Warehouse => ({
      ...armBase(pool, scope, {
        type: 'azure:synapse:sql-pool',
        state: pool.properties.status ?? 'unknown',
        createdAt: timeOf(pool.properties.creationDate, 'creationDate'),
      }),
      kind: 'warehouse',
      sizeName: pool.sku.name,
      nodeCount: 1,
      powerState: powerStates[pool.properties.status ?? ''] ?? 'changing',
      separateStorage: true,
      multiZone: false,
      pauseSchedules: unread('what pauses a pool by the clock is no part of it'),
    })),
});

/** What is neither is on its way. Source: Synapse API, SqlPoolResourceProperties, status. */
const powerStates: Readonly<Record<string, PowerState>> = { Online: 'running', Paused: 'stopped' };

const Workspace = z.object({ id: z.string().min(1) });

async function* listPools(reader: AzureReader, scope: Scope) {
  const path = `/subscriptions/${scope.accountId}/providers/Microsoft.Synapse/workspaces`;
  for await (const page of reader.azure.pages(service, workspacePermission, scope, { path, apiVersion })) {
    for (const { id } of parsedRows(Workspace, valueOf(page, workspacePermission), workspacePermission)) {
      const pools = { path: `${id}/sqlPools`, apiVersion };
      for await (const part of reader.azure.pages(service, poolPermission, scope, pools)) {
        yield { value: valueOf(part, poolPermission) };
      }
    }
  }
}
