import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import type { AwsCredentials, ClientSettings } from '../client-settings.ts';

/** The operations that Ballast calls. */
export const commands = {
  GetObject: GetObjectCommand,
  HeadObject: HeadObjectCommand,
  ListObjectsV2: ListObjectsV2Command,
};

export type Commands = typeof commands;
export type { GetObjectCommandOutput, S3Client };

export interface S3Options {
  readonly settings: ClientSettings;
  /** Asked whenever those of the settings are about to end: a download may take longer than a session. */
  readonly credentials: () => Promise<AwsCredentials>;
  /** Where requests go if not to AWS: by path then, since such a storage rarely has a name for each bucket. */
  readonly endpoint: string | undefined;
}

/** A client for reading objects. On AWS, a bucket in another region is found by AWS's own redirect. */
export const openS3 = ({ settings, credentials, endpoint }: S3Options): S3Client =>
  new S3Client({
    ...settings,
    credentials,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    followRegionRedirects: true,
    // Parts of objects have no checksum of their own; the whole is compared with its mark instead.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
