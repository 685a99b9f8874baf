import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { homeRegion } from '../aws-scope.ts';
import type { ClientSettings } from '../client-settings.ts';

export { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command };
export type { GetObjectCommandOutput, S3Client };

/**
 * A client for reading objects. On AWS buckets are parts of the host name; any other endpoint (from the settings,
 * `AWS_ENDPOINT_URL` or a profile) is asked by path, since it rarely has a name for each bucket.
 */
export function openS3(settings: ClientSettings): S3Client {
  const client: S3Client = new S3Client({
    ...settings,
    // A bucket in another region is found by AWS's own redirect.
    followRegionRedirects: true,
    // Parts of objects have no checksum of their own; the whole is compared with its mark instead.
    responseChecksumValidation: 'WHEN_REQUIRED',
    // The SDK's type knows the value alone; its code asks a function each time, when the endpoint is known.
    forcePathStyle: (() => Promise.resolve(hasOwnEndpoint(client))) as unknown as boolean,
  });
  return client;
}

/** Whether requests go to an endpoint that somebody has set. The SDK finds the environment's at the first call. */
export const hasOwnEndpoint = (client: S3Client): boolean =>
  (client.config as { readonly isCustomEndpoint?: boolean }).isCustomEndpoint === true;

/** The region of the environment or the profile; AWS's first where they name none. */
export async function configuredRegion(profile: string | undefined): Promise<string> {
  const client = new S3Client(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return homeRegion; // what it would tell is that no region is configured
  } finally {
    client.destroy();
  }
}
