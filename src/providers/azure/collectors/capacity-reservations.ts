import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { CapacityReservation } from '../../../domain/resources.ts';
import { armBase, armFields, armId, nameOf, parsedRows, Reference, resourceGroupOf, timeOf } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import { factOf } from '../facts-beside.ts';
import type { AzureReader } from '../reader.ts';

const groupPermission = 'Microsoft.Compute/capacityReservationGroups/read';
const permission = 'Microsoft.Compute/capacityReservationGroups/capacityReservations/read';
const apiVersion = '2024-07-01';

/** Machines that hold places, by the reservation's name in lower case. */
type Allocations = ReadonlyMap<string, readonly string[]>;

const Reservation = z.object({
  ...armFields,
  sku: z.object({ name: z.string().min(1), capacity: z.int().nonnegative() }),
  properties: z.object({
    timeCreated: z.string().nullish(),
    provisioningTime: z.string().nullish(),
    provisioningState: z.string().nullish(),
  }),
  allocations: z.custom<Fact<Allocations>>(),
});

const Group = z.object({ id: z.string().min(1), name: z.string().min(1) });

/** With `$expand=instanceView`: the list of reservations tells what is associated, not what holds a place. */
const GroupView = z.object({
  properties: z.object({
    sharingProfile: z.object({ subscriptionIds: z.array(z.unknown()).nullish() }).nullish(),
    instanceView: z.object({
      capacityReservations: z.array(
        z.object({
          name: z.string(),
          utilizationInfo: z.object({ virtualMachinesAllocated: z.array(Reference).nullish() }).nullish(),
        }),
      ),
    }),
  }),
});

/**
 * Capacity reservations of a subscription, with the machines that hold their places: one call for each group tells
 * these. Sources: Resource Graph; Compute API 2024-07-01, CapacityReservationGroups_ListBySubscription and _Get,
 * CapacityReservations_ListByCapacityReservationGroup.
 */
export const capacityReservations = defineAzureCollector({
  type: 'azure:compute:capacity-reservation',
  kind: 'capacity-reservation',
  armType: 'microsoft.compute/capacityreservationgroups/capacityreservations',
  permissions: [permission, groupPermission],
  row: Reservation,
  list: listByGroups,
  async enrich(reader, scope, rows) {
    const views = new Map<string, Fact<Allocations>>();
    for (const row of rows) {
      const group = groupOf((row as { readonly id?: unknown } | null)?.id);
      if (group === undefined || views.has(group)) continue;
      views.set(group, await factOf(() => allocationsOf(reader, scope, group)));
    }
    return rows.map((row) => ({
      ...(row as object),
      allocations: views.get(groupOf((row as { readonly id?: unknown } | null)?.id) ?? '') ?? unread('it has no group'),
    }));
  },
  toResources: (rows, scope) =>
    rows.map((row): CapacityReservation => {
      const { sku, properties, allocations, name } = row;
      const attachedTo = allocations.known
        ? fact(allocations.value.get(name.toLowerCase()), 'virtualMachinesAllocated')
        : allocations;
      const { timeCreated, provisioningTime } = properties;
      return {
        ...armBase(row, scope, {
          type: 'azure:compute:capacity-reservation',
          state: properties.provisioningState ?? 'unknown',
          createdAt: timeOf(timeCreated ?? provisioningTime, 'timeCreated'),
        }),
        kind: 'capacity-reservation',
        sizeName: sku.name,
        // Free places bill without licences. Source: "On-demand capacity reservation", pricing.
        operatingSystem: known('linux'),
        software: known('none'),
        tenancy: 'shared',
        totalCount: sku.capacity,
        // Where it is not known who holds its places, none is said to be free.
        availableCount: attachedTo.known ? Math.max(0, sku.capacity - attachedTo.value.length) : 0,
        ends: 'until-cancelled',
        attachedTo,
      };
    }),
});

/** The id of the group that a reservation lies in. */
const groupOf = (id: unknown): string | undefined =>
  typeof id === 'string' ? /^(.*\/capacityreservationgroups\/[^/]+)\//.exec(armId(id))?.[1] : undefined;

async function* listByGroups(
  reader: AzureReader,
  scope: Scope,
): AsyncGenerator<{ readonly value: readonly unknown[] }, void, undefined> {
  const path = `/subscriptions/${scope.accountId}/providers/Microsoft.Compute/capacityReservationGroups`;
  for await (const page of reader.azure.pages('compute', groupPermission, scope, { path, apiVersion })) {
    for (const { id, name } of parsedRows(Group, valueOf(page, groupPermission), groupPermission)) {
      const inGroup = `/subscriptions/${scope.accountId}/resourceGroups/${resourceGroupOf(id) ?? ''}/providers/Microsoft.Compute`;
      const request = { path: `${inGroup}/capacityReservationGroups/${name}/capacityReservations`, apiVersion };
      for await (const rows of reader.azure.pages('compute', permission, scope, request)) {
        yield { value: valueOf(rows, permission) };
      }
    }
  }
}

async function allocationsOf(reader: AzureReader, scope: Scope, group: string): Promise<Allocations> {
  const path = `/subscriptions/${scope.accountId}/resourceGroups/${resourceGroupOf(group) ?? ''}/providers/Microsoft.Compute/capacityReservationGroups/${nameOf(group)}`;
  const answer = await reader.azure.call('compute', groupPermission, scope, {
    path,
    apiVersion,
    query: { $expand: 'instanceView' },
  });
  const [view] = parsedRows(GroupView, [answer], groupPermission);
  if (view === undefined) return new Map();
  const { instanceView, sharingProfile } = view.properties;
  const isShared = (sharingProfile?.subscriptionIds ?? []).length > 0;
  return new Map(
    instanceView.capacityReservations.flatMap(({ name, utilizationInfo }) => {
      const held = utilizationInfo?.virtualMachinesAllocated?.map(({ id }) => armId(id));
      // Machines of other subscriptions, with which the group is shared, may be out of sight.
      return held === undefined || (isShared && held.length === 0) ? [] : [[name.toLowerCase(), held] as const];
    }),
  );
}
