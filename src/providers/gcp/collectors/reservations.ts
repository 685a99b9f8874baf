import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { CapacityReservation } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { familyOf } from '../machine-types.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeResource, lastPart } from '../names.ts';

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().default('READY'),
  creationTimestamp: Time.optional(),
  commitment: z.string().optional(),
  linkedCommitments: z.array(z.string()).default([]),
  // When it deletes itself.
  deleteAtTime: Time.optional(),
  // Left out by reservations of whole blocks of accelerators.
  specificReservation: z
    .object({
      count: Int64,
      inUseCount: Int64.default(0),
      instanceProperties: z.object({
        machineType: z.string(),
        guestAccelerators: z.array(z.unknown()).default([]),
        localSsds: z.array(z.unknown()).default([]),
      }),
    })
    .optional(),
});

const OPERATION = 'compute.reservations.aggregatedList';

/** Reserved machines of a project: paid as machines, used or not. Source: Compute Engine API, reservations.aggregatedList. */
export const reservations = defineCollector({
  type: 'gcp:compute:reservation',
  kind: 'capacity-reservation',
  permissions: ['compute.reservations.list'],
  metrics: metricsOfType('gcp:compute:reservation'),
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
      ends: endOf(row),
      ...(heldBeside(specific.instanceProperties) && { holdsMore: true }),
    };
  },
});

/** GPUs of N1 machines and disks of the host are reserved, and paid, beside the type; those of other types come with it. */
const heldBeside = ({
  machineType,
  guestAccelerators,
  localSsds,
}: {
  readonly machineType: string;
  readonly guestAccelerators: readonly unknown[];
  readonly localSsds: readonly unknown[];
}): boolean => localSsds.length > 0 || (guestAccelerators.length > 0 && familyOf(lastPart(machineType)) === 'n1');

/** One that belongs to a commitment can't be removed before that ends ("Reservations attached to commitments"). */
function endOf({ commitment, linkedCommitments, deleteAtTime }: z.infer<typeof Row>): CapacityReservation['ends'] {
  if (commitment !== undefined || linkedCommitments.length > 0) return 'prepaid';
  return deleteAtTime === undefined ? 'until-cancelled' : 'at-a-date';
}
