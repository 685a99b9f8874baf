import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import { armId } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import type { AzureReader } from './reader.ts';

export const machinePermission = 'Microsoft.Compute/virtualMachines/read';
export const machineList = { path: '/providers/Microsoft.Compute/virtualMachines', apiVersion: '2024-07-01' };

const Row = z.object({ id: z.string().min(1), properties: z.object({ instanceView: z.unknown() }) });

/** Instance views of a subscription's machines by id. Source: Compute API 2024-07-01, VirtualMachines_ListAll with `statusOnly`. */
export const machineViews = (reader: AzureReader, scope: Scope): Promise<ReadonlyMap<string, unknown>> =>
  reader.once(`machine-views/${scope.accountId}`, async () => {
    const views = new Map<string, unknown>();
    const request = {
      path: `/subscriptions/${scope.accountId}${machineList.path}`,
      apiVersion: machineList.apiVersion,
      query: { statusOnly: 'true' },
    };
    for await (const page of reader.azure.pages('compute', machinePermission, scope, request)) {
      for (const row of valueOf(page, machinePermission)) {
        const view = Row.safeParse(row);
        if (view.success) views.set(armId(view.data.id), view.data.properties.instanceView);
      }
    }
    return views;
  });
