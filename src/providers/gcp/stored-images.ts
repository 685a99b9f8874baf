import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import { type Day, dayOf, monthOf } from '../../domain/instant.ts';
import type { StoredImages } from '../../domain/resources.ts';
import { type GcpClient, malformed } from './client.ts';
import { Int64, Time } from './labels.ts';
import { listed } from './listings.ts';

const Image = z.object({
  tags: z.array(z.string()).default([]),
  imageSizeBytes: Int64.default(0),
  uploadTime: Time.optional(),
  updateTime: Time.optional(),
  uri: z.string().default(''),
  mediaType: z.string().default(''),
  imageManifests: z.array(z.object({ digest: z.string() })).optional(),
});
type Image = z.infer<typeof Image>;

const OPERATION = 'artifactregistry.projects.locations.repositories.dockerImages.list';

/**
 * The images of a repository by the month in which each was last pushed or tagged: pulls are told nowhere. `bytes` is what
 * the repository holds, with layers that images share once. Throws a CloudError. Source: Artifact Registry API,
 * dockerImages.list.
 */
export async function storedImages(
  gcp: GcpClient,
  scope: Scope,
  { name, bytes }: { readonly name: string; readonly bytes: number },
): Promise<StoredImages> {
  const images: Image[] = [];
  const options = { path: `v1/${name}/dockerImages`, list: 'dockerImages', query: { pageSize: 1000 } };
  for await (const { rows } of listed(gcp, scope, OPERATION, options)) {
    const page = z.array(Image).safeParse(rows);
    if (!page.success) throw malformed(OPERATION, z.prettifyError(page.error));
    images.push(...page.data);
  }
  const byMonth = new Map<Day, number>();
  for (const image of images) {
    const used = [image.uploadTime, image.updateTime]
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1);
    // Of what has no time it is not known whether it is old.
    if (used === undefined) continue;
    const month = monthOf(dayOf(used));
    byMonth.set(month, (byMonth.get(month) ?? 0) + image.imageSizeBytes);
  }
  return {
    count: images.length,
    bytes,
    untaggedBytes: untagged(images).reduce((sum, { imageSizeBytes }) => sum + imageSizeBytes, 0),
    bytesByLastUse: [...byMonth]
      .map(([month, held]) => ({ month, bytes: held }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

const isIndex = ({ mediaType }: Image): boolean => /manifest\.list|image\.index/.test(mediaType);

/** The parts of an image for several platforms have no tag of their own; where an index does not name its parts, none is told. */
function untagged(images: readonly Image[]): readonly Image[] {
  if (images.some((image) => isIndex(image) && image.imageManifests === undefined)) return [];
  const parts = new Set(images.flatMap(({ imageManifests = [] }) => imageManifests.map(({ digest }) => digest)));
  return images.filter(({ tags, uri }) => tags.length === 0 && !parts.has(uri.slice(uri.lastIndexOf('@') + 1)));
}
