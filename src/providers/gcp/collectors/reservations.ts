import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { CapacityReservation } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { computeResource, lastPart } from '../names.ts';

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().default('READY'),
  creationTimestamp: Time.optional(),
  commitment: z.string().optional(),
  // Left out by reservations of whole blocks of accelerators.
  specificReservation: z
    .object({
      count: Int64,
      inUseCount: Int64.default(0),
      instanceProperties: z.object({ machineType: z.string() }),
    })
    .optional(),
});

const OPERATION = 'compute.reservations.aggregatedList';

/** Reserved machines of a project: paid as machines, used or not. Source: Compute Engine API, reservations.aggregatedList. */
export const reservations = defineCollector({
  type: 'gcp:compute:reservation',
  kind: 'capacity-reservation',
  permissions: ['compute.reservations.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) => aggregated(gcp, scope, OPERATION, { path: 'reservations' }),
  toResource(row, { accountId: projectId }): CapacityReservation | undefined {
    const specific = row.specificReservation;
    if (specific === undefined || row.status === 'DELETING') return undefined;
    return {
      kind: 'capacity-reservation',
      type: 'gcp:compute:reservation',
      resourceId: computeResource(projectId, row.place, 'reservations', row.name),
      billingIds: [computeResource(projectId, row.place, 'reservations', row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known({}), // reservations have no labels
      sizeName: lastPart(specific.instanceProperties.machineType),
      // It holds the machine alone; licences are paid by what runs in it.
      operatingSystem: known('linux'),
      software: known('none'),
      tenancy: 'shared',
      totalCount: specific.count,
      availableCount: specific.count - specific.inUseCount,
      // One that belongs to a commitment can't be removed before that ends ("Reservations attached to commitments").
      ends: row.commitment === undefined ? 'until-cancelled' : 'prepaid',
    };
  },
});
