import { z } from 'zod';
import { CloudError, reasonOf } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { ImageRepository, StoredImages } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { readAside } from '../read-aside.ts';
import { serviceLocations } from '../service-locations.ts';
import { storedImages } from '../stored-images.ts';

const Listed = z.object({
  // `projects/P/locations/L/repositories/R`
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/]+$/),
  format: z.string().default('FORMAT_UNSPECIFIED'),
  mode: z.string().default('STANDARD_REPOSITORY'),
  labels: Labels,
  createTime: Time.optional(),
  sizeBytes: Int64.default(0), // left out of an empty one
  // Left out where there are none.
  cleanupPolicies: z.record(z.string(), z.object({ action: z.string().optional() })).default({}),
  cleanupPolicyDryRun: z.boolean().default(false),
});

const Row = Listed.extend({ images: z.custom<Fact<StoredImages>>() });

const OPERATION = 'artifactregistry.projects.locations.repositories.list';

/**
 * Repositories of container images of a project; those of packages and virtual ones, which hold nothing, are none. Images
 * are listed where no policy removes any. Source: Artifact Registry API, repositories.list, which takes one location.
 */
export const imageRepositories = defineCollector({
  type: 'gcp:artifactregistry:repository',
  kind: 'image-repository',
  permissions: [
    'artifactregistry.dockerimages.list',
    'artifactregistry.locations.list',
    'artifactregistry.repositories.list',
  ],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    const locations = await serviceLocations(gcp, scope, 'artifactregistry');
    const pages = await Promise.all(locations.map(async (location) => pagesOf(gcp, scope, location)));
    yield* pages.flat();
  },
  toResource(row, { accountId: projectId }): ImageRepository | undefined {
    if (!isOfImages(row)) return undefined;
    const [, , , location = '', , name = ''] = row.name.split('/');
    return {
      kind: 'image-repository',
      type: 'gcp:artifactregistry:repository',
      resourceId: `//artifactregistry.googleapis.com/projects/${projectId}/locations/${location}/repositories/${name}`,
      ...placeOf(projectId, location),
      name,
      state: row.mode,
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(row.labels),
      hasLifecyclePolicy: known(removesImages(row)),
      images: row.images,
      countsPulls: false,
    };
  },
});

const isOfImages = ({ format, mode }: z.infer<typeof Listed>): boolean =>
  format === 'DOCKER' && mode !== 'VIRTUAL_REPOSITORY';

/** A policy may keep as well; and while it is only tried out it removes nothing ("Configure cleanup policies"). */
const removesImages = ({ cleanupPolicies, cleanupPolicyDryRun }: z.infer<typeof Listed>): boolean =>
  !cleanupPolicyDryRun && Object.values(cleanupPolicies).some(({ action }) => action === 'DELETE');

/** A location that fails leaves a hole there; the others are read. */
async function pagesOf(gcp: GcpClient, scope: Scope, location: string): Promise<readonly Listing[]> {
  const path = `v1/projects/${scope.accountId}/locations/${location}/repositories`;
  const pages: Listing[] = [];
  try {
    for await (const page of listed(gcp, scope, OPERATION, { path, list: 'repositories', query: { pageSize: 1000 } })) {
      const rows = await Promise.all(page.rows.map(async (row) => withImages(gcp, scope, row)));
      pages.push({ rows, unread: page.unread });
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    pages.push({ rows: [], unread: [{ reason: `${location}: ${reasonOf(error)}` }] });
  }
  return pages;
}

async function withImages(gcp: GcpClient, scope: Scope, row: unknown): Promise<unknown> {
  const read = Listed.safeParse(row);
  if (!read.success) return row;
  const { name, sizeBytes: bytes } = read.data;
  const images =
    isOfImages(read.data) && !removesImages(read.data)
      ? await readAside(() => storedImages(gcp, scope, { name, bytes }))
      : unread('not asked: a policy removes images');
  return { ...(row as object), images };
}
