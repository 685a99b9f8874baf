import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { MachineImage } from '../../../domain/resources.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import type { GcpClient } from '../client.ts';
import type { Scope } from '../../../domain/ids.ts';
import { placeOf } from '../gcp-scope.ts';
import { imageSharing, sharingPermissions } from '../image-sharing.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { computeName, computeResource } from '../names.ts';

const Own = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().default('READY'),
  creationTimestamp: Time.optional(),
  labels: Labels,
  // Not told while it is being made.
  archiveSizeBytes: Int64.optional(),
  family: z.string().optional(),
  storageLocations: z.array(z.string()).default([]),
  sourceDisk: z.string().optional(),
  deprecated: z.object({ state: z.string().optional() }).optional(),
});

const Row = Own.extend({ shared: z.custom<Fact<boolean>>(), newestOfFamily: z.boolean() });

const OPERATION = 'compute.images.list';

/**
 * Custom images of a project. Nothing tells when a machine was last made from one; disks that were name it
 * (`users` of the image). Source: Compute Engine API, images.list of the project, without Google's own.
 */
export const images = defineCollector({
  type: 'gcp:compute:image',
  kind: 'machine-image',
  permissions: ['compute.images.list', ...sharingPermissions],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: withSharing,
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
      disabled: isRetired(row),
      lastLaunchedAt: unread('Compute Engine does not tell when an image was last used'),
      launchesUntold: true,
      shared: row.shared,
      protected: false,
      snapshots: [],
      storedBytes: fact(row.archiveSizeBytes, 'archiveSizeBytes'),
      ...(row.newestOfFamily && { newestOfFamily: true }),
    };
  },
});

/** The newest of a family is known when all images are; each of them is then asked for its policy. */
async function* withSharing(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing> {
  const path = `compute/v1/projects/${scope.accountId}/global/images`;
  const pages: Listing[] = [];
  for await (const page of listed(gcp, scope, OPERATION, { path, list: 'items', query: { maxResults: 500 } })) {
    pages.push(page);
  }
  const newest = newestOf(pages.flatMap(({ rows }) => rows));
  for (const { rows, unread: holes } of pages) {
    const judged = rows.map(async (raw) => {
      const row = Own.safeParse(raw);
      // Told as malformed by the schema of the row.
      if (!row.success) return raw;
      return {
        ...(raw as object),
        shared: await imageSharing(gcp, scope, row.data.name),
        newestOfFamily: newest.has(row.data.name),
      };
    });
    yield { rows: await Promise.all(judged), unread: holes };
  }
}

/**
 * Names of those that their family means: the newest that is not deprecated ("Image families"). A row that can't be read
 * leaves the next older one in its place.
 */
function newestOf(rows: readonly unknown[]): ReadonlySet<string> {
  const byFamily = new Map<string, { readonly name: string; readonly createdAt: string }>();
  for (const raw of rows) {
    const row = Own.safeParse(raw);
    if (!row.success || row.data.family === undefined || row.data.deprecated?.state !== undefined) continue;
    const { family, name, creationTimestamp = '' } = row.data;
    const held = byFamily.get(family);
    if (held === undefined || held.createdAt < creationTimestamp) {
      byFamily.set(family, { name, createdAt: creationTimestamp });
    }
  }
  return new Set([...byFamily.values()].map(({ name }) => name));
}

/** No machine can be made of it any more. */
const isRetired = ({ deprecated }: z.infer<typeof Own>): boolean =>
  deprecated?.state === 'OBSOLETE' || deprecated?.state === 'DELETED';
