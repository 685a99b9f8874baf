import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  ListBucketMetricsConfigurationsCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) =>
  new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined, followRegionRedirects: true });

/** The operations that Ballast calls. */
export const commands = {
  GetBucketLifecycleConfiguration: GetBucketLifecycleConfigurationCommand,
  GetBucketLocation: GetBucketLocationCommand,
  GetBucketTagging: GetBucketTaggingCommand,
  GetBucketVersioning: GetBucketVersioningCommand,
  ListBucketMetricsConfigurations: ListBucketMetricsConfigurationsCommand,
  ListBuckets: ListBucketsCommand,
  ListMultipartUploads: ListMultipartUploadsCommand,
  ListParts: ListPartsCommand,
};
