import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { LaunchTemplate, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  creationTimestamp: Time.optional(),
  // A template has no state that changes, and always properties: without them what it uses was not read.
  properties: z.object({
    labels: Labels,
    disks: z
      .array(
        z.object({
          source: z.string().optional(),
          initializeParams: z
            .object({ sourceImage: z.string().optional(), sourceSnapshot: z.string().optional() })
            .default({}),
        }),
      )
      .default([]),
  }),
});

const OPERATION = 'compute.instanceTemplates.aggregatedList';

/** Instance templates of a project, global and regional, with the images and snapshots that their machines start from. */
export const instanceTemplates = defineCollector({
  type: 'gcp:compute:instance-template',
  kind: 'launch-template',
  permissions: ['compute.instanceTemplates.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) => aggregated(gcp, scope, OPERATION, { path: 'instanceTemplates' }),
  toResource: (row, { accountId: projectId }): LaunchTemplate => ({
    kind: 'launch-template',
    type: 'gcp:compute:instance-template',
    resourceId: computeResource(projectId, row.place, 'instanceTemplates', row.name),
    ...placeOf(projectId, lastPart(row.place)),
    name: row.name,
    state: 'available',
    createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
    tags: known(row.properties.labels),
    uses: known(
      row.properties.disks.flatMap(({ initializeParams: { sourceImage, sourceSnapshot } }): readonly Use[] => [
        ...(sourceImage === undefined ? [] : [{ relation: 'image' as const, targetId: computeName(sourceImage) }]),
        ...(sourceSnapshot === undefined
          ? []
          : [{ relation: 'snapshot' as const, targetId: computeName(sourceSnapshot) }]),
      ]),
    ),
    versions: 1,
  }),
});
