import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { asked } from './asked.ts';
import type { AwsClient } from './client.ts';
import { SnapshotMappings } from './launch-uses.ts';
import { pinnedVersions } from './pinned-template-versions.ts';

/** What the versions of a launch template that something can launch from boot from. */
export interface TemplateContent {
  /** Images by id; one that only a parameter names, and that could not be resolved, stands as `resolve:ssm:…`. */
  readonly imageIds: readonly string[];
  readonly snapshotIds: readonly string[];
  readonly versions: readonly number[];
}

const operation = 'ec2:DescribeLaunchTemplateVersions';

const Version = z.object({
  LaunchTemplateId: z.string().min(1),
  VersionNumber: z.int(),
  LaunchTemplateData: z
    .object({
      // A template need not name an image: whoever launches from it then names one.
      ImageId: z.string().optional(),
      BlockDeviceMappings: SnapshotMappings,
    })
    .default({ BlockDeviceMappings: [] }),
});
type Version = z.infer<typeof Version>;

const Page = z.object({ LaunchTemplateVersions: z.array(Version) });

/**
 * Parameters that AWS keeps name images of AWS alone. Source: Systems Manager User Guide, "Working with public
 * parameters".
 */
const publicParameter = /^resolve:ssm:\/aws\/service\//;
export const parameterImage = /^resolve:ssm:/;

interface Content {
  readonly imageIds: Set<string>;
  readonly snapshotIds: Set<string>;
  readonly versions: Set<number>;
}

/**
 * By template: the latest and the default version of each, by one listing for all, and the versions that an Auto
 * Scaling group is set to by number. An older version that no group is set to launches nothing by itself.
 */
export async function launchTemplateContents(
  aws: AwsClient,
  scope: Scope,
): Promise<ReadonlyMap<string, TemplateContent>> {
  const contents = new Map<string, Content>();
  const note = async (version: Version): Promise<void> => {
    const { LaunchTemplateId, VersionNumber, LaunchTemplateData } = version;
    const content = contents.get(LaunchTemplateId) ?? {
      imageIds: new Set<string>(),
      snapshotIds: new Set<string>(),
      versions: new Set<number>(),
    };
    contents.set(LaunchTemplateId, content);
    if (content.versions.has(VersionNumber)) return;
    content.versions.add(VersionNumber);
    const imageId = await imageOf(aws, scope, version);
    if (imageId !== undefined) content.imageIds.add(imageId);
    for (const { Ebs } of LaunchTemplateData.BlockDeviceMappings) {
      if (Ebs?.SnapshotId !== undefined) content.snapshotIds.add(Ebs.SnapshotId);
    }
  };
  const listing = { Versions: ['$Latest', '$Default'], MaxResults: 200, IncludeManagedResources: true };
  for await (const answer of aws.pages('ec2', 'DescribeLaunchTemplateVersions', scope, listing)) {
    for (const version of read(answer)) await note(version);
  }
  for (const [LaunchTemplateId, numbers] of await pinnedVersions(aws, scope)) {
    for (const number of numbers) {
      if (contents.get(LaunchTemplateId)?.versions.has(number) === true) continue;
      for (const version of await oneVersion(aws, scope, LaunchTemplateId, number, false)) await note(version);
    }
  }
  return new Map(
    [...contents].map(([id, { imageIds, snapshotIds, versions }]) => [
      id,
      { imageIds: [...imageIds], snapshotIds: [...snapshotIds], versions: [...versions] },
    ]),
  );
}

/** The image of a version, with the parameter that names it resolved; undefined where it is none that we could own. */
async function imageOf(aws: AwsClient, scope: Scope, version: Version): Promise<string | undefined> {
  const { ImageId } = version.LaunchTemplateData;
  if (ImageId === undefined || ImageId === '' || publicParameter.test(ImageId)) return undefined;
  if (!parameterImage.test(ImageId)) return ImageId;
  const resolved = await asked(() => oneVersion(aws, scope, version.LaunchTemplateId, version.VersionNumber, true));
  return (resolved.known ? resolved.value[0]?.LaunchTemplateData.ImageId : undefined) ?? ImageId;
}

async function oneVersion(
  aws: AwsClient,
  scope: Scope,
  LaunchTemplateId: string,
  version: number,
  ResolveAlias: boolean,
): Promise<readonly Version[]> {
  try {
    const input = { LaunchTemplateId, Versions: [String(version)], ResolveAlias };
    return read(await aws.call('ec2', 'DescribeLaunchTemplateVersions', scope, input));
  } catch (error) {
    // A group may still be set to a version or template that was deleted: it can launch nothing any more.
    const code = error instanceof CloudError ? error.vendorCode : undefined;
    if (code?.startsWith('InvalidLaunchTemplateId.') === true) return [];
    throw error;
  }
}

function read(answer: unknown): readonly Version[] {
  const page = Page.safeParse(answer);
  if (page.success) return page.data.LaunchTemplateVersions;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}
