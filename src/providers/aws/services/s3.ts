import { S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined, followRegionRedirects: true });

/** The operations that Ballast calls. */
export const commands = {};
