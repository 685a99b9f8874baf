import { z } from 'zod';
import { fact, known, unread } from '../../../domain/fact.ts';
import type { MachineImage } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { computeName, computeResource } from '../names.ts';

const Row = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().default('READY'),
  creationTimestamp: Time.optional(),
  labels: Labels,
  archiveSizeBytes: Int64.optional(),
  storageLocations: z.array(z.string()).default([]),
  sourceDisk: z.string().optional(),
  deprecated: z.object({ state: z.string().optional() }).optional(),
});

const OPERATION = 'compute.images.list';

/**
 * Custom images of a project. Nothing tells when a machine was last made from one; disks that were name it
 * (`users` of the image). Source: Compute Engine API, images.list of the project, without Google's own.
 */
export const images = defineCollector({
  type: 'gcp:compute:image',
  kind: 'machine-image',
  permissions: ['compute.images.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `compute/v1/projects/${scope.accountId}/global/images`,
      list: 'items',
      query: { maxResults: 500 },
    }),
  toResource(row, { accountId: projectId }): MachineImage | undefined {
    if (row.status === 'DELETING') return undefined;
    const [location = 'global'] = row.storageLocations;
    return {
      kind: 'machine-image',
      type: 'gcp:compute:image',
      resourceId: computeResource(projectId, 'global', 'images', row.name),
      billingIds: [computeResource(projectId, 'global', 'images', row.id)],
      ...placeOf(projectId, location),
      name: row.name,
      state: row.deprecated?.state ?? row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      ...(row.sourceDisk !== undefined && {
        uses: known([{ relation: 'source-volume' as const, targetId: computeName(row.sourceDisk) }]),
      }),
      disabled: row.deprecated?.state === 'OBSOLETE' || row.deprecated?.state === 'DELETED',
      lastLaunchedAt: unread('Compute Engine does not tell when an image was last used'),
      shared: unread('who else may use an image stands in its policy, which is not read'),
      protected: false,
      snapshots: [],
    };
  },
});
